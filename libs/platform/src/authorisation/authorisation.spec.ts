import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Actor } from '#libs/kernel';
import { abilityOf, sqlScope, type Policy } from './index.ts';

class Row {
  owner!: string;
  kind!: string | null;
}

const column = (property: string) => `r.${property}`;
const abilityWith = (policy: Policy) => abilityOf(Actor.anonymous, [policy]);
const scopeOf = (policy: Policy, verb = 'read') => sqlScope(abilityWith(policy), verb, Row, column);

describe('the scope of a list', () => {
  it('is FALSE without a rule, and TRUE for a rule without conditions', () => {
    expect(scopeOf(() => undefined).sql).toBe('FALSE');
    expect(scopeOf((_, can) => can('read', Row)).sql).toBe('TRUE');
    expect(scopeOf((_, can) => can('read', Row, { kind: { $in: [] } })).sql).toBe('FALSE');
  });

  it('binds values, and never writes them into the SQL', () => {
    const scope = scopeOf((_, can) => can('read', Row, { owner: "'; drop table x; --", kind: null }));
    expect(scope).toEqual({
      sql: '(r.owner = :scope0 AND r.kind IS NULL)',
      parameters: { scope0: "'; drop table x; --" },
    });
  });

  it('lets through exactly the rows that the same rules allow one by one', () => {
    const word = fc.constantFrom('a', 'b', 'c');
    const condition = fc.record(
      {
        owner: word,
        kind: fc.oneof(
          word,
          fc.constant(null),
          fc.array(word).map(($in) => ({ $in })),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 4 }), word, fc.option(word), (conditions, owner, kind) => {
        const policy: Policy = (_, can) => conditions.forEach((one) => can('read', Row, one));
        const row = Object.assign(new Row(), { owner, kind });
        expect(holds(scopeOf(policy), row)).toBe(abilityWith(policy).can('read', row));
      }),
    );
  });
});

describe('a policy', () => {
  it('is refused where it is written when a condition is no plain value', () => {
    for (const owner of [undefined, { $like: 'a%' }, /a/, { $in: [undefined] }, ['a']]) {
      expect(() => abilityWith((_, can) => can('read', Row, { owner } as never))).toThrow('not a plain value');
    }
  });
});

/** Reads the compiled SQL back, for this test's two columns: comparisons first, then groups from the inside. */
function holds({ sql, parameters }: { sql: string; parameters: Record<string, unknown> }, row: Row): boolean {
  const word = (is: boolean) => (is ? 'TRUE' : 'FALSE');
  let left = sql
    .replace(/r\.(\w+) IS NULL/g, (_, name: keyof Row) => word(row[name] === null))
    .replace(/r\.(\w+) IN \(([^)]*)\)/g, (_, name: keyof Row, list: string) =>
      word(list.split(', ').some((one) => parameters[one.slice(1)] === row[name])),
    )
    .replace(/r\.(\w+) = :(\w+)/g, (_, name: keyof Row, parameter: string) =>
      word(parameters[parameter] === row[name]),
    );
  for (let before = ''; before !== left;) {
    before = left;
    left = left.replace(/\(((?:TRUE|FALSE)(?: (?:AND|OR) (?:TRUE|FALSE))*)\)/g, (_, group: string) =>
      word(group.includes('OR') ? group.includes('TRUE') : !group.includes('FALSE')),
    );
  }
  expect(['TRUE', 'FALSE']).toContain(left);
  return left === 'TRUE';
}
