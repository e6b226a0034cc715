import { expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { TRAIL_KINDS } from './trail-kinds.ts';

it('names every kind that a lib tells the trail, in the order of the alphabet', () => {
  const files = globSync('libs/*/src/**/*.events.ts');
  const told = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/(?<!reason: )'([a-z_]+\.[a-z_]+)'/g)]);
  const kinds = told.map(([, kind]) => kind);
  expect(kinds.length).toBeGreaterThan(40);
  expect(kinds.filter((kind) => !TRAIL_KINDS.some((known) => known === kind))).toEqual([]);
  expect([...TRAIL_KINDS].toSorted()).toEqual([...TRAIL_KINDS]);
});
