import { describe, expect, it } from '@jest/globals';
import type { UpdateManifest } from '../document.ts';
import type { Finding } from '../finding.ts';
import { manifestDisagrees, readUpdateManifest } from './update-manifest.ts';
import { updateManifestExample } from './update-manifest.testing.ts';

const read = (changes: object = {}) => readUpdateManifest({ ...updateManifestExample, ...changes });
const told = (findings: Finding[]) =>
  findings.map(({ severity, reason, place }) => [severity, reason, place?.pointer].filter(Boolean).join(' '));
const toldOf = (changes: object) => told(read(changes).findings);

describe('an update manifest', () => {
  it('that says all a hospital plans by is read without a word', () => {
    expect(read()).toEqual({
      format: 'UPDATE_MANIFEST',
      formatVersion: '1',
      findings: [],
      facts: {
        header: {
          id: 'MAKER-UPD-2026-014',
          version: null,
          title: 'Infusion pump firmware 2.4.1',
          authors: ['Release team'],
          publisher: 'Example Maker',
          madeAt: '2026-03-31T00:00:00.000Z',
          tlp: null,
        },
        updateManifest: {
          title: 'Infusion pump firmware 2.4.1',
          fromVersions: ['2.3.0', '2.4.0'],
          toVersion: '2.4.1',
          fixes: [
            { vulnerability: 'CVE-2025-12345', description: 'Remote code execution in the web interface' },
            { vulnerability: null, description: 'Default password removed' },
          ],
          prerequisites: ['Battery above 50 %'],
          verificationSteps: ['The self-test passes'],
          requiresRestart: true,
          downtimeMinutes: 20,
          canRollBack: true,
          rollBackProcedure: 'Install 2.4.0 from the service menu.',
          installationProcedure: 'installation.pdf',
          installers: ['HOSPITAL', 'VENDOR_ON_SITE'],
          files: [{ name: 'pump-2.4.1.bin', sha256: 'ab'.repeat(32) }],
        },
      },
    });
  });

  it('may leave everything out but where it leads, and is asked what a hospital cannot plan without', () => {
    const least = { format: 'tasuki.update-manifest', formatVersion: 1, toVersion: '2' };
    const { facts, findings } = readUpdateManifest(least);
    expect(facts.updateManifest).toMatchObject({ toVersion: '2', fixes: [], files: [], canRollBack: null });
    expect(told(findings)).toEqual([
      'WARNING formats.roll_back_unsaid',
      'WARNING formats.downtime_unsaid',
      'WARNING formats.restart_unsaid',
      'WARNING formats.installation_unsaid',
      'HINT formats.update_fixes_nothing',
      'HINT formats.installers_unsaid',
    ]);
  });

  it.each([
    [{ canRollBack: null }, 'WARNING formats.roll_back_unsaid'],
    [{ rollBackProcedure: null }, 'WARNING formats.roll_back_procedure_missing'],
    [{ downtimeMinutes: null }, 'WARNING formats.downtime_unsaid'],
    [{ requiresRestart: null }, 'WARNING formats.restart_unsaid'],
    [{ installationProcedure: null }, 'WARNING formats.installation_unsaid'],
    [{ installers: [] }, 'HINT formats.installers_unsaid'],
    [{ fixes: [] }, 'HINT formats.update_fixes_nothing'],
    [{ fromVersions: ['2.3', '2.4.1'] }, 'WARNING formats.update_leads_nowhere /fromVersions/1'],
    [{ fixes: [{ description: 'All' }, {}] }, 'WARNING formats.fix_says_nothing /fixes/1'],
    [{ fixes: [{ vulnerability: 'CVE-2025-123' }] }, 'ERROR formats.cve_malformed /fixes/0/vulnerability'],
    [{ fixes: [{ vulnerability: 'cve-2025-12345' }] }, 'ERROR formats.cve_malformed /fixes/0/vulnerability'],
    [
      { files: [{ name: 'a' }, { name: 'b' }, { name: 'a', sha256: 'ab'.repeat(32) }] },
      'ERROR formats.file_listed_twice /files/2/name',
    ],
    [{ toVersion: undefined }, 'ERROR formats.field_missing /toVersion'],
    [{ toVersion: ' ' }, 'ERROR formats.field_malformed /toVersion'],
    [{ downtimeMinutes: -1 }, 'ERROR formats.field_malformed /downtimeMinutes'],
    [{ downtimeMinutes: '20' }, 'ERROR formats.field_malformed /downtimeMinutes'],
    [{ installers: ['NOBODY'] }, 'ERROR formats.field_malformed /installers/0'],
    [{ files: [{ name: 'a', sha256: 'abc' }] }, 'ERROR formats.field_malformed /files/0/sha256'],
    [{ files: [{ name: 'a', sha512: '' }] }, 'ERROR formats.field_unknown /files/0/sha512'],
  ])('with %j is told: %s', (changes, finding) => {
    expect(toldOf(changes)).toEqual([finding]);
  });

  it('may fix what has no CVE id, and need not be undone', () => {
    expect(toldOf({ fixes: [{ vulnerability: 'VDE-2025-001' }] })).toEqual([]);
    expect(toldOf({ canRollBack: false, rollBackProcedure: undefined })).toEqual([]);
    expect(toldOf({ fixes: [{ vulnerability: 'CVE-2025-1234567' }] })).toEqual([]);
  });

  it('gives hashes in lower case, however they are written', () => {
    const { facts } = read({ files: [{ name: 'a', sha256: 'AB'.repeat(32) }] });
    expect(facts.updateManifest?.files).toEqual([{ name: 'a', sha256: 'ab'.repeat(32) }]);
  });
});

