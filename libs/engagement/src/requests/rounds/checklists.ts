/** One thing that a hospital has its vendors confirm. */
export interface ChecklistItem {
  id: string;
  ja: string;
  en: string;
}

export const CHECKLIST_ANSWERS = ['YES', 'NO', 'NOT_APPLICABLE'] as const;
export type ChecklistAnswerValue = (typeof CHECKLIST_ANSWERS)[number];

/**
 * What the health ministry's yearly checklist has vendors confirm for their systems: yes or no, when it was confirmed, and for a no
 * by when. The items follow its edition of fiscal 2025 (医療機関におけるサイバーセキュリティ対策チェックリスト, 事業者確認用); the words and
 * the order are ours. An edition, once asked by, never changes: a new one gets a new name.
 */
export const CHECKLISTS = {
  'mhlw-2025': [
    { id: 'RESPONSIBLE', ja: '安全管理の責任者を定めている', en: 'Somebody is named who is responsible for security.' },
    {
      id: 'REMOTE_MAINTENANCE',
      ja: 'リモートメンテナンスを行う機器を把握し、医療機関に伝えている',
      en: 'Devices with remote maintenance are known, and the hospital was told.',
    },
    { id: 'DISCLOSURE', ja: 'MDS/SDS(または MDS2)を提出している', en: 'MDS/SDS, or an MDS2, was provided.' },
    {
      id: 'ACCESS_RIGHTS',
      ja: '職種や業務に応じて利用権限を設定できる、または設定している',
      en: 'Access follows the work of each user.',
    },
    { id: 'UNUSED_ACCOUNTS', ja: '不要なアカウントを無効にしている', en: 'Accounts that nobody needs are disabled.' },
    {
      id: 'PASSWORDS',
      ja: '推測されにくいパスワードを設定し、使い回していない',
      en: 'Passwords are strong, and not reused.',
    },
    { id: 'ACCESS_LOGS', ja: 'アクセスログを記録し、管理している', en: 'Access is logged, and the logs are kept.' },
    { id: 'PATCHES', ja: 'セキュリティ更新プログラムを適用している', en: 'Security updates are applied.' },
    {
      id: 'UNNEEDED_SOFTWARE',
      ja: '不要なソフトウェアやサービスを停止している',
      en: 'Software and services that nobody needs are stopped.',
    },
    { id: 'REMOVABLE_MEDIA', ja: '外部記録媒体の接続を制限している', en: 'Removable media are restricted.' },
    {
      id: 'CONNECTION_SOURCES',
      ja: 'ネットワーク機器で接続元を制限している',
      en: 'Network devices restrict who may connect.',
    },
    {
      id: 'TWO_FACTORS',
      ja: '二要素認証を導入している、または計画している',
      en: 'Two-factor sign-in is there, or planned.',
    },
  ],
} as const satisfies Record<string, readonly ChecklistItem[]>;
export type ChecklistName = keyof typeof CHECKLISTS;

/** The edition that a round asks by now. */
export const CHECKLIST_NOW: ChecklistName = 'mhlw-2025';

export const itemsOf = (name: ChecklistName | null): readonly ChecklistItem[] =>
  name === null ? [] : CHECKLISTS[name];
