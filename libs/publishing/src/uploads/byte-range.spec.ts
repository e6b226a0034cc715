import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { byteRange } from './byte-range.ts';

describe('a range of a file of 100 bytes', () => {
  it.each([
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=90-', { start: 90, end: 99 }],
    ['bytes=90-500', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['BYTES=0-0', { start: 0, end: 0 }],
    ['bytes=100-', 'UNSATISFIABLE'],
    ['bytes=-0', 'UNSATISFIABLE'],
    ['bytes=9-0', null],
    ['bytes=0-1,5-6', null],
    ['bytes=-', null],
    ['lines=0-1', null],
    [undefined, null],
  ])('%s is %j', (header, expected) => {
    expect(byteRange(header, 100)).toEqual(expected);
  });

  it('lies within the file, whatever is asked', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^bytes=\d{0,20}-\d{0,20}$/)), fc.nat(), (header, size) => {
        const range = byteRange(header, size + 1);
        if (range === null || range === 'UNSATISFIABLE') return;
        expect(range.start).toBeLessThanOrEqual(range.end);
        expect(range.end).toBeLessThanOrEqual(size);
      }),
    );
  });
});
