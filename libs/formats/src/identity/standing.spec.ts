import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { VEX_STATUSES } from '../document.ts';
import { standingOf, standingsIn } from './standing.ts';
import { statementCovers } from './statement-match.ts';
import { statement } from './statement.testing.ts';

const release = { version: '2.3', productNames: ['Pump'], identifiers: [] };

describe('the standing of a release', () => {
  it('is what the statement about its version says', () => {
    const affected = statement('AFFECTED', { versionRange: '< 2.3' });
    const fixed = statement('FIXED', { version: '2.3' });
    expect(standingOf([affected, fixed], release)).toEqual({
      vulnerability: 'CVE-2024-0001',
      status: 'FIXED',
      isCertain: true,
      support: [fixed],
      against: [],
      undecided: [],
    });
    expect(standingOf([affected, fixed], { ...release, version: '2.2' })).toMatchObject({
      status: 'AFFECTED',
      support: [affected],
    });
  });

  it('is the worst where statements contradict each other, and says so', () => {
    const statements = VEX_STATUSES.map((status) => statement(status, { version: '2.3' }));
    const [affected, notAffected, fixed, investigated] = statements;
    expect(standingOf(statements, release)).toMatchObject({
      status: 'AFFECTED',
      isCertain: true,
      support: [affected],
      against: [notAffected, fixed, investigated],
    });
    expect(
      standingOf(
        [notAffected, fixed, investigated].filter((one) => !!one),
        release,
      )?.status,
    ).toBe('UNDER_INVESTIGATION');
    expect(
      standingOf(
        [notAffected, fixed].filter((one) => !!one),
        release,
      )?.status,
    ).toBe('FIXED');
  });

  it('follows what is about the release rather than what may be, and is not certain when that is worse', () => {
    const fixed = statement('FIXED', { version: '2.3' });
    const maybeAffected = statement('AFFECTED', { versionRange: 'up to 2.4' });
    const maybeNot = statement('NOT_AFFECTED', { versionRange: 'up to 2.4' });
    expect(standingOf([fixed, maybeAffected], release)).toMatchObject({
      status: 'FIXED',
      isCertain: false,
      undecided: [maybeAffected],
    });
    expect(standingOf([fixed, maybeNot], release)).toMatchObject({
      status: 'FIXED',
      isCertain: true,
      undecided: [maybeNot],
    });
  });

  it('is affected, not for certain, where a statement may say so', () => {
    const affected = statement('AFFECTED', { versionRange: 'up to 2.4' });
    const fixed = statement('FIXED', { version: '2.4' });
    expect(standingOf([affected, fixed], release)).toMatchObject({
      status: 'AFFECTED',
      isCertain: false,
      support: [affected],
    });
  });

  it('is not known, rather than fixed or not affected, where a statement only may say so', () => {
    for (const status of ['FIXED', 'NOT_AFFECTED'] as const) {
      const maybe = statement(status, { versionRange: 'from some build on' });
      expect(standingOf([maybe], release)).toMatchObject({
        status: null,
        isCertain: false,
        support: [],
        undecided: [maybe],
      });
    }
  });

  it('is none where the document is silent about the release', () => {
    expect(standingOf([statement('AFFECTED', { versionRange: '< 2.0' })], release)).toBeNull();
    expect(standingOf([statement('NOT_AFFECTED', { version: '2.4' })], release)).toBeNull();
    expect(standingOf([], release)).toBeNull();
  });

  it('is the same for all releases where no statement names a version', () => {
    const anyRelease = { ...release, productNames: ['Named otherwise'] };
    expect(standingOf([statement('NOT_AFFECTED')], anyRelease)).toMatchObject({
      status: 'NOT_AFFECTED',
      isCertain: true,
    });
  });

  it('is not decided by a statement without a version beside others with one', () => {
    const fixed = statement('FIXED', { version: '2.4' });
    const general = statement('AFFECTED');
    expect(standingOf([fixed, general], release)).toMatchObject({
      status: 'AFFECTED',
      isCertain: false,
      support: [general],
    });
    expect(standingOf([fixed, general], { ...release, version: '2.4' })).toMatchObject({
      status: 'FIXED',
      isCertain: false,
    });
    const excuse = statement('NOT_AFFECTED');
    expect(standingOf([statement('AFFECTED', { versionRange: '< 2.0' }), excuse], release)).toMatchObject({
      status: null,
    });
  });

  it('is not taken from a statement about another product', () => {
    const ours = statement('AFFECTED', { name: 'Pump' });
    const theirs = statement('NOT_AFFECTED', { name: 'Ventilator' });
    expect(standingOf([ours, theirs], release)).toMatchObject({ status: 'AFFECTED', against: [] });
    expect(standingOf([theirs], release, [ours, theirs])).toBeNull();
    expect(standingOf([ours, theirs], { ...release, productNames: ['Drip'] })).toMatchObject({
      status: 'AFFECTED',
      isCertain: false,
    });
    expect(standingOf([theirs], { ...release, productNames: ['Drip'] }, [ours, theirs])).toMatchObject({
      status: null,
    });
  });
});

