import {
  Findings,
  headerDisagrees,
  isSameRelease,
  isStructured,
  manifestDisagrees,
  namesSameOrganisation,
  noticeDisagrees,
  type Finding,
  type Format,
} from '#libs/formats';
import type { Id } from '#libs/kernel';
import type { PublicationKind } from '../publication.words.ts';
import type { Reading } from '../readings/reading.entity.ts';

/** A file of a publication, with what was found in it and read out of it. */
export interface CheckedFile {
  uploadId: Id<'Upload'>;
  name: string;
  sha256: string;
  mediaType: string;
  findings: readonly Finding[];
  reading: Reading | null;
  /** An addendum to an SBOM that is not here. */
  isToNothing: boolean;
}

/** A release that the publication is about, with what its product is called. */
export interface ReleaseAbout {
  version: string;
  endOfLifeOn: string | null;
  endOfSupportOn: string | null;
  productNames: string[];
  /** Of every release of its product. */
  productVersions: string[];
  identifiers: string[];
}

/** What the portal knows of the publication beside its files. */
export interface PublicationAbout {
  kind: PublicationKind;
  vendorNames: string[];
  releases: ReleaseAbout[];
}

const ADVICE = {
  'formats.not_what_kind_says':
    'Publish it under the kind that it is, or attach a file of the kind that this publication says it is.',
  'formats.also_another_kind': 'If it belongs to this publication, say why; otherwise publish it under its own kind.',
  'formats.another_publisher':
    'Publish your own documents; if you pass another publisher’s on, say so in the justification and in the summary.',
  'formats.sbom_is_of_another_version':
    'Make the SBOM of the release that is published, or name the release that it is of.',
  'formats.addendum_to_nothing':
    'Name the SBOM by the SHA-256 of its file or by its own id, and publish that SBOM before or with the addendum.',
  'formats.no_update_manifest':
    'Attach a manifest (docs/formats.md): hospitals plan by what it says of restart, downtime and roll-back.',
} as const;

/** What a structured file of each kind is. A guide is for people: it is not read. */
const FORMATS_OF_KIND: Record<PublicationKind, readonly Format[]> = {
  SBOM: ['CYCLONEDX_JSON', 'CYCLONEDX_XML', 'SPDX_TAG_VALUE', 'SPDX_JSON', 'SPDX_JSON_LD', 'SBOM_ADDENDUM'],
  MDS2: ['MDS2_XLSX', 'MDS2_JSON'],
  ADVISORY: ['CSAF', 'OPENVEX', 'CYCLONEDX_JSON', 'CYCLONEDX_XML', 'SPDX_JSON_LD'],
  UPDATE_PACKAGE: ['UPDATE_MANIFEST'],
  LIFECYCLE_NOTICE: ['LIFECYCLE_NOTICE'],
  QUESTIONNAIRE: ['QUESTIONNAIRE_JSON', 'QUESTIONNAIRE_XLSX'],
  SECURITY_GUIDE: [],
};
/** An unknown document of these types, and nothing else, is not what it is published as. A table or PDF may be. */
const TEXT_TYPES = new Set(['application/json', 'application/xml', 'text/spdx']);
const KINDS_THAT_ARE_DOCUMENTS: readonly PublicationKind[] = ['SBOM', 'MDS2'];

/** What is found when a file is held against the publication that it is in: by the file's upload. */
export function checkDocuments(about: PublicationAbout, files: readonly CheckedFile[]): Map<Id<'Upload'>, Finding[]> {
  const found = new Map(files.map((file) => [file.uploadId, checkFile(about, file, files)]));
  const [first] = files;
  if (about.kind === 'UPDATE_PACKAGE' && first) found.get(first.uploadId)?.push(...checkPackage(files));
  return found;
}

function checkFile(about: PublicationAbout, file: CheckedFile, all: readonly CheckedFile[]): Finding[] {
  const findings = new Findings(ADVICE);
  const isRight = (one: CheckedFile) =>
    one.reading?.format ? FORMATS_OF_KIND[about.kind].includes(one.reading.format) : false;
  const format = file.reading?.format ?? null;
  const isOther = isStructured(format) && !isRight(file) && FORMATS_OF_KIND[about.kind].length > 0;
  const isUnknownDocument =
    format === null && TEXT_TYPES.has(file.mediaType) && KINDS_THAT_ARE_DOCUMENTS.includes(about.kind);
  if ((isOther || isUnknownDocument) && !all.some(isRight)) {
    const what = format ?? `a document of none of the formats that are read (${file.mediaType})`;
    findings.error('formats.not_what_kind_says', `${file.name} is ${what}, and nothing here is ${about.kind}.`);
  } else if (isOther) {
    findings.warning('formats.also_another_kind', `${file.name} is ${format}, in a publication of kind ${about.kind}.`);
  }
  return [...findings.list(), ...checkFacts(about, file, all)];
}

function checkFacts(about: PublicationAbout, file: CheckedFile, all: readonly CheckedFile[]): Finding[] {
  const findings = new Findings(ADVICE);
  const { vendorNames, releases } = about;
  const versions = [...new Set(releases.map(({ version }) => version))];
  const facts = file.reading?.facts ?? {};

  const publisher = facts.header?.publisher;
  if (
    file.reading?.format === 'CSAF' &&
    publisher &&
    !vendorNames.some((name) => namesSameOrganisation(name, publisher))
  ) {
    findings.warning('formats.another_publisher', `It names ${publisher} as its publisher.`, {
      pointer: '/document/publisher/name',
    });
  }
  if (file.isToNothing) {
    findings.warning('formats.addendum_to_nothing', 'There is no SBOM of yours that it adds to.', { pointer: '/sbom' });
  }
  const stated = facts.sbom?.subject?.version;
  if (
    about.kind === 'SBOM' &&
    stated &&
    versions.length > 0 &&
    versions.every((one) => isSameRelease(one, stated) === false)
  ) {
    const detail = `It describes version ${stated}; the releases named are ${versions.join(', ')}.`;
    findings.warning('formats.sbom_is_of_another_version', detail);
  }
  const productVersions = releases.flatMap((release) => release.productVersions);
  const identifiers = releases.flatMap((release) => release.identifiers);
  const names = releases.flatMap(({ productNames }) => productNames);
  return [
    ...findings.list(),
    ...(facts.mds2 && releases.length > 0
      ? headerDisagrees({ ...facts.mds2, answers: [] }, { names, identifiers, vendorNames, versions })
      : []),
    ...(facts.updateManifest ? manifestDisagrees(facts.updateManifest, { versions, productVersions, files: all }) : []),
    ...(facts.lifecycleNotice ? noticeDisagrees(facts.lifecycleNotice, releases) : []),
  ];
}

function checkPackage(files: readonly CheckedFile[]): Finding[] {
  const findings = new Findings(ADVICE);
  if (!files.some(({ reading }) => reading?.format === 'UPDATE_MANIFEST')) {
    findings.warning(
      'formats.no_update_manifest',
      'Nothing says what the update fixes and what it asks of a hospital.',
    );
  }
  return findings.list();
}
