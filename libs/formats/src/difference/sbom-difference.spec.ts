import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sbomDifference } from './sbom-difference.ts';
import { component, npm, sbom } from './sbom.testing.ts';

const between = (...[from, to]: [Parameters<typeof sbom>[0], Parameters<typeof sbom>[0]]) =>
  sbomDifference(sbom(from), sbom(to));

describe('the difference of two SBOMs', () => {
  it('is what was added, removed and changed, with both components', () => {
    const [kept, gone, old] = [npm('a', '1.0.0'), npm('b', '1.0.0'), npm('c', '1.0.0')];
    const [keptToo, fresh, upgraded] = [npm('a', '1.0.0'), npm('d', '1.0.0'), npm('c', '1.1.0')];
    expect(between([kept, gone, old], [upgraded, fresh, keptToo])).toEqual({
      added: [fresh],
      removed: [gone],
      changed: [{ from: old, to: upgraded, changes: ['VERSION'] }],
      unchangedCount: 1,
    });
  });

  it('names what changed of a component: licence, supplier, support, or the content of one version', () => {
    const hash = (digit: string) => [`sha256:${digit.repeat(64)}`];
    for (const [before, after, changes] of [
      [{ licences: ['MIT'] }, { licences: ['Apache-2.0'] }, ['LICENCE']],
      [{ supplier: 'Acme' }, { supplier: 'Bolt' }, ['SUPPLIER']],
      [{ supportLevel: 'ACTIVE' }, { supportLevel: 'NONE' }, ['SUPPORT_LEVEL']],
      [{}, { supportLevel: 'ACTIVE', endOfSupportOn: '2030-01-31' }, ['SUPPORT_LEVEL', 'END_OF_SUPPORT']],
      [{ endOfSupportOn: '2030-01-31' }, {}, ['END_OF_SUPPORT']],
      [{ endOfSupportOn: '2030-01-31' }, { endOfSupportOn: '2028-01-31' }, ['END_OF_SUPPORT']],
      [{ hashes: hash('a') }, { hashes: hash('b') }, ['CONTENT']],
      [{ version: '1.0.0', hashes: hash('a') }, { version: '1.0.1', hashes: hash('b') }, ['VERSION']],
      [{ version: null }, { version: '1.0.0' }, ['VERSION']],
    ] as const) {
      const { changed } = between([npm('a', '1.0.0', before as object)], [npm('a', '1.0.0', after as object)]);
      expect([after, changed.map((change) => change.changes)]).toEqual([after, [changes]]);
    }
  });

  it('does not call another spelling, order or additional hash a change', () => {
    const before = npm('a', '1.0.0', { licences: ['MIT', 'apache-2.0'], supplier: 'ACME', hashes: ['md5:aa'] });
    const after = npm('a', '1.0.0', {
      licences: ['Apache-2.0', 'MIT'],
      supplier: 'Acme ',
      hashes: ['sha1:bb', 'md5:aa'],
      ref: 'other',
      place: '',
    });
    expect(between([before], [after])).toMatchObject({ changed: [], unchangedCount: 1 });
    expect(
      between([npm('a', '1.0.0', { hashes: ['md5:aa'] })], [npm('a', '1.0.0', { hashes: ['sha1:bb'] })]),
    ).toMatchObject({ changed: [] });
  });

  it('knows a component by its purl, else its CPE, else group, name and type', () => {
    const byPurl = between(
      [component('x', { purl: 'pkg:pypi/Foo_Bar@1' })],
      [component('y', { purl: 'pkg:pypi/foo-bar@1' })],
    );
    const byCpe = between([component('x', { cpe: 'cpe:/a:v:p:1' })], [component('y', { cpe: 'cpe:2.3:a:V:p:1' })]);
    const byName = between([component('Name', { group: 'G' })], [component('name', { group: 'g' })]);
    for (const difference of [byPurl, byCpe, byName])
      expect(difference).toMatchObject({ added: [], removed: [], unchangedCount: 1 });

    const otherPurl = between([component('a', { purl: 'pkg:npm/a@1' })], [component('a', { purl: 'pkg:gem/a@1' })]);
    const otherGroup = between([component('a', { group: 'g' })], [component('a')]);
    for (const difference of [otherPurl, otherGroup])
      expect(difference).toMatchObject({ unchangedCount: 0, changed: [] });
  });

  it('still knows a component when another tool gives it a purl, or another type', () => {
    const difference = between(
      [component('a'), component('b', { type: 'framework' })],
      [npm('a', '1.0.0'), component('b', { version: '2.0.0' })],
    );
    expect(difference).toMatchObject({
      added: [],
      removed: [],
      unchangedCount: 1,
      changed: [{ changes: ['VERSION'] }],
    });
  });

  it('pairs several versions of one component: equal ones first, then from the lowest on', () => {
    const difference = between(
      [npm('a', '2.0.0'), npm('a', '1.9.0'), npm('a', '1.10.0')],
      [npm('a', '1.11.0'), npm('a', '2.0.0')],
    );
    expect(difference.unchangedCount).toBe(1);
    expect(difference.changed.map(({ from, to }) => [from.version, to.version])).toEqual([['1.9.0', '1.11.0']]);
    expect(difference.removed.map(({ version }) => version)).toEqual(['1.10.0']);
  });

  it('pairs components that occur several times by all that they say', () => {
    const [mit, apache] = [{ licences: ['MIT'] }, { licences: ['Apache-2.0'] }];
    const difference = between(
      [npm('a', '1.0.0', mit), npm('a', '1.0.0', apache)],
      [npm('a', '1.0.0', apache), npm('a', '1.0.0', mit)],
    );
    expect(difference).toMatchObject({ changed: [], unchangedCount: 2 });
  });

  it('does not compare what the SBOMs are about', () => {
    const difference = sbomDifference(
      sbom([component('Pump', { version: '2.3' })], { subject: 0 }),
      sbom([component('Pump', { version: '2.4' })], { subject: 0 }),
    );
    expect(difference).toEqual({ added: [], removed: [], changed: [], unchangedCount: 0 });
  });
});

