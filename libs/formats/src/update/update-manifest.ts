import { z } from 'zod';
import type { Reading, UpdateManifest } from '../document.ts';
import { type Finding, Findings } from '../finding.ts';
import { isSameRelease } from '../identity/release-version.ts';
import { checkShape, headerOf, pointerTo, SHAPE_ADVICE } from '../own-format/check-shape.ts';
import { headerFields, list, name, optional, text } from '../own-format/fields.ts';

const fix = z.strictObject({
  vulnerability: optional(name()).describe('CVE-2021-44228, or another id where there is no CVE.'),
  description: optional(text()),
});

const file = z.strictObject({
  name: name(),
  sha256: optional(
    z
      .string()
      .regex(/^[0-9a-fA-F]{64}$/, { error: '64 hexadecimal digits are expected' })
      .toLowerCase(),
  ),
});

/** What a vendor says of an update package: what it needs, does and takes, so that a hospital can plan it. */
export const updateManifestSchema = z
  .strictObject({
    format: z.literal('tasuki.update-manifest'),
    formatVersion: z.literal(1),
    ...headerFields,
    fromVersions: list(name()).describe('Versions that it can be installed on; none: any.'),
    toVersion: name().describe('The version that it leads to.'),
    fixes: list(fix),
    prerequisites: list(text()).describe('What has to be there, or be done, before.'),
    verificationSteps: list(text()).describe('What to look at afterwards, to see that it works.'),
    requiresRestart: optional(z.boolean()),
    downtimeMinutes: optional(z.int().min(0)).describe('How long the device cannot be used.'),
    canRollBack: optional(z.boolean()),
    rollBackProcedure: optional(text()),
    installationProcedure: optional(text()).describe('In words, or the name of the file that says it.'),
    installers: list(z.enum(['HOSPITAL', 'VENDOR_ON_SITE', 'VENDOR_REMOTE'])).describe('Who may install it.'),
    files: list(file).describe('The files of the package.'),
  })
  .meta({ title: 'Update manifest', description: 'What an update package for a medical device is and does.' });

const ADVICE = {
  ...SHAPE_ADVICE,
  'formats.cve_malformed': 'Write the id as CVE-2021-44228: four digits for the year, then four digits or more.',
  'formats.fix_says_nothing': 'Give the id of the vulnerability, or say in words what is fixed.',
  'formats.file_listed_twice': 'List each file once.',
  'formats.roll_back_unsaid': 'Say in canRollBack whether the update can be undone: a hospital plans by it.',
  'formats.roll_back_procedure_missing': 'Describe in rollBackProcedure how the update is undone.',
  'formats.downtime_unsaid': 'Say in downtimeMinutes how long the device cannot be used; 0 when it can all the time.',
  'formats.restart_unsaid': 'Say in requiresRestart whether the device has to be restarted.',
  'formats.installation_unsaid': 'Describe the installation in installationProcedure, or name the file that does.',
  'formats.installers_unsaid': 'Say in installers who may install the update.',
  'formats.update_leads_nowhere': 'Leave the version that the update leads to out of those that it starts from.',
  'formats.update_fixes_nothing': 'List in fixes what the update mends, with CVE ids where there are any.',
} as const;

type ManifestFindings = Findings<keyof typeof ADVICE>;

/** Reads what a vendor says of an update package. */
export function readUpdateManifest(document: unknown): Reading {
  const findings: ManifestFindings = new Findings(ADVICE);
  const own = checkShape(document, updateManifestSchema, findings);
  if (!own) return { format: 'UPDATE_MANIFEST', formatVersion: null, findings: findings.list(), facts: {} };

  const updateManifest = factsOf(own);
  checkFixes(updateManifest, findings);
  checkFiles(updateManifest, findings);
  checkPlan(updateManifest, findings);
  return {
    format: 'UPDATE_MANIFEST',
    formatVersion: String(own.formatVersion),
    findings: findings.list(),
    facts: { header: headerOf(own), updateManifest },
  };
}

function factsOf(own: z.output<typeof updateManifestSchema>): UpdateManifest {
  return {
    title: own.title,
    fromVersions: own.fromVersions,
    toVersion: own.toVersion,
    fixes: own.fixes,
    prerequisites: own.prerequisites,
    verificationSteps: own.verificationSteps,
    requiresRestart: own.requiresRestart,
    downtimeMinutes: own.downtimeMinutes,
    canRollBack: own.canRollBack,
    rollBackProcedure: own.rollBackProcedure,
    installationProcedure: own.installationProcedure,
    installers: own.installers,
    files: own.files,
  };
}

const CVE = /^CVE-\d{4}-\d{4,19}$/;

