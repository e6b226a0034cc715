import type { Finding } from './finding.ts';

/** What a file is, by its bytes. */
export const FORMATS = [
  'CYCLONEDX_JSON',
  'CYCLONEDX_XML',
  'SPDX_TAG_VALUE',
  'SPDX_JSON',
  'SPDX_JSON_LD',
  'SBOM_ADDENDUM',
  'CSAF',
  'OPENVEX',
  'MDS2_XLSX',
  'MDS2_JSON',
  'UPDATE_MANIFEST',
  'LIFECYCLE_NOTICE',
  'QUESTIONNAIRE_JSON',
  'QUESTIONNAIRE_XLSX',
  'OPENPGP_SIGNATURE',
  'PDF',
] as const;
export type Format = (typeof FORMATS)[number];

/**
 * What was read out of one file. A document that breaks its format has an ERROR among its findings and whatever facts
 * could be read all the same.
 */
export interface Reading {
  /** null when it is none of the formats that are read. */
  format: Format | null;
  /** The version of the format, as its specification writes it: `1.6`, `2.3`, `HN 1-2019`. */
  formatVersion: string | null;
  findings: Finding[];
  facts: Facts;
}

/** The parts that a document may have: a CycloneDX document can be SBOM and VEX at once. */
export interface Facts {
  header?: DocumentHeader;
  sbom?: Sbom;
  statements?: VulnerabilityStatement[];
  mds2?: Mds2;
  addendum?: SbomAddendum;
  updateManifest?: UpdateManifest;
  lifecycleNotice?: LifecycleNotice;
  questionnaire?: Questionnaire;
}

/** What a document says of itself; null where it is silent. */
export interface DocumentHeader {
  /** Its own name: serial number, namespace, tracking id. */
  id: string | null;
  version: string | null;
  title: string | null;
  /** Who made the document, as named there. */
  authors: string[];
  /** The organisation that publishes or supplies it. */
  publisher: string | null;
  /** An instant, ISO 8601. */
  madeAt: string | null;
  /** TLP 2.0, in this portal's spelling. */
  tlp: 'CLEAR' | 'GREEN' | 'AMBER' | 'AMBER_STRICT' | 'RED' | null;
}

/** Support that a component has from whoever makes it (FDA's premarket guidance, VI.A). */
export const SUPPORT_LEVELS = ['ACTIVE', 'LIMITED', 'NONE', 'ABANDONED', 'UNKNOWN'] as const;
export type SupportLevel = (typeof SUPPORT_LEVELS)[number];

export interface Component {
  /** `bom-ref` or SPDXID. A component without one has a made-up one that begins with `#`. */
  ref: string;
  /** As the document writes it: `library`, `device`, `operating-system`. */
  type: string | null;
  group: string | null;
  name: string;
  version: string | null;
  supplier: string | null;
  /** As written, when it is a well-formed one. */
  purl: string | null;
  cpe: string | null;
  /** SPDX ids and expressions, or names. */
  licences: string[];
  /** `sha256:0a1b…`, the algorithm in lower case without dashes. */
  hashes: string[];
  supportLevel: SupportLevel | null;
  /** A calendar date. */
  endOfSupportOn: string | null;
  /** Where in the file it stands: a JSON pointer, an element path or `line 17`. */
  place: string;
}

/** One model for every SBOM format. Indices point into `components`. */
export interface Sbom {
  components: Component[];
  /** What the SBOM is about; null when it does not say. */
  subject: number | null;
  /** For each component, what it directly depends on or contains, without repetition, itself or dangling ones. */
  dependsOn: number[][];
  /** Whether the document says anything about relationships. */
  hasRelationships: boolean;
  /** CISA 2025: when in the life cycle it was made: `build`, `source`, `analyzed`. */
  generationContext: string | null;
  tools: string[];
}

/** A document of our own that adds support levels and dates to an SBOM that was published before, and nothing else. */
export interface SbomAddendum {
  /** SHA-256 of the SBOM's file, in lower-case hexadecimal; or its own id (serial number, namespace). */
  sbom: { sha256: string | null; id: string | null };
  components: AddendumLine[];
}

export interface AddendumLine {
  /** The component, by its reference in the SBOM or by its purl. */
  ref: string | null;
  purl: string | null;
  supportLevel: SupportLevel | null;
  endOfSupportOn: string | null;
}

export const VEX_STATUSES = ['AFFECTED', 'NOT_AFFECTED', 'FIXED', 'UNDER_INVESTIGATION'] as const;
export type VexStatus = (typeof VEX_STATUSES)[number];

