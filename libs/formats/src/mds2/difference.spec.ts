import { describe, expect, it } from '@jest/globals';
import type { Mds2, Mds2Answer } from '../document.ts';
import { mds2Difference } from './difference.ts';
import { NO_HEADER } from './header.ts';

const answer = (questionId: string, change: Partial<Mds2Answer> = {}): Mds2Answer => ({
  questionId,
  section: 'MLDP',
  answer: 'YES',
  raw: null,
  note: null,
  ...change,
});
const form = (...answers: Mds2Answer[]): Mds2 => ({ edition: 'HN 1-2019', ...NO_HEADER, answers });

describe('what changes from one form to the next', () => {
  it('is each question with another answer, other words or another note', () => {
    const from = form(answer('MLDP-1'), answer('MLDP-2'), answer('MLDP-3'), answer('MLDP-4'));
    const to = form(
      answer('MLDP-1'),
      answer('MLDP-2', { answer: 'NO' }),
      answer('MLDP-3', { raw: 'Yes, optional' }),
      answer('MLDP-4', { note: 'x' }),
    );
    expect(mds2Difference(from, to)).toEqual(
      [1, 2, 3].map((at) => ({
        kind: 'ANSWER',
        questionId: `MLDP-${at + 1}`,
        section: 'MLDP',
        from: from.answers[at],
        to: to.answers[at],
      })),
    );
    expect(mds2Difference(from, from)).toEqual([]);
  });

  it('is each question that only one of them has', () => {
    const changes = mds2Difference(form(answer('OLD-1'), answer('MLDP-1')), form(answer('MLDP-1'), answer('NEW-1')));
    expect(
      changes.map((change) => change.kind === 'ANSWER' && [change.questionId, change.from?.answer, change.to?.answer]),
    ).toEqual([
      ['NEW-1', undefined, 'YES'],
      ['OLD-1', 'YES', undefined],
    ]);
  });

  it('is only the edition where that changed: its questions cannot be compared', () => {
    const old: Mds2 = { ...form(answer('5-1')), edition: 'HN 1-2013' };
    expect(mds2Difference(old, form(answer('MLDP-1')))).toEqual([
      { kind: 'EDITION', from: 'HN 1-2013', to: 'HN 1-2019' },
    ]);
  });
});
