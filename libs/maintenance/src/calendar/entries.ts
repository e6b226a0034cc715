import { createHash } from 'node:crypto';
import type { DecisionKind } from '../decisions/decision.entity.ts';
import type { DueDecision, DueDeferral, DueWindow } from './due.repository.ts';
import type { CalendarEntry } from './icalendar.ts';

type Language = 'ja' | 'en';

/** Where it is due, and what speaks of it. */
export interface Place {
  siteName: string;
  language: Language;
  /** `https://tasuki.example` */
  portal: string;
}

const DECISIONS: Record<Language, Record<DecisionKind, string>> = {
  ja: {
    REPLACE: '更新（買い替え）',
    ISOLATE: '隔離して使用',
    ACCEPT_RISK: 'リスクを受容',
    EXTENDED_SUPPORT: '延長サポート契約',
  },
  en: { REPLACE: 'replace', ISOLATE: 'isolate', ACCEPT_RISK: 'accept the risk', EXTENDED_SUPPORT: 'extended support' },
};

const WORDS = {
  ja: {
    calendar: (site: string) => `Tasuki ${site}`,
    window: (what: string) => `更新作業: ${what}`,
    deferral: (what: string) => `延期した更新の見直し: ${what}`,
    decision: (what: string) => `EOS 後の対応の見直し: ${what}`,
    devices: (count: number) => `対象機器: ${count} 台`,
    wave: (wave: number) => `段階 ${wave}`,
    decided: (kind: string) => `対応: ${kind}`,
  },
  en: {
    calendar: (site: string) => `Tasuki ${site}`,
    window: (what: string) => `Update: ${what}`,
    deferral: (what: string) => `Review of an update put off: ${what}`,
    decision: (what: string) => `Review at the end of support: ${what}`,
    devices: (count: number) => `Devices: ${count}`,
    wave: (wave: number) => `Wave ${wave}`,
    decided: (kind: string) => `Decided: ${kind}`,
  },
};

export const calendarName = ({ siteName, language }: Place): string => WORDS[language].calendar(siteName);

/**
 * What is due, as a calendar shows it. Calendars are read on servers of others: an entry says which product, how many devices
 * and until when, and neither serial numbers nor what is wrong with them; that is behind the link, for members.
 */
export function entriesOf(
  place: Place,
  due: { windows: DueWindow[]; deferrals: DueDeferral[]; decisions: DueDecision[] },
): CalendarEntry[] {
  const words = WORDS[place.language];
  const { host } = new URL(place.portal);
  /** Of what the entry is about, so that it is the same entry each time it is read. */
  const uid = (...about: readonly unknown[]) =>
    `${createHash('sha256').update(JSON.stringify(about)).digest('hex').slice(0, 32)}@${host}`;
  const nameOf = ({ productName, productEnglishName }: DueWindow | DueDeferral | DueDecision) =>
    (place.language === 'en' && productEnglishName) || productName;
  const updateOf = (one: DueWindow | DueDeferral) =>
    `${nameOf(one)} ${one.fromVersion}${one.toVersion === null ? '' : ` → ${one.toVersion}`}`;
  const urlOf = ({ publicationId }: DueWindow | DueDeferral) => `${place.portal}/publications/${publicationId}`;
  const location = place.siteName;

  return [
    ...due.windows.map((one) => ({
      uid: uid('window', one.seriesId, one.fromReleaseId, one.toVersion, one.wave, one.startsAt, one.endsAt),
      changedAt: one.changedAt,
      when: { startsAt: one.startsAt, endsAt: one.endsAt },
      summary: words.window(updateOf(one)),
      description: [words.devices(one.devices), words.wave(one.wave)].join('\n'),
      location,
      url: urlOf(one),
    })),
    ...due.deferrals.map((one) => ({
      uid: uid('deferral', one.seriesId, one.fromReleaseId, one.toVersion, one.reviewOn),
      changedAt: one.changedAt,
      when: { day: one.reviewOn },
      summary: words.deferral(updateOf(one)),
      description: words.devices(one.devices),
      location,
      url: urlOf(one),
    })),
    ...due.decisions.map((one) => ({
      uid: uid('decision', one.releaseId, one.kind, one.reviewOn),
      changedAt: one.changedAt,
      when: { day: one.reviewOn },
      summary: words.decision(`${nameOf(one)} ${one.fromVersion}`),
      description: [words.devices(one.devices), words.decided(DECISIONS[place.language][one.kind])].join('\n'),
      location,
      url: `${place.portal}/decisions`,
    })),
  ];
}
