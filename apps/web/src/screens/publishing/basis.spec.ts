import { describe, expect, it } from '@jest/globals';
import { against, basisOf } from './basis.ts';
import type { DescribedPublication } from './publication-query.ts';

const at = (minute: number, facts: Partial<DescribedPublication> = {}): DescribedPublication => ({
  id: 'a',
  titleJa: null,
  titleEn: 'Buffer overflow',
  summaryJa: null,
  summaryEn: null,
  severity: 'HIGH',
  tlp: 'AMBER',
  effectiveOn: null,
  releases: [{ id: 'r', version: '1.0', product: { name: 'Pump', englishName: null } }],
  actions: [],
  namedHospitals: [],
  review: { updatedAt: `2026-11-23T03:0${minute}:00.000Z` },
  ...facts,
});

describe('what a form was filled from', () => {
  const basis = basisOf(at(1));

  it('moves along while others change what the form does not hold', () => {
    expect(against(basis, at(2))).toEqual({ basis: basisOf(at(2)), isOvertaken: false });
    const renamed = at(2, { releases: [{ id: 'r', version: '1.0', product: { name: 'Pump II', englishName: null } }] });
    expect(against(basis, renamed).isOvertaken).toBe(false);
  });

  it('stays, and is overtaken, once somebody else changed what the form holds', () => {
    expect(against(basis, at(2, { titleEn: 'Theirs' }))).toEqual({ basis, isOvertaken: true });
    expect(against(basis, at(2, { releases: [] })).isOvertaken).toBe(true);
  });

  it('is not overtaken by an answer from before the own last save', () => {
    expect(against(basis, at(0, { titleEn: 'As it was' }))).toEqual({ basis, isOvertaken: false });
  });
});
