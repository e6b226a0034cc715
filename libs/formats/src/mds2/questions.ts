import type { Mds2 } from '../document.ts';

export type Mds2Edition = Mds2['edition'];

export interface Mds2Section {
  /** `MLDP`, `5`. */
  id: string;
  /** In this project's own words: the standard's texts are its publisher's. */
  name: { en: string; ja: string };
}

export interface Mds2Question {
  /** `MLDP-2.1`, `5-1.1`. */
  id: string;
  section: string;
  /** The question whose details it asks for: `MLDP-2`. */
  parent: string | null;
}

/** One edition of the form: identifiers only, in the form's order. */
export interface Mds2Form {
  edition: Mds2Edition;
  sections: readonly Mds2Section[];
  questions: ReadonlyMap<string, Mds2Question>;
}

type SectionRow = [id: string, english: string, japanese: string, questions: string];

/** 240 questions in 23 sections; a question's identifier is its section's, a dash, and its number. */
const SECTIONS_2019: SectionRow[] = [
  ['DOC', 'The device and this document', '機器と文書', '1 2 3 4 5 6 7 8 9 10 11 11.1 11.2 11.3 11.4'],
  [
    'MPII',
    'Personal data on the device',
    '個人情報の取扱い',
    '1 2 2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 2.9 3 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 3.9 3.10',
  ],
  ['ALOF', 'Automatic log-off', '自動ログオフ', '1 2'],
  [
    'AUDT',
    'Audit log',
    '監査ログ',
    '1 1.1 1.2 2 2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 2.8.1 2.8.2 2.9 2.10 2.11 3 4 4.1 4.1.1 5 5.1 5.2 5.3 5.4 6 7 7.1 8',
  ],
  ['AUTH', 'What users may do', '利用者の権限', '1 1.1 1.2 1.3 2 3 4 5'],
  [
    'CSUP',
    'Security updates',
    'セキュリティ更新',
    '1 2 2.1 2.2 2.3 2.4 3 3.1 3.2 3.3 3.4 4 4.1 4.2 4.3 4.4 5 5.1 5.2 5.3 5.4 6 6.1 6.2 6.3 6.4 7 8 9 10 10.1 11 11.1 11.2',
  ],
  ['DIDT', 'Removing identities from health data', '健康情報の匿名化', '1 1.1'],
  ['DTBK', 'Backup and recovery', 'バックアップと復旧', '1 2 3 4 5 6'],
  ['EMRG', 'Access in an emergency', '緊急時のアクセス', '1'],
  ['IGAU', 'Integrity and origin of health data', '健康情報の完全性と真正性', '1 2'],
  ['MLDP', 'Protection against malware', 'マルウェア対策', '1 2 2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 3 4 5 5.1 5.2'],
  ['NAUT', 'Recognising other systems', '接続相手の認証', '1 2 2.1 3'],
  ['CONN', 'Connections', '接続機能', '1 1.1 1.1.1 1.1.2 1.1.3 1.1.4 1.2 1.2.1 1.2.2 1.2.3 1.2.4 2 3 4 5 6 7 7.1 8'],
  ['PAUT', 'Recognising users', '利用者の認証', '1 1.1 2 3 4 5 6 7 8 9 10 11 12 13 14 14.1'],
  ['PLOK', 'Locks against physical access', '物理的な保護', '1 2 3 4'],
  ['RDMP', 'Support of third-party components', '第三者製部品のサポート計画', '1 2 3 4'],
  ['SBOM', 'Software bill of materials', 'ソフトウェア部品表', '1 2 2.1 2.2 2.3 2.4 3 4'],
  ['SAHD', 'Hardening', 'システムの堅牢化', '1 2 3 3.1 3.2 4 5 5.1 6 6.1 6.2 7 8 9 10 11 12 13 14 14.1 15 16'],
  ['SGUD', 'Guidance on security', 'セキュリティの手引き', '1 2 3 3.1 4'],
  ['STCF', 'Confidentiality of stored data', '保存データの機密性', '1 1.1 1.2 1.3 2 3 4'],
  ['TXCF', 'Confidentiality of transmitted data', '通信データの機密性', '1 2 2.1 3 4 5'],
  ['TXIG', 'Integrity of transmitted data', '通信データの完全性', '1 2'],
  ['RMOT', 'Remote service', 'リモートサービス', '1 1.1 1.2 1.3 2 3'],
];

