import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { statementCovers, type Coverage } from './statement-match.ts';
import { product } from './statement.testing.ts';

const release = {
  version: '2.3',
  productNames: ['Infusion Pump', 'IP-3000'],
  identifiers: ['04912345678904', 'pkg:generic/acme/pump'],
};

const expectCoverage = (rows: [Parameters<typeof product>[0], Coverage][]) => {
  for (const [stated, expected] of rows)
    expect([stated, statementCovers(product(stated), release)]).toEqual([stated, expected]);
};

describe('a statement about a version', () => {
  it('covers the release of that version, however it is written, and no other', () => {
    expectCoverage([
      [{ version: '2.3' }, 'YES'],
      [{ version: 'R2.3.0' }, 'YES'],
      [{ version: '2.4' }, 'NO'],
      [{ version: '1.1 | 2.3' }, 'YES'],
      [{ version: '2.x' }, 'YES'],
      [{ version: '3.x' }, 'NO'],
      [{ version: '2.2 and below' }, 'NO'],
      [{ version: 'vers:all/*' }, 'YES'],
    ]);
  });

  it('covers the releases of its range', () => {
    expectCoverage([
      [{ versionRange: '< 2.4' }, 'YES'],
      [{ versionRange: 'vers:generic/>=1.0|<2.3' }, 'NO'],
      [{ versionRange: '2.3以前' }, 'YES'],
      [{ versionRange: '2.3未満' }, 'NO'],
    ]);
  });

  it('covers the version of its purl or CPE', () => {
    expectCoverage([
      [{ purl: 'pkg:generic/acme/pump@2.3' }, 'YES'],
      [{ purl: 'pkg:generic/acme/pump@2.4' }, 'NO'],
      [{ purl: 'pkg:generic/acme/pump?vers=vers:generic/<2.3' }, 'NO'],
      [{ cpe: 'cpe:2.3:h:acme:pump:2.3:*' }, 'YES'],
      [{ cpe: 'cpe:/h:acme:pump:2.4' }, 'NO'],
      [{ cpe: 'cpe:2.3:h:acme:pump:2.*' }, 'YES'],
      [{ cpe: 'cpe:2.3:h:acme:pump:2*' }, 'UNKNOWN'],
    ]);
  });

  it('covers every release when it names no version', () => {
    expectCoverage([
      [{}, 'YES'],
      [{ purl: 'pkg:generic/acme/pump', cpe: 'cpe:2.3:h:acme:pump:-' }, 'YES'],
    ]);
  });

  it('is never a no where versions cannot be compared, are not understood or contradict each other', () => {
    expectCoverage([
      [{ version: 'PL 4.1' }, 'UNKNOWN'],
      [{ version: 'unspecified' }, 'UNKNOWN'],
      [{ versionRange: 'up to 2.4' }, 'UNKNOWN'],
      [{ versionRange: '<= 2.2 on Windows 10' }, 'UNKNOWN'],
      [{ version: '2.3', cpe: 'cpe:2.3:h:acme:pump:2.4' }, 'UNKNOWN'],
      [{ version: '2.4', purl: 'pkg:generic/acme/pump@PL4' }, 'UNKNOWN'],
    ]);
    expect(statementCovers(product({ version: '2.3' }), { ...release, version: '2.3 Build 7' })).toBe('UNKNOWN');
  });
});

describe('a statement in a document about several products', () => {
  const other = product({ name: 'Ventilator' });
  const covers = (stated: Parameters<typeof product>[0], ...more: ReturnType<typeof product>[]) => {
    const one = product(stated);
    return statementCovers(one, release, [one, other, ...more]);
  };

  it('covers the release of the product that it names, forgiving how it spells the name', () => {
    for (const stated of [
      { name: 'Infusion Pump' },
      { name: 'INFUSION-PUMP™' },
      { name: 'Acme Infusion Pump', vendor: 'Acme' },
      { name: 'Infusion Pump 2.3', version: '2.3' },
      { name: 'Acme Infusion Pump: Version 2.3', vendor: 'ACME', version: '2.3' },
      { name: 'Infusion Pump v2.3', version: '2.3' },
      { name: 'ＩＰ ３０００' },
      { name: 'Drip', modelNumbers: ['IP3000'] },
      { name: 'Drip', modelNumbers: ['04912345678904'] },
      { name: 'Drip', purl: 'pkg:generic/acme/pump@2.3' },
    ]) {
      expect([stated, covers(stated)]).toEqual([stated, 'YES']);
    }
  });

  it('does not cover the releases of the others', () => {
    const ours = product({ name: 'Infusion Pump' });
    for (const name of ['Ventilator', 'Infusion Pump Plus', 'Infusion Pump+', 'Pump', 'IP-300']) {
      expect([name, covers({ name }, ours)]).toEqual([name, 'NO']);
    }
  });

  it('may cover it where the product is not among those that it names', () => {
    expect(covers({ name: 'Drip' })).toBe('UNKNOWN');
    expect(covers({ name: 'Drip', version: '2.4' })).toBe('NO');
  });

  it('covers it by an identifier rather than by a name that others have as well', () => {
    const ours = product({ name: 'Infusion Pump', modelNumbers: ['IP-3000'] });
    const twin = product({ name: 'Infusion Pump', modelNumbers: ['IP-5000'] });
    expect(statementCovers(ours, release, [ours, twin])).toBe('YES');
    expect(statementCovers(twin, release, [ours, twin])).toBe('UNKNOWN');
    expect(statementCovers(product({ name: 'Infusion Pump' }), release, [ours, twin])).toBe('YES');

    const unnumbered = { ...release, productNames: ['Infusion Pump'] };
    for (const one of [ours, twin]) expect(statementCovers(one, unnumbered, [ours, twin])).toBe('UNKNOWN');
  });

  it('does not take what stands behind a colon for a version unless it is one', () => {
    const [children, adults] = [
      product({ name: 'Infusion Pump: for children' }),
      product({ name: 'Infusion Pump: for adults' }),
    ];
    expect(statementCovers(children, release, [children, adults])).toBe('UNKNOWN');
    const versioned = product({ name: 'Infusion Pump: versions prior to 2.4', versionRange: '< 2.4' });
    expect(statementCovers(versioned, release, [versioned, other])).toBe('YES');
  });

  it('is about one product where only versions differ', () => {
    const [one, two] = [
      product({ name: 'Drip 2.3', version: '2.3' }),
      product({ name: 'Drip: < 2.3', versionRange: '< 2.3' }),
    ];
    expect(statementCovers(one, release, [one, two])).toBe('YES');
    expect(statementCovers(two, release, [one, two])).toBe('NO');
  });
});

describe('any statement', () => {
  it('has an answer, whatever a document states', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '2.3', '< 2.4', 'vers:npm/<2', ':', ' '));
    const stated = fc.record({
      name: text,
      vendor: fc.option(text),
      version: fc.option(text),
      versionRange: fc.option(text),
      purl: fc.option(text),
      cpe: fc.option(text),
      modelNumbers: fc.array(text, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(stated, { minLength: 1, maxLength: 3 }), text, text, (all, version, name) => {
        const products = all.map(product);
        for (const one of products) {
          const answer = statementCovers(one, { version, productNames: [name], identifiers: [name] }, products);
          expect(['YES', 'NO', 'UNKNOWN']).toContain(answer);
        }
      }),
    );
  });
});
