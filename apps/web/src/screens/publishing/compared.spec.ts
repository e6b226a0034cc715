import { describe, expect, it } from '@jest/globals';
import { differencesBetween } from './compared.ts';

const file = (name: string, sha256: string) => ({ name, sha256 });
const revision = {
  titleJa: '更新のお知らせ',
  titleEn: null,
  summaryJa: null,
  summaryEn: null,
  severity: 'HIGH' as const,
  tlp: 'AMBER' as const,
  effectiveOn: null,
  releases: [
    { id: '1', version: '1.0', product: { name: 'Pump', englishName: null } },
    { id: '2', version: '2.0', product: { name: 'Pump', englishName: null } },
  ],
  actions: [{ kind: 'ACKNOWLEDGE' as const, dueOn: '2027-01-31' }],
  namedHospitals: [],
  artifacts: [file('sbom.json', 'a')] as never,
};

describe('what differs between two revisions', () => {
  it('is nothing when lists merely stand in another order', () => {
    expect(differencesBetween(revision, { ...revision, releases: revision.releases.toReversed() })).toEqual([]);
  });

  it('is what went and what came, field by field', () => {
    const latter = {
      ...revision,
      titleEn: 'Update',
      severity: 'CRITICAL' as const,
      releases: revision.releases.slice(1),
      actions: [{ kind: 'ACKNOWLEDGE' as const, dueOn: '2027-02-28' }],
    };
    expect(differencesBetween(revision, latter)).toEqual([
      { field: 'titleEn', gone: [], come: ['Update'] },
      { field: 'severity', gone: ['HIGH'], come: ['CRITICAL'] },
      { field: 'releases', gone: ['Pump 1.0'], come: [] },
      { field: 'actions', gone: ['ACKNOWLEDGE 2027-01-31'], come: ['ACKNOWLEDGE 2027-02-28'] },
    ]);
  });

  it('is a file whose bytes changed under the same name', () => {
    const latter = { ...revision, artifacts: [file('sbom.json', 'b')] as never };
    expect(differencesBetween(revision, latter)).toEqual([
      { field: 'files', gone: ['sbom.json a'], come: ['sbom.json b'] },
    ]);
  });
});
