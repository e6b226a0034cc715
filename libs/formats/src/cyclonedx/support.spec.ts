import { describe, expect, it } from '@jest/globals';
import { cycloneDxFindings } from './cyclonedx-findings.ts';
import { readSupport } from './support.ts';

const MILESTONE = 'cdx:lifecycle:milestone:';

function read(properties: Record<string, string>, madeAt: string | null = '2025-06-30T12:00:00Z') {
  const findings = cycloneDxFindings();
  const list = Object.entries(properties).map(([name, value]) => ({ name, value }));
  const support = readSupport(list, madeAt, findings, (index) => ({ pointer: `/properties/${index}` }));
  return {
    ...support,
    said: findings.list().map(({ severity, reason, place }) => `${severity} ${reason} ${place?.pointer}`),
  };
}

describe('the end of support', () => {
  it.each([
    [`${MILESTONE}endOfSupport`, '2030-12-31', '2030-12-31'],
    [`${MILESTONE}endOfSupport`, '2030-12-31T23:59:59+09:00', '2030-12-31'],
    ['cdx:fda:end-of-support-date', '2030-12-31', '2030-12-31'],
    ['acme.endOfSupportDate', '2030-12-31', '2030-12-31'],
    ['EOS Date', '2030-12-31', '2030-12-31'],
    ['spdx:validUntilDate', '2030-12-31T00:00:00Z', '2030-12-31'],
  ])('is read from %s', (name, value, expected) => {
    expect(read({ [name]: value })).toMatchObject({ endOfSupportOn: expected, said: [] });
  });

  it('is not the end of life, of sales or of development', () => {
    for (const name of ['endOfLife', 'endOfMarketing', 'endOfDevelopment', 'generalAvailability']) {
      expect(read({ [`${MILESTONE}${name}`]: '2030-12-31' })).toEqual({
        supportLevel: null,
        endOfSupportOn: null,
        said: [],
      });
    }
  });

  it('is left out with a warning where it is no date', () => {
    for (const value of ['soon', '2030-02-30', '2030-13-01', '31.12.2030', '2030']) {
      expect(read({ other: 'x', [`${MILESTONE}endOfSupport`]: value })).toEqual({
        supportLevel: null,
        endOfSupportOn: null,
        said: ['WARNING formats.cyclonedx_milestone_date /properties/1'],
      });
    }
  });

  it('is left out without a word where it is said to be unknown', () => {
    expect(read({ endOfSupport: 'unknown' })).toEqual({ supportLevel: null, endOfSupportOn: null, said: [] });
  });
});

describe('the level of support', () => {
  it.each([
    ['actively maintained', 'ACTIVE'],
    ['ACTIVELY_MAINTAINED', 'ACTIVE'],
    ['Limited support', 'LIMITED'],
    ['no longer maintained', 'NONE'],
    ['unsupported', 'NONE'],
    ['abandoned', 'ABANDONED'],
    ['unknown', 'UNKNOWN'],
  ])('is read from words: %s', (value, expected) => {
    for (const name of ['cdx:fda:level-of-support', 'acme:supportLevel', 'Level of support']) {
      expect(read({ [name]: value })).toMatchObject({ supportLevel: expected, said: [] });
    }
  });

  it('is left out with a hint where the words are not known', () => {
    expect(read({ supportLevel: 'platinum' })).toMatchObject({
      supportLevel: null,
      said: ['HINT formats.cyclonedx_support_level /properties/0'],
    });
  });

  it.each([
    ['endOfBusinessOperations', 'ABANDONED'],
    ['endOfSupport', 'NONE'],
    ['endOfGuaranteedSupport', 'LIMITED'],
    ['endOfLife', 'LIMITED'],
    ['endOfDevelopment', 'LIMITED'],
  ])('follows from the milestone %s once it has passed', (milestone, expected) => {
    expect(read({ [`${MILESTONE}${milestone}`]: '2025-06-30' }).supportLevel).toBe(expected);
    expect(read({ [`${MILESTONE}${milestone}`]: '2025-07-01' }).supportLevel).toBeNull();
    expect(read({ [`${MILESTONE}${milestone}`]: '2025-06-30' }, null).supportLevel).toBeNull();
  });

  it('follows from the gravest of the milestones, and not at all where it is said in words', () => {
    const passed = { [`${MILESTONE}endOfLife`]: '2020-01-01', [`${MILESTONE}endOfSupport`]: '2024-01-01' };

    expect(read(passed).supportLevel).toBe('NONE');
    expect(read({ ...passed, levelOfSupport: 'extended support' }).supportLevel).toBe('LIMITED');
  });
});

it('reads nothing out of properties that are none', () => {
  const findings = cycloneDxFindings();
  for (const properties of [
    undefined,
    null,
    'x',
    {},
    [],
    [null],
    [{}],
    [{ name: 1, value: 2 }],
    [{ name: 'endOfSupport' }],
  ]) {
    const support = readSupport(properties, null, findings, () => ({}));
    expect(support).toEqual({ supportLevel: null, endOfSupportOn: null });
  }
  expect(findings.list()).toEqual([]);
});