/** Private data (A to D: B, C and D alone are headings), then 20 numbered capabilities; 2-2 and 2-3 are headings. */
const SECTIONS_2013: SectionRow[] = [
  ['A', 'Private data on the device', '個人情報の有無', ''],
  ['B', 'Kinds of private data', '個人情報の種類', '1 2 3 4 5 6'],
  ['C', 'How private data is kept', '個人情報の保持', '1 2 3 4'],
  ['D', 'How private data is exchanged', '個人情報の入出力', '1 2 3 4 5 6 7 8'],
  ['1', 'Automatic log-off', '自動ログオフ', '1 1.1 1.2'],
  ['2', 'Audit log', '監査ログ', '1 2.1 2.2 2.3 2.4 2.5 2.5.1 2.6 3.1 3.2'],
  ['3', 'What users may do', '利用者の権限', '1 2 3'],
  ['4', 'Settings of security features', 'セキュリティ機能の設定', '1'],
  ['5', 'Security updates', 'セキュリティ更新', '1 1.1'],
  ['6', 'Removing identities from health data', '健康情報の匿名化', '1'],
  ['7', 'Backup and recovery', 'バックアップと復旧', '1'],
  ['8', 'Access in an emergency', '緊急時のアクセス', '1'],
  ['9', 'Integrity and origin of health data', '健康情報の完全性と真正性', '1'],
  ['10', 'Protection against malware', 'マルウェア対策', '1 1.1 1.2 1.3 2 3'],
  ['11', 'Recognising other systems', '接続相手の認証', '1'],
  ['12', 'Recognising users', '利用者の認証', '1 1.1 2 3 4 5 6 7'],
  ['13', 'Locks against physical access', '物理的な保護', '1'],
  ['14', 'Support of third-party components', '第三者製部品のサポート計画', '1 2'],
  ['15', 'Hardening', 'システムの堅牢化', '1 2 3 4 5 6 7 8 9 10 11'],
  ['16', 'Guidance on security', 'セキュリティの手引き', '1 2'],
  ['17', 'Confidentiality of stored data', '保存データの機密性', '1'],
  ['18', 'Confidentiality of transmitted data', '通信データの機密性', '1 2 3'],
  ['19', 'Integrity of transmitted data', '通信データの完全性', '1'],
  ['20', 'Other matters', 'その他', '1 2 2.1'],
];

/** Lines of the 2013 form that bear an identifier and ask nothing by themselves. */
export const HEADINGS_2013: ReadonlySet<string> = new Set(['B', 'C', 'D', '2-2', '2-3']);

const FORMS: Record<Mds2Edition, Mds2Form> = {
  'HN 1-2019': formOf('HN 1-2019', SECTIONS_2019),
  'HN 1-2013': formOf('HN 1-2013', SECTIONS_2013),
};

export function mds2Form(edition: Mds2Edition): Mds2Form {
  return FORMS[edition];
}

/** The section that an identifier belongs to, known or not: `MLDP` of `MLDP-2.1`, `B` of `B.1`. */
export function sectionOf(questionId: string): string {
  return questionId.split(/[-.]/, 1)[0] ?? questionId;
}

function formOf(edition: Mds2Edition, rows: SectionRow[]): Mds2Form {
  const questions = new Map<string, Mds2Question>();
  for (const [section, , , numbers] of rows) {
    const ids = numbers === '' ? [section] : numbers.split(' ').map((number) => questionId(section, number));
    for (const id of ids) questions.set(id, { id, section, parent: parentOf(id, questions) });
  }
  return { edition, sections: rows.map(([id, en, ja]) => ({ id, name: { en, ja } })), questions };
}

function questionId(section: string, number: string): string {
  return /^[A-D]$/.test(section) ? `${section}.${number}` : `${section}-${number}`;
}

function parentOf(id: string, questions: ReadonlyMap<string, Mds2Question>): string | null {
  const parent = id.slice(0, Math.max(0, id.lastIndexOf('.')));
  return questions.has(parent) ? parent : null;
}
