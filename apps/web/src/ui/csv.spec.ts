import { expect, it } from '@jest/globals';
import { csvOf } from './csv.ts';

it('quotes what has to be quoted, and begins with the mark that Excel needs', () => {
  expect(csvOf([['a,b', 'say "yes"', 'two\nlines', 3, null]])).toBe('\uFEFF"a,b","say ""yes""","two\nlines",3,\r\n');
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1+1'])('carries out no formula: %j', (words) => {
  expect(csvOf([[words]])).toContain(`'${words}`);
});

it('leaves a number a number, below zero too', () => {
  expect(csvOf([[-1]])).toBe('\uFEFF-1\r\n');
});
