import type { Questionnaire, Reading } from '../document.ts';
import { Findings } from '../finding.ts';
import { cleanText, comparable } from '../mds2/text.ts';
import { type OpenedWorkbook, openWorkbook } from '../workbook/open-workbook.ts';
import type { Sheet, Workbook } from '../workbook/workbook.ts';
import { type WrittenCell, writeWorkbook } from '../workbook/write-workbook.ts';
import { factsOf, judgeAnswers, QUESTIONNAIRE_ADVICE } from './findings.ts';
import { findQuestionColumns, type QuestionColumns } from './question-columns.ts';
import { type FoundSection, QuestionRows, ROWS_ADVICE } from './question-rows.ts';

const ADVICE = {
  ...QUESTIONNAIRE_ADVICE,
  ...ROWS_ADVICE,
  'formats.questionnaire_not_found':
    'Upload a sheet with the heads "Question" and "Answer" (質問, 回答) above the questions, or start from a template.',
} as const;
type XlsxFindings = Findings<keyof typeof ADVICE>;

/** Reads a questionnaire from a workbook: one written here, or any sheet of questions and answers with heads above them. */
export function readQuestionnaireXlsx(bytes: Uint8Array, now = new Date()): Reading {
  return readQuestionnaireWorkbook(openWorkbook(bytes), now);
}

/** The same for a workbook that was opened already. */
export function readQuestionnaireWorkbook({ workbook, findings: opening }: OpenedWorkbook, now = new Date()): Reading {
  const findings: XlsxFindings = new Findings(ADVICE);
  const questionnaire = workbook && findQuestionnaire(workbook, now, findings);
  return {
    format: questionnaire && 'QUESTIONNAIRE_XLSX',
    formatVersion: null,
    findings: [...opening, ...findings.list()],
    facts: questionnaire ? { questionnaire } : {},
  };
}

function findQuestionnaire({ sheets }: Workbook, now: Date, findings: XlsxFindings): Questionnaire | null {
  const forms = sheets
    .filter(({ visibility }) => visibility === 'VISIBLE')
    .flatMap((sheet) => {
      const columns = findQuestionColumns(sheet);
      return columns ? [{ sheet, columns }] : [];
    });
  const [first] = forms;
  if (!first) {
    findings.error('formats.questionnaire_not_found', 'No sheet of questions and answers was found.');
    return null;
  }
  const found = forms.map(({ sheet, columns }) => new QuestionRows(sheet, columns, findings).read());
  const sections = withOwnIds(found);
  judgeAnswers(
    sections.flatMap(({ questions }) => questions),
    now,
    findings,
  );
  const { title, form } = headIn(first.sheet, first.columns);
  return factsOf(title, form, sections);
}

/** Sections of the second sheet may be numbered as those of the first. */
function withOwnIds(sheets: FoundSection[][]): FoundSection[] {
  return sheets.flatMap((sections, index) => {
    return index === 0 ? sections : sections.map((section) => ({ ...section, id: `${index + 1}.${section.id}` }));
  });
}

const LABELS = { title: /^(?:title|表題|標題|件名)$/, form: /^(?:form|様式|書式)$/ };
const MAX_TITLE = 500;

/** What stands above the heads: with labels as it is written here, else the first text. */
function headIn(sheet: Sheet, columns: QuestionColumns): { title: string; form: string | null } {
  const above = sheet.rows.filter(({ number }) => number < columns.row.number);
  const labelled = (label: RegExp) => {
    const row = above.find(({ cells }) => cells[0] && isLabel(cells[0].text, label));
    return cleanText(row?.cells[1]?.text ?? '').slice(0, MAX_TITLE);
  };
  const first = cleanText(above[0]?.cells[0]?.text ?? '').slice(0, MAX_TITLE);
  const title = labelled(LABELS.title);
  return { title: title || first || sheet.name, form: labelled(LABELS.form) || null };
}

function isLabel(text: string, label: RegExp): boolean {
  return text
    .slice(0, MAX_TITLE)
    .split('/')
    .some((part) => label.test(comparable(part)));
}

/** A questionnaire as a workbook, to be filled in with a spreadsheet program; read again, it is equal. */
export function questionnaireToXlsx({ title, form, sections }: Questionnaire): Uint8Array {
  const heads = [
    row('BOLD', 'Title / 表題', title),
    row('PLAIN', 'Form / 様式', form ?? ''),
    [],
    row(
      'HEADING',
      'ID / 番号',
      'Section / 区分',
      'Question / 質問',
      'Answer / 回答',
      'Remark / 備考',
      'Target date / 対応予定日',
    ),
  ];
  const rows = sections.flatMap((section) => [
    row('BOLD', section.id, section.title, '', '', '', ''),
    ...section.questions.map(({ id, question, answer, remark, targetOn }) => {
      return row('PLAIN', id, '', question, answer ?? '', remark ?? '', targetOn ?? '');
    }),
  ]);
  const answers = { column: 4, fromRow: heads.length + 1, toRow: heads.length + rows.length };
  return writeWorkbook([
    {
      name: 'Questionnaire',
      columnWidths: [14, 28, 60, 14, 50, 18],
      rows: [...heads, ...rows],
      headerRows: heads.length,
      choices: rows.length === 0 ? [] : [{ ...answers, values: isJapanese(title) ? JAPANESE_CHOICES : CHOICES }],
    },
  ]);
}

const CHOICES = ['Yes', 'No', 'N/A'];
const JAPANESE_CHOICES = ['はい', 'いいえ', '対象外'];

function isJapanese(text: string): boolean {
  return /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text);
}

function row(look: WrittenCell['look'], ...texts: string[]): WrittenCell[] {
  return texts.map((text) => ({ text, look }));
}