describe('any two SBOMs', () => {
  const components = fc.array(
    fc
      .tuple(
        fc.constantFrom('a', 'b', 'c'),
        fc.constantFrom('1.0.0', '1.9.0', '1.10.0'),
        fc.constantFrom('MIT', 'BSD'),
        fc.constantFrom('purl', 'cpe', 'name', 'group'),
      )
      .map(([name, version, licence, known]) =>
        component(name, {
          version,
          licences: [licence],
          purl: known === 'purl' ? `pkg:npm/${name}@${version}` : null,
          cpe: known === 'cpe' ? `cpe:/a:v:${name}:${version}` : null,
          group: known === 'group' ? 'g' : null,
        }),
      ),
    { maxLength: 8 },
  );

  it('have no difference from themselves, in whatever order', () => {
    fc.assert(
      fc.property(components, (all) => {
        expect(between(all, all.toReversed())).toEqual({
          added: [],
          removed: [],
          changed: [],
          unchangedCount: all.length,
        });
      }),
    );
  });

  it('differ the same way from both sides', () => {
    fc.assert(
      fc.property(components, components, (a, b) => {
        const [there, back] = [between(a, b), between(b, a)];
        const shown = (items: object[]) => items.map((item) => JSON.stringify(item)).toSorted();
        expect(shown(back.removed)).toEqual(shown(there.added));
        expect(shown(back.added)).toEqual(shown(there.removed));
        expect(shown(back.changed)).toEqual(
          shown(there.changed.map(({ from, to, changes }) => ({ from: to, to: from, changes }))),
        );
        expect(back.unchangedCount).toBe(there.unchangedCount);
      }),
      { numRuns: 1_000 },
    );
  });

  it('have every component in exactly one place', () => {
    fc.assert(
      fc.property(components, components, (a, b) => {
        const { added, removed, changed, unchangedCount } = between(a, b);
        expect(removed.length + changed.length + unchangedCount).toBe(a.length);
        expect(added.length + changed.length + unchangedCount).toBe(b.length);
      }),
    );
  });
});
