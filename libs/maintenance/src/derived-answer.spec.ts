import { expect, it } from '@jest/globals';
import { answerOf } from './derived-answer.repository.ts';

it.each([
  ['WILL_APPLY', { open: 1, deferred: 1, applied: 1 }],
  ['DEFERRED', { open: 0, deferred: 1, applied: 5 }],
  ['APPLIED', { open: 0, deferred: 0, applied: 1 }],
  ['NOT_APPLICABLE', { open: 0, deferred: 0, applied: 0 }],
])('a site answers %s when its devices stand as %j', (answer, standing) => {
  expect(answerOf({ siteId: 'site', ...standing })).toBe(answer);
});
