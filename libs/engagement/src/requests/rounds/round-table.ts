import type { ChecklistAnswerValue, ChecklistItem } from './checklists.ts';
import type { RoundRow } from './round.repository.ts';

export const TABLE_LANGUAGES = ['ja', 'en'] as const;
export type TableLanguage = (typeof TABLE_LANGUAGES)[number];

/** Everybody in a file's reader is in Japan, wherever the server is. */
const ZONE = 'Asia/Tokyo';

const HEADER: Record<TableLanguage, string[]> = {
  ja: ['ベンダー', '製品', 'バージョン', '状態', '依頼日時', '回答期限', '回答日時', '回答'],
  en: ['Vendor', 'Product', 'Version', 'State', 'Asked', 'Due', 'Answered', 'Answer'],
};
const OF_ITEM: Record<TableLanguage, string[]> = {
  ja: ['確認日', '目標日', '備考'],
  en: ['confirmed on', 'by', 'remark'],
};
const STATES: Record<RoundRow['state'], Record<TableLanguage, string>> = {
  OPEN: { ja: '未回答', en: 'Open' },
  REOPENED: { ja: '再依頼中', en: 'Reopened' },
  ANSWERED: { ja: '回答済み', en: 'Answered' },
  DECLINED: { ja: '辞退', en: 'Declined' },
  CLOSED: { ja: '完了', en: 'Closed' },
};
const ANSWERS: Record<ChecklistAnswerValue, Record<TableLanguage, string>> = {
  YES: { ja: 'はい', en: 'Yes' },
  NO: { ja: 'いいえ', en: 'No' },
  NOT_APPLICABLE: { ja: '対象外', en: 'Not applicable' },
};

export const headerOf = (items: readonly ChecklistItem[], language: TableLanguage): string[] => [
  ...HEADER[language],
  ...items.flatMap((item) => [item[language], ...OF_ITEM[language].map((part) => `${item[language]}: ${part}`)]),
];

export function cellsOf(row: RoundRow, items: readonly ChecklistItem[], language: TableLanguage): string[] {
  const { vendorName, product, version, state, askedAt, dueAt, settledAt, words, answers } = row;
  return [
    vendorName,
    product ?? '',
    version ?? '',
    STATES[state][language],
    timeOf(askedAt),
    timeOf(dueAt),
    timeOf(settledAt),
    words ?? '',
    ...items.flatMap(({ id }) => {
      const said = answers[id];
      if (!said) return ['', '', '', ''];
      return [ANSWERS[said.answer][language], said.confirmedOn, said.targetOn ?? '', said.remark ?? ''];
    }),
  ];
}

/** `2026-11-28 16:05`, as it is in Japan. */
const timeOf = (at: Date | null): string =>
  at === null
    ? ''
    : new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' }).format(at);