describe('the standings by a whole document', () => {
  it('are one for each vulnerability that it says something about, in whatever case its id is written', () => {
    const document = [
      statement('AFFECTED', { version: '2.3' }),
      statement('FIXED', { version: '2.3' }, { vulnerability: 'cve-2024-0001' }),
      statement('FIXED', { version: '2.3' }, { vulnerability: 'CVE-2024-0002' }),
      statement('AFFECTED', { version: '2.0' }, { vulnerability: 'CVE-2024-0003' }),
    ];
    expect(standingsIn(document, release)).toMatchObject([
      { vulnerability: 'CVE-2024-0001', status: 'AFFECTED', against: [document[1]] },
      { vulnerability: 'CVE-2024-0002', status: 'FIXED' },
    ]);
  });

  it('tell products apart by the whole document, not by one vulnerability', () => {
    const document = [
      statement('AFFECTED', { name: 'Pump' }),
      statement('NOT_AFFECTED', { name: 'Ventilator' }, { vulnerability: 'CVE-2024-0002' }),
    ];
    expect(standingsIn(document, release).map(({ vulnerability }) => vulnerability)).toEqual(['CVE-2024-0001']);
  });
});

describe('any document', () => {
  const versions = fc.constantFrom('2.3', '2.2', '2.x', 'PL 4.1', 'up to 2.4', null);
  const ranges = fc.constantFrom('< 2.3', '<= 2.3', '>= 2.3', 'up to 2.4', 'vers:all/*', null);
  const names = fc.constantFrom('Pump', 'Ventilator', 'Pump 2.3');
  const statements = fc.array(
    fc
      .tuple(fc.constantFrom(...VEX_STATUSES), names, versions, ranges)
      .map(([status, name, version, versionRange]) => statement(status, { name, version, versionRange })),
    { minLength: 1, maxLength: 5 },
  );

  it('never makes a release fixed or not affected without a statement that is about it', () => {
    fc.assert(
      fc.property(statements, (document) => {
        const standing = standingOf(document, release);
        if (standing?.status !== 'FIXED' && standing?.status !== 'NOT_AFFECTED') return;
        expect(standing.support.length).toBeGreaterThan(0);
        for (const { product } of standing.support) {
          const products = document.map((one) => one.product);
          expect(statementCovers(product, release, products)).toBe('YES');
        }
        expect(standing.against.every(({ status }) => status === 'NOT_AFFECTED')).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is read the same in any order of its statements', () => {
    fc.assert(
      fc.property(statements, (document) => {
        const [there, back] = [standingOf(document, release), standingOf(document.toReversed(), release)];
        expect([back?.status, back?.isCertain, back?.support.length]).toEqual([
          there?.status,
          there?.isCertain,
          there?.support.length,
        ]);
      }),
    );
  });

  it('is never better for a release when it says more that is worse', () => {
    const gravity = ['AFFECTED', 'UNDER_INVESTIGATION', 'FIXED', 'NOT_AFFECTED'];
    fc.assert(
      fc.property(statements, (document) => {
        const before = standingOf(document, release);
        const after = standingOf([...document, statement('AFFECTED', { name: 'Pump', version: '2.3' })], release);
        expect(gravity.indexOf(after?.status ?? 'NOT_AFFECTED')).toBeLessThanOrEqual(
          gravity.indexOf(before?.status ?? 'NOT_AFFECTED'),
        );
      }),
    );
  });
});
