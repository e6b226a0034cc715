import {
  factsDifference,
  isSameReading,
  mds2Difference,
  sbomDifference,
  standingsIn,
  vulnerabilityDifference,
  type Component,
  type Facts,
  type FieldChange,
  type Mds2Change,
  type ReleaseIdentity,
  type Sbom,
  type SbomDifference,
  type StatedProduct,
  type VulnerabilityDifference,
  type VulnerabilityStatement,
} from '#libs/formats';
import type { PublicationKind } from '../publication.words.ts';

/** What changed between two sets of documents; null for a part that one of them does not have. */
export interface Difference {
  components: SbomDifference | null;
  vulnerabilities: VulnerabilityDifference | null;
  mds2: Mds2Change[] | null;
  /** Fields of an update manifest, a notice or a questionnaire. */
  fields: FieldChange[];
}

/** How much of each kind is different. */
export interface DifferenceCounts {
  componentsAdded: number;
  componentsRemoved: number;
  componentsChanged: number;
  /** Of the changed ones, those whose support level or end of support moved. */
  supportMoved: number;
  vulnerabilitiesOpened: number;
  vulnerabilitiesClosed: number;
  mds2AnswersChanged: number;
  fieldsChanged: number;
}

export function countsOf({ components, vulnerabilities, mds2, fields }: Difference): DifferenceCounts {
  const movesSupport = ({ changes }: SbomDifference['changed'][number]) =>
    changes.includes('SUPPORT_LEVEL') || changes.includes('END_OF_SUPPORT');
  return {
    componentsAdded: components?.added.length ?? 0,
    componentsRemoved: components?.removed.length ?? 0,
    componentsChanged: components?.changed.length ?? 0,
    supportMoved: components?.changed.filter(movesSupport).length ?? 0,
    vulnerabilitiesOpened: vulnerabilities?.opened.length ?? 0,
    vulnerabilitiesClosed: vulnerabilities?.closed.length ?? 0,
    mds2AnswersChanged: mds2?.filter(({ kind }) => kind === 'ANSWER').length ?? 0,
    fieldsChanged: fields.length,
  };
}

/**
 * What the documents of one side say and those of the other do not. A part that only one side has is no difference: it is
 * not that every component was added when there was no SBOM before.
 */
export function differenceBetween(before: readonly Facts[], after: readonly Facts[]): Difference {
  const [from, to] = [merged(before), merged(after)];
  return {
    components: from.sbom && to.sbom ? sbomDifference(from.sbom, to.sbom) : null,
    vulnerabilities: from.statements && to.statements ? vulnerabilityDifference(from.statements, to.statements) : null,
    mds2: from.mds2 && to.mds2 ? mds2Difference(from.mds2, to.mds2) : null,
    fields: (['updateManifest', 'lifecycleNotice', 'questionnaire'] as const).flatMap((part) => {
      const [former, latter] = [from[part], to[part]];
      if (!former || !latter) return [];
      return factsDifference(former, latter).map((change) => ({ ...change, path: `/${part}${change.path}` }));
    }),
  };
}

/** Whether nothing that was read differs, file by file in any order: then a revision may be called editorial. */
export function saysTheSame(before: readonly Facts[], after: readonly Facts[]): boolean {
  const left = [...after];
  const matches = before.every((facts) => {
    const index = left.findIndex((other) => isSameReading(facts, other));
    if (index < 0) return false;
    left.splice(index, 1);
    return true;
  });
  return matches && left.length === 0;
}

/** A file of a document in force about a release, with what was read out of it. */
export interface ReadFileInForce {
  documentId: string;
  kind: PublicationKind;
  isFiled: boolean;
  isSbom: boolean;
  facts: Facts;
}

/**
 * What documents in force say of one release. What its vendor says goes before what a hospital filed, what the newest says
 * of a vulnerability before what older ones say. An update says what will be there, not what is.
 * @param files the vendor's before those that were filed, and of each the newest first.
 */
export function factsAbout(release: ReleaseIdentity, files: readonly ReadFileInForce[]): Facts[] {
  const toldBy = new Map<string, string>();
  const facts = files.map(({ documentId, kind, isFiled, isSbom, facts: { sbom, statements: all, ...others } }) => {
    const statements = all && statementsAbout(release, all);
    for (const { vulnerability } of statements ?? []) {
      if (!toldBy.has(vulnerability)) toldBy.set(vulnerability, documentId);
    }
    const counting = statements?.filter(({ vulnerability }) => toldBy.get(vulnerability) === documentId);
    const parts = kind === 'UPDATE_PACKAGE' ? {} : { ...others, ...(isSbom && sbom && { sbom }) };
    return { isFiled, facts: { ...parts, ...(counting && { statements: counting }) } };
  });
  const ofVendor = facts.filter((file) => !file.isFiled);
  const isNews = (part: keyof Facts) => part === 'statements' || ofVendor.every((file) => !(part in file.facts));
  return facts.map((file) => (file.isFiled ? only(file.facts, isNews) : file.facts));
}

const only = (facts: Facts, isWanted: (part: keyof Facts) => boolean): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([part]) => isWanted(part as keyof Facts)));

/** How the release stands, by an advisory that may be about several. What is not about it, or cannot be told, is left out. */
const statementsAbout = (release: ReleaseIdentity, statements: VulnerabilityStatement[]): VulnerabilityStatement[] =>
  standingsIn(statements, release).flatMap(({ status, support: [statement] }) =>
    status && statement ? [{ ...statement, status, product: OF_THE_RELEASE }] : [],
  );

/** The same for both sides of a comparison: what each calls its version does not make it another product. */
const OF_THE_RELEASE = {
  ref: '',
  name: '',
  vendor: null,
  version: null,
  versionRange: null,
  purl: null,
  cpe: null,
  modelNumbers: [],
} satisfies StatedProduct;

/** Several files as one: components and statements together; of other parts the first, which is the newest. */
function merged(files: readonly Facts[]): Facts {
  const sboms = files.flatMap(({ sbom }) => sbom ?? []);
  const statements = files.flatMap((facts) => facts.statements ?? []);
  return {
    ...files.toReversed().reduce<Facts>((older, newer) => ({ ...older, ...newer }), {}),
    ...(sboms.length > 0 && { sbom: joined(sboms) }),
    ...(statements.length > 0 && { statements }),
  };
}

function joined(sboms: readonly Sbom[]): Sbom {
  const [first] = sboms;
  if (!first || sboms.length === 1) return first as Sbom;
  const components: Component[] = [];
  const dependsOn: number[][] = [];
  // The others' subjects are parts of what the first is about: of these nothing is left out.
  for (const sbom of sboms) {
    const offset = components.length;
    components.push(...sbom.components);
    dependsOn.push(...sbom.dependsOn.map((targets) => targets.map((target) => target + offset)));
  }
  return { ...first, components, dependsOn };
}
