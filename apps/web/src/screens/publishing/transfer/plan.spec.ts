import { describe, expect, it } from '@jest/globals';
import { arrivedBytes, contentTypeOf, mayPassLater, missingParts, pauseAfterMs, rangeOf } from './plan.ts';

const parts = [
  { number: 1, sizeBytes: 16, isReceived: true },
  { number: 2, sizeBytes: 16, isReceived: false },
  { number: 3, sizeBytes: 5, isReceived: true },
  { number: 4, sizeBytes: 1, isReceived: false },
];

describe('going on with an upload', () => {
  it('sends only the parts that did not arrive, and counts those that did', () => {
    expect(missingParts(parts).map(({ number }) => number)).toEqual([2, 4]);
    expect(arrivedBytes(parts)).toBe(21);
  });

  it('takes the bytes of a part from its own place, the shorter last part too', () => {
    expect(rangeOf({ number: 1, sizeBytes: 16 }, 16)).toEqual([0, 16]);
    expect(rangeOf({ number: 3, sizeBytes: 5 }, 16)).toEqual([32, 37]);
  });

  it('goes beyond four gigabytes', () => {
    expect(rangeOf({ number: 300, sizeBytes: 2 ** 24 }, 2 ** 24)).toEqual([299 * 2 ** 24, 300 * 2 ** 24]);
  });
});

describe('trying again', () => {
  it('waits longer each time, around the double of before', () => {
    expect([1, 2, 3, 4].map((attempt) => pauseAfterMs(attempt, null, 0.5))).toEqual([500, 1000, 2000, 4000]);
    expect(pauseAfterMs(1, null, 0)).toBe(375);
  });

  it('waits at least as long as the answer asks', () => {
    expect(pauseAfterMs(1, '30', 0.5)).toBe(30_000);
    expect(pauseAfterMs(1, 'tomorrow', 0.5)).toBe(500);
  });

  it('is for what may pass, not for a refusal', () => {
    expect([0, 429, 500, 503].map(mayPassLater)).toEqual([true, true, true, true]);
    expect([200, 400, 403, 404, 413].map(mayPassLater)).toEqual([false, false, false, false, false]);
  });
});

describe('the type that a name claims', () => {
  it('is known whatever the case, and unknown bytes otherwise', () => {
    expect(contentTypeOf('SBOM.JSON')).toBe('application/json');
    expect(contentTypeOf('firmware.v2.bin')).toBe('application/octet-stream');
    expect(contentTypeOf('README')).toBe('application/octet-stream');
  });
});
