import { countsOf, type Difference } from './difference.ts';
import { MAX_CHANGES, type DifferenceObject } from './difference.graphql.ts';

/** A difference as the API shows it: bounded lists, and counts that tell the whole. */
export function differenceView(difference: Difference): DifferenceObject {
  const { components, vulnerabilities, mds2, fields } = difference;
  const { added = [], removed = [], changed = [] } = components ?? {};
  const { opened = [], closed = [], changed: restated = [] } = vulnerabilities ?? {};
  const answers = (mds2 ?? []).filter((change) => change.kind === 'ANSWER');
  return {
    comparesComponents: components !== null,
    comparesVulnerabilities: vulnerabilities !== null,
    // Two editions ask different questions: they are not compared.
    comparesMds2: mds2 !== null && !mds2.some(({ kind }) => kind === 'EDITION'),
    counts: countsOf(difference),
    // They come out of the table, with all that a component shows; comparing does not need to know.
    components: [
      ...added.map((after) => ({ change: 'ADDED' as const, before: null, after, fields: [] })),
      ...removed.map((before) => ({ change: 'REMOVED' as const, before, after: null, fields: [] })),
      ...changed.map(({ from, to, changes }) => ({
        change: 'CHANGED' as const,
        before: from,
        after: to,
        fields: changes,
      })),
    ].slice(0, MAX_CHANGES) as unknown as DifferenceObject['components'],
    vulnerabilities: [
      ...opened.map(({ from, to }) => ({ change: 'OPENED' as const, before: from, after: to })),
      ...closed.map(({ from, to }) => ({ change: 'CLOSED' as const, before: from, after: to })),
      ...restated.map(({ from, to }) => ({ change: 'CHANGED' as const, before: from, after: to })),
    ].slice(0, MAX_CHANGES) as DifferenceObject['vulnerabilities'],
    mds2Answers: answers.slice(0, MAX_CHANGES).map(({ questionId, from, to }) => ({
      questionId,
      before: from?.answer ?? null,
      noteBefore: from?.note ?? from?.raw ?? null,
      after: to?.answer ?? null,
      noteAfter: to?.note ?? to?.raw ?? null,
    })),
    fields: fields.slice(0, MAX_CHANGES).map(({ path, from, to }) => ({
      path,
      before: from === null ? null : JSON.stringify(from),
      after: to === null ? null : JSON.stringify(to),
    })),
  };
}
