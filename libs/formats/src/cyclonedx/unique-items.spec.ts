import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UniqueItems } from './unique-items.ts';

const areUnique = (items: unknown[]) => new UniqueItems().areUnique(items);

/** As JSON Schema defines it: each with each. */
const areUniqueByDefinition = (items: unknown[]) =>
  items.every((item, index) => items.slice(index + 1).every((other) => !isDeepStrictEqual(item, other)));

const parsed = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('items are unique', () => {
  it('unless two of them are equal in whatever order their members stand', () => {
    expect(
      areUnique([
        { name: 'a', hashes: [{ x: 1, y: [2] }] },
        { hashes: [{ y: [2], x: 1 }], name: 'a' },
      ]),
    ).toBe(false);
    expect(
      areUnique([
        { name: 'a', hashes: [{ x: 1, y: [2] }] },
        { name: 'a', hashes: [{ x: 1, y: [2, 2] }] },
      ]),
    ).toBe(true);
    expect(areUnique([1, '1', true, 'true', null, 'null', [], {}, [[]], [{}]])).toBe(true);
    expect(areUnique(['a', 'b', 'a'])).toBe(false);
  });

  it('exactly when comparing each with each says so', () => {
    const scalar = fc.constantFrom<unknown>('a', 'b', 1, 2, true, null, '');
    const keys = fc.constantFrom('bom-ref', 'ref', 'name', 'version', 'a', '__proto__');
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        scalar,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(keys, tie('value'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.array(value.map(parsed), { maxLength: 5 }),
        (items) => areUnique(items) === areUniqueByDefinition(items),
      ),
      { numRuns: 2_000 },
    );
  });

  it('among tens of thousands that only differ deep inside', () => {
    const items = Array.from({ length: 50_000 }, (_none, index) => ({
      type: 'library',
      evidence: { identity: [{ index }] },
    }));

    expect(areUnique(items)).toBe(true);
    expect(areUnique([...items, parsed(items[17])])).toBe(false);
  });

  it('also in lists that were read before, once these are forgotten', () => {
    const items = new UniqueItems();
    expect(items.areUnique([{ a: 1 }, { a: 2 }])).toBe(true);
    items.forget();
    expect(items.areUnique([{ a: 1 }, { a: 1 }])).toBe(false);
  });
});