describe('a manifest beside its publication', () => {
  const sha256 = 'ab'.repeat(32);
  const manifest = read().facts.updateManifest as UpdateManifest;
  const publication = {
    versions: manifest.fromVersions,
    productVersions: [...manifest.fromVersions, '2.4.1'],
    files: [{ name: 'pump-2.4.1.bin', sha256 }],
  };

  it('agrees when the release and the files are the same', () => {
    expect(manifestDisagrees(manifest, publication)).toEqual([]);
    const shouted = [{ name: 'pump-2.4.1.bin', sha256: sha256.toUpperCase() }];
    expect(manifestDisagrees(manifest, { ...publication, files: shouted })).toEqual([]);
    const unhashed = { ...manifest, files: [{ name: 'pump-2.4.1.bin', sha256: null }] };
    expect(manifestDisagrees(unhashed, publication)).toEqual([]);
  });

  it('leads to a version that the product has no release of', () => {
    const findings = manifestDisagrees(manifest, { ...publication, productVersions: ['2.4.2', '3.0'] });
    expect(told(findings)).toEqual(['WARNING formats.update_leads_to_unknown_release /toVersion']);
    expect(findings[0]?.detail).toContain('"2.4.1"');
  });

  it('is published for a release that it cannot be installed on', () => {
    const findings = manifestDisagrees(manifest, { ...publication, versions: ['1.0'] });
    expect(told(findings)).toEqual(['WARNING formats.update_is_for_other_release /fromVersions']);
    expect(manifestDisagrees({ ...manifest, fromVersions: [] }, { ...publication, versions: ['1.0'] })).toEqual([]);
  });

  it('disagrees about a file that is missing or another', () => {
    expect(told(manifestDisagrees(manifest, { ...publication, files: [] }))).toEqual([
      'ERROR formats.listed_file_missing /files/0',
    ]);
    const files = [{ name: 'pump-2.4.1.bin', sha256: 'cd'.repeat(32) }];
    const findings = manifestDisagrees(manifest, { ...publication, files });
    expect(told(findings)).toEqual(['ERROR formats.listed_file_differs /files/0']);
    expect(findings[0]?.detail).toContain('cd'.repeat(32));
  });
});
