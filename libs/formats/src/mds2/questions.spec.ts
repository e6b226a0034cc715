import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { gatesOf } from './gates.ts';
import { readQuestionId } from './question-id.ts';
import { mds2Form, sectionOf } from './questions.ts';

const ids = join(import.meta.dirname, '../../../../../shared/corpus/mds2/hn1-2019-question-ids.csv');
const withCorpus = existsSync(ids) ? describe : describe.skip;

withCorpus('the 2019 edition (needs ../shared/corpus)', () => {
  it('has the questions that a published form has', () => {
    const published = readFileSync(ids, 'utf8').trim().split(/\r?\n/).slice(1);
    const { questions } = mds2Form('HN 1-2019');
    const rows = [...questions.values()].map(({ id, section, parent }) => [id, section, parent ?? ''].join(','));
    expect(rows).toEqual(published);
  });
});

describe.each(['HN 1-2019', 'HN 1-2013'] as const)('the form of %s', (edition) => {
  const { sections, questions } = mds2Form(edition);

  it('has as many sections and questions as the edition', () => {
    const [sectionCount, questionCount] = edition === 'HN 1-2019' ? [23, 240] : [24, 81];
    expect([sections.length, questions.size]).toEqual([sectionCount, questionCount]);
    expect(new Set([...questions.values()].map(({ section }) => section))).toEqual(
      new Set(sections.map(({ id }) => id)),
    );
  });

  it('names each section in both languages, each question once, with a parent in the same section', () => {
    for (const { name } of sections) expect([name.en, name.ja].every((words) => words !== '')).toBe(true);
    for (const [id, { section, parent }] of questions) {
      expect(sectionOf(id)).toBe(section);
      expect(readQuestionId(id, edition)).toBe(id);
      if (parent !== null) expect(questions.get(parent)?.section).toBe(section);
    }
  });

  it('has gates only between its own questions', () => {
    for (const { question, others } of gatesOf(edition)) {
      expect(others.length).toBeGreaterThan(0);
      expect([question, ...others].every((id) => questions.has(id))).toBe(true);
      expect(others).not.toContain(question);
    }
  });
});

it('what stands in other tables and texts is no identifier', () => {
  for (const text of [
    '',
    'MLDP',
    '2019',
    'Note 3',
    'Note-3',
    'Rev 2',
    'HN 1-2019',
    'MDS2-0042',
    'MLDP-2 Does it?',
    'x'.repeat(1_000_000),
  ]) {
    expect(readQuestionId(text, 'HN 1-2019')).toBeNull();
  }
  expect(readQuestionId('ABCD-1', 'HN 1-2019')).toBe('ABCD-1');
  expect(readQuestionId('5', 'HN 1-2013')).toBeNull();
});
