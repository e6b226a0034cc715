import { describe, expect, it } from '@jest/globals';
import { holdsTooManyValues } from './json-values.ts';

const judge = (value: unknown, most = { containers: 3, values: 4 }) =>
  holdsTooManyValues(new TextEncoder().encode(JSON.stringify(value)), most);

describe('JSON of very many values', () => {
  it('is told by its objects, its lists and what stands in them', () => {
    expect(judge([{}, {}])).toBe(false);
    expect(judge([{}, {}, {}])).toBe(true);
    expect(judge([[], [], []])).toBe(true);
    expect(judge([1, 2, 3, 4, 5])).toBe(false);
    expect(judge({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 })).toBe(true);
  });

  it('is not told by what stands in texts', () => {
    expect(judge(['{{{{,,,,,,[[[[', '\\', '"{{{{,,,,,', '\\"{{{{'])).toBe(false);
  });
});