/** What a document says about one vulnerability in one product. */
export interface VulnerabilityStatement {
  /** `CVE-2021-44228`, or whatever id the document uses where there is no CVE. */
  vulnerability: string;
  /** Other ids of the same. */
  aliases: string[];
  product: StatedProduct;
  /** The part of the product that has the vulnerability, when it is named. */
  component: StatedProduct | null;
  status: VexStatus;
  /** As the document spells it: `known_affected`, `resolved_with_pedigree`. */
  rawStatus: string;
  /** The label: `component_not_present`, `code_not_reachable`. */
  justification: string | null;
  /** In words, why it is not affected or what follows. */
  impact: string | null;
  remediations: Remediation[];
  scores: Score[];
  title: string | null;
  /** Plain-language text: the notes or description, joined by empty lines. */
  text: string | null;
  cwes: string[];
  /** Where in the file it stands. */
  place: string;
}

/** A product or component as a statement names it. */
export interface StatedProduct {
  /** Its id in the document; unique there. */
  ref: string;
  name: string;
  vendor: string | null;
  /** One version, exactly. */
  version: string | null;
  /** `vers:…`, or a range in words as the document writes it: `< 2.4`. */
  versionRange: string | null;
  purl: string | null;
  cpe: string | null;
  modelNumbers: string[];
}

export interface Remediation {
  /** As CSAF names them: `vendor_fix`, `mitigation`, `workaround`, `none_available`, `no_fix_planned`, `fix_planned`. */
  category: string;
  details: string;
  url: string | null;
  /** An instant or a date, as written. */
  date: string | null;
}

export interface Score {
  scheme: 'CVSS_2_0' | 'CVSS_3_0' | 'CVSS_3_1' | 'CVSS_4_0';
  vector: string;
  /** 0.0 to 10.0, computed from the vector; null where the vector cannot be computed. */
  score: number | null;
  /** What the document itself gives, when it gives one. */
  statedScore: number | null;
  severity: 'NONE' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL' | null;
}

export const MDS2_ANSWERS = ['YES', 'NO', 'NA', 'SEE_NOTE', 'BLANK', 'OTHER'] as const;
export type Mds2Choice = (typeof MDS2_ANSWERS)[number];

/** One question of the form, as answered. */
export interface Mds2Answer {
  /** `MLDP-2`, `5-1.1`. */
  questionId: string;
  /** `MLDP`, `5`. */
  section: string;
  answer: Mds2Choice;
  /** What stands in the answer's cell, when it is anything but the plain choice. */
  raw: string | null;
  /** The note itself; what it refers to (`See note 3`) is put in its place. */
  note: string | null;
}

/** Manufacturer Disclosure Statement for Medical Device Security (ANSI/NEMA HN 1). */
export interface Mds2 {
  edition: 'HN 1-2013' | 'HN 1-2019';
  manufacturer: string | null;
  deviceDescription: string | null;
  /** DOC-3 may list several. */
  models: string[];
  documentId: string | null;
  /** A calendar date when it can be read as one. */
  releasedOn: string | null;
  /** Every question of the edition once, in its order, then those that the edition does not know. */
  answers: Mds2Answer[];
}

/** What an update package is and does, said by its vendor in a document of our own. */
export interface UpdateManifest {
  title: string | null;
  /** Versions that it can be installed on; empty: any. */
  fromVersions: string[];
  /** The version that it leads to. */
  toVersion: string;
  fixes: { vulnerability: string | null; description: string | null }[];
  prerequisites: string[];
  verificationSteps: string[];
  requiresRestart: boolean | null;
  downtimeMinutes: number | null;
  canRollBack: boolean | null;
  rollBackProcedure: string | null;
  installationProcedure: string | null;
  /** Who may install it. */
  installers: ('HOSPITAL' | 'VENDOR_ON_SITE' | 'VENDOR_REMOTE')[];
  /** The files of the package, by name and SHA-256 in lower-case hexadecimal. */
  files: { name: string; sha256: string | null }[];
}

/** A vendor's notice about support (IMDRF N70), in a document of our own. */
export interface LifecycleNotice {
  event: 'END_OF_LIFE' | 'LIMITED_SUPPORT' | 'END_OF_SUPPORT' | 'DATE_CHANGE';
  /** The versions that it is about; empty: all of the publication's releases. */
  versions: string[];
  endOfLifeOn: string | null;
  endOfSupportOn: string | null;
  formerEndOfLifeOn: string | null;
  formerEndOfSupportOn: string | null;
  /** A vulnerability that cannot be fixed ends the support earlier than announced. */
  isSudden: boolean;
  reason: string | null;
  /** What a hospital can do that goes on using it: compensating controls of N70. */
  compensatingControls: string[];
  successor: string | null;
}

export interface Questionnaire {
  title: string;
  /** Which form it is, such as `MDS/SDS`. */
  form: string | null;
  sections: { id: string; title: string; questions: QuestionnaireAnswer[] }[];
}

export interface QuestionnaireAnswer {
  id: string;
  question: string;
  answer: string | null;
  remark: string | null;
  /** By when the vendor means to do what is not done yet: a calendar date. */
  targetOn: string | null;
}
