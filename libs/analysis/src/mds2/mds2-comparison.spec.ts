import { describe, expect, it } from '@jest/globals';
import type { Mds2Choice } from '#libs/formats';
import { Mds2Comparison, type Mds2Source, type SourcedAnswer } from './mds2-comparison.ts';

const source = (releaseId: string, edition: 'HN 1-2019' | 'HN 1-2013', uploadId = releaseId): Mds2Source => ({
  releaseId,
  uploadId,
  edition,
  publicationId: 'p',
  filedDocumentId: null,
});
const answer = (uploadId: string, questionId: string, said: Mds2Choice, position = 0, raw: string | null = null) =>
  ({ uploadId, questionId, section: 'MLDP', answer: said, raw, note: null, position }) satisfies SourcedAnswer;

describe('forms side by side', () => {
  it('show what differs first, then each question in the order of the form', () => {
    const answers = ['a', 'b'].flatMap((form) => [
      answer(form, 'MLDP-1', 'YES', 0),
      answer(form, 'MLDP-2', form === 'a' ? 'YES' : 'NO', 1),
      answer(form, 'MLDP-3', 'NA', 2),
    ]);
    const { rows } = Mds2Comparison.of(['b', 'a'], [source('a', 'HN 1-2019'), source('b', 'HN 1-2019')], answers);
    expect(rows.map(({ questionId, isDifferent }) => [questionId, isDifferent])).toEqual([
      ['MLDP-2', true],
      ['MLDP-1', false],
      ['MLDP-3', false],
    ]);
    expect(rows[0]?.answers.map((one) => one?.answer)).toEqual(['NO', 'YES']);
  });

  it('hold nothing against a release without a form, and tell that it has none', () => {
    const { rows, sources } = Mds2Comparison.of(['a', 'b'], [source('a', 'HN 1-2019')], [answer('a', 'MLDP-1', 'YES')]);
    expect(rows).toMatchObject([{ isDifferent: false, answers: [{ answer: 'YES' }, null] }]);
    expect(sources.map(({ releaseId, edition }) => [releaseId, edition])).toEqual([
      ['a', 'HN 1-2019'],
      ['b', null],
    ]);
  });

  it('do not mix editions', () => {
    const { rows } = Mds2Comparison.of(
      ['a', 'b'],
      [source('a', 'HN 1-2019'), source('b', 'HN 1-2013'), source('b', 'HN 1-2019', 'new')],
      [answer('a', 'MLDP-1', 'YES'), answer('b', '5-1', 'NO'), answer('new', 'MLDP-1', 'NO')],
    );
    expect(
      rows.map(({ edition, isDifferent, answers }) => [edition, isDifferent, answers.map((one) => one?.answer)]),
    ).toEqual([
      ['HN 1-2019', true, ['YES', 'NO']],
      ['HN 1-2013', false, [undefined, 'NO']],
    ]);
  });

  it('tell a question that only one of two forms has, and other words, as a difference', () => {
    const sources = [source('a', 'HN 1-2019'), source('b', 'HN 1-2019')];
    const { rows } = Mds2Comparison.of(['a', 'b'], sources, [
      answer('a', 'MLDP-9', 'YES'),
      answer('a', 'MLDP-1', 'OTHER', 1, 'Sometimes'),
      answer('b', 'MLDP-1', 'OTHER', 1, 'Often'),
    ]);
    expect(rows.map(({ isDifferent }) => isDifferent)).toEqual([true, true]);
  });
});