function checkFixes({ fixes }: UpdateManifest, findings: ManifestFindings): void {
  if (fixes.length === 0) findings.hint('formats.update_fixes_nothing', 'The manifest lists nothing that is fixed.');
  for (const [index, { vulnerability, description }] of fixes.entries()) {
    const pointer = pointerTo(['fixes', index]);
    if (vulnerability === null && description === null) {
      findings.warning('formats.fix_says_nothing', 'A fix is listed without saying of what.', { pointer });
    }
    if (vulnerability !== null && /^cve/i.test(vulnerability) && !CVE.test(vulnerability)) {
      const detail = `"${vulnerability}" is no well-formed CVE id: nobody would find it.`;
      findings.error('formats.cve_malformed', detail, { pointer: `${pointer}/vulnerability` });
    }
  }
}

function checkFiles({ files }: UpdateManifest, findings: ManifestFindings): void {
  const seen = new Set<string>();
  for (const [index, { name }] of files.entries()) {
    if (seen.has(name)) {
      const place = { pointer: pointerTo(['files', index, 'name']) };
      findings.error('formats.file_listed_twice', `The file "${name}" is listed more than once.`, place);
    }
    seen.add(name);
  }
}

/** What a hospital has to know before it can give a device up for an update. */
function checkPlan(manifest: UpdateManifest, findings: ManifestFindings): void {
  const { fromVersions, toVersion, canRollBack, rollBackProcedure, installers } = manifest;
  if (fromVersions.includes(toVersion)) {
    const place = { pointer: pointerTo(['fromVersions', fromVersions.indexOf(toVersion)]) };
    findings.warning('formats.update_leads_nowhere', `The update leads from version "${toVersion}" to itself.`, place);
  }
  if (canRollBack === null) {
    findings.warning('formats.roll_back_unsaid', 'Whether the update can be rolled back is not said.');
  }
  if (canRollBack === true && rollBackProcedure === null) {
    findings.warning('formats.roll_back_procedure_missing', 'The update can be rolled back, but how is not said.');
  }
  if (manifest.downtimeMinutes === null) {
    findings.warning('formats.downtime_unsaid', 'How long the device cannot be used is not said.');
  }
  if (manifest.requiresRestart === null) {
    findings.warning('formats.restart_unsaid', 'Whether the device has to be restarted is not said.');
  }
  if (manifest.installationProcedure === null) {
    findings.warning('formats.installation_unsaid', 'How the update is installed is not said.');
  }
  if (installers.length === 0) {
    findings.hint('formats.installers_unsaid', 'Who may install the update is not said.');
  }
}

const DISAGREEMENT_ADVICE = {
  'formats.update_leads_to_unknown_release':
    'Add the release that the update leads to, so that hospitals can compare it with what they run; or mend toVersion.',
  'formats.update_is_for_other_release':
    'Publish it for the releases that it can be installed on, or mend fromVersions.',
  'formats.listed_file_missing': 'Attach the file, or take it out of the manifest.',
  'formats.listed_file_differs': 'Attach the file that was meant, or mend its SHA-256 in the manifest.',
} as const;

/** What an update package is published as: for which releases, of a product with which releases, with which files. */
export interface PublishedPackage {
  /** Versions of the releases that it is for: those that are to be updated. */
  versions: readonly string[];
  /** Versions of all releases of their products. */
  productVersions: readonly string[];
  files: readonly { name: string; sha256: string }[];
}

/** Where a manifest and the publication that it is part of contradict each other. */
export function manifestDisagrees(manifest: UpdateManifest, publication: PublishedPackage): Finding[] {
  const findings = new Findings(DISAGREEMENT_ADVICE);
  const { fromVersions, toVersion } = manifest;
  const isAmong = (versions: readonly string[], version: string) =>
    versions.some((one) => isSameRelease(one, version) !== false);
  if (!isAmong(publication.productVersions, toVersion)) {
    const detail = `The update leads to version "${toVersion}", and the product has no such release.`;
    findings.warning('formats.update_leads_to_unknown_release', detail, { pointer: '/toVersion' });
  }
  const others = publication.versions.filter((version) => !isAmong([...fromVersions, toVersion], version));
  if (fromVersions.length > 0 && others.length > 0) {
    const detail = `It is published for ${others.join(', ')}, and can be installed on ${fromVersions.join(', ')} only.`;
    findings.warning('formats.update_is_for_other_release', detail, { pointer: '/fromVersions' });
  }
  const attached = new Map(publication.files.map(({ name, sha256 }) => [name, sha256.toLowerCase()]));
  for (const [index, { name, sha256 }] of manifest.files.entries()) {
    const found = attached.get(name);
    const place = { pointer: pointerTo(['files', index]) };
    if (found === undefined) {
      findings.error('formats.listed_file_missing', `The file "${name}" is listed but not attached.`, place);
    } else if (sha256 !== null && sha256 !== found) {
      const detail = `The attached file "${name}" has the SHA-256 ${found}, not the listed ${sha256}.`;
      findings.error('formats.listed_file_differs', detail, place);
    }
  }
  return findings.list();
}
