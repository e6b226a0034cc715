import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LifecycleNotice, Questionnaire, UpdateManifest } from '../document.ts';
import { factsDifference } from './facts-difference.ts';

const manifest: UpdateManifest = {
  title: 'Update 2.4',
  fromVersions: ['2.2', '2.3'],
  toVersion: '2.4',
  fixes: [{ vulnerability: 'CVE-2024-0001', description: null }],
  prerequisites: ['Stop the pump', 'Make a backup'],
  verificationSteps: ['The self-test passes'],
  requiresRestart: true,
  downtimeMinutes: 10,
  canRollBack: null,
  rollBackProcedure: null,
  installationProcedure: null,
  installers: ['HOSPITAL'],
  files: [
    { name: 'a.bin', sha256: 'aa' },
    { name: 'b/c~.bin', sha256: 'bb' },
  ],
};

describe('the difference of two facts', () => {
  it('names each field that differs, with both values', () => {
    const after = { ...manifest, toVersion: '2.5', canRollBack: false, fixes: [] };
    expect(factsDifference(manifest, after)).toEqual([
      { path: '/toVersion', from: '2.4', to: '2.5' },
      { path: '/fixes', from: manifest.fixes, to: [] },
      { path: '/canRollBack', from: null, to: false },
    ]);
  });

  it('compares items of a list by their name or id, wherever they stand', () => {
    const files = [
      { name: 'b/c~.bin', sha256: 'cc' },
      { name: 'd.bin', sha256: null },
    ];
    expect(factsDifference(manifest, { ...manifest, files })).toEqual([
      { path: '/files/a.bin', from: { name: 'a.bin', sha256: 'aa' }, to: null },
      { path: '/files/b~1c~0.bin/sha256', from: 'bb', to: 'cc' },
      { path: '/files/d.bin', from: null, to: { name: 'd.bin', sha256: null } },
    ]);
    const form = (answer: string): Questionnaire => ({
      title: 'MDS/SDS',
      form: null,
      sections: [
        {
          id: 'NET',
          title: 'Network',
          questions: [{ id: 'NET-1', question: 'Connected?', answer, remark: null, targetOn: null }],
        },
      ],
    });
    expect(factsDifference(form('Yes'), form('No'))).toEqual([
      { path: '/sections/NET/questions/NET-1/answer', from: 'Yes', to: 'No' },
    ]);
  });

  it('compares a list as a whole where two items have the same name', () => {
    const files = [...manifest.files, { name: 'a.bin', sha256: 'cc' }];
    expect(factsDifference(manifest, { ...manifest, files })).toMatchObject([{ path: '/files', to: files }]);
  });

  it('says nothing of an order that says nothing, but of the order of steps', () => {
    expect(
      factsDifference(manifest, { ...manifest, fromVersions: ['2.3', '2.2'], files: manifest.files.toReversed() }),
    ).toEqual([]);
    const prerequisites = manifest.prerequisites.toReversed();
    expect(factsDifference(manifest, { ...manifest, prerequisites })).toMatchObject([{ path: '/prerequisites' }]);
  });

  it('is empty for equal notices, and turned round from the other side', () => {
    const notices: fc.Arbitrary<LifecycleNotice> = fc.record({
      event: fc.constantFrom('END_OF_LIFE', 'DATE_CHANGE'),
      versions: fc.array(fc.constantFrom('1', '2'), { maxLength: 2 }),
      endOfLifeOn: fc.constantFrom('2030-01-01', null),
      endOfSupportOn: fc.constantFrom('2030-01-01', '2031-01-01', null),
      formerEndOfLifeOn: fc.constant(null),
      formerEndOfSupportOn: fc.constant(null),
      isSudden: fc.boolean(),
      reason: fc.constantFrom('a', null),
      compensatingControls: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
      successor: fc.constant(null),
    });
    fc.assert(
      fc.property(notices, notices, (a, b) => {
        expect(factsDifference(a, structuredClone(a))).toEqual([]);
        const turned = factsDifference(b, a).map(({ path, from, to }) => ({ path, from: to, to: from }));
        expect(factsDifference(a, b)).toEqual(turned);
      }),
    );
  });
});
