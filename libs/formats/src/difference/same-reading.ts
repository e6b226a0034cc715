import type { Component, DocumentHeader, Facts, Mds2, Sbom, VulnerabilityStatement } from '../document.ts';
import { canonical } from './canonical.ts';

/**
 * Whether two documents say the same, apart from formatting, order, the document's own id, version and dates, and the
 * references that hold it together. A revision may be called editorial only then, so a doubt makes them different.
 */
export function isSameReading(a: Facts, b: Facts): boolean {
  return PARTS.every((part) => contentOf(part, a) === contentOf(part, b));
}

/** What each part says, as a text to compare. A part that is added to Facts must be added here. */
const CONTENTS: { [Part in keyof Required<Facts>]: (part: Required<Facts>[Part]) => string } = {
  header: contentOfHeader,
  sbom: contentOfSbom,
  statements: contentOfStatements,
  mds2: contentOfMds2,
  addendum: (addendum) => canonical(addendum),
  updateManifest: (manifest) => canonical(manifest),
  lifecycleNotice: (notice) => canonical(notice),
  questionnaire: (questionnaire) => canonical(questionnaire),
};
const PARTS = Object.keys(CONTENTS) as (keyof Facts)[];

function contentOf<Part extends keyof Facts>(part: Part, facts: Facts): string | null {
  const content = facts[part] as Required<Facts>[Part] | undefined;
  return content === undefined ? null : CONTENTS[part](content);
}

function contentOfHeader(header: DocumentHeader): string {
  return canonical(header, new Set(['id', 'version', 'madeAt']));
}

function contentOfStatements(statements: VulnerabilityStatement[]): string {
  return canonical(statements, new Set(['place', 'ref']));
}

function contentOfMds2(mds2: Mds2): string {
  return canonical(mds2, new Set(['documentId', 'releasedOn']));
}

/**
 * The components without their references, and who depends on whom. Of components that say the same only their
 * references can tell which one another depends on: there they count.
 */
function contentOfSbom({ components, dependsOn, subject, ...rest }: Sbom): string {
  const labels = labelsOf(components);
  const sorted = labels.toSorted();
  const numbers = new Map(sorted.map((label, number) => [label, number]));
  const numberOf = (index: number) => numbers.get(labels[index] ?? '') ?? -1;
  const dependencies = dependsOn.map((targets, index) => {
    const numbersOfTargets = targets.map(numberOf).toSorted((a, b) => a - b);
    return `${numberOf(index)} ${numbersOfTargets.join(' ')}`;
  });
  const subjectNumber = subject === null ? 'none' : numberOf(subject);
  return [canonical(rest), subjectNumber, ...sorted, ...dependencies.toSorted()].join('\n');
}

function labelsOf(components: Component[]): string[] {
  const labels = components.map((component) => canonical(component, new Set(['ref', 'place'])));
  const occurrences = Map.groupBy(labels, (label) => label);
  return labels.map((label, index) => {
    const isUnique = occurrences.get(label)?.length === 1;
    return isUnique ? label : `${label} ${JSON.stringify(components[index]?.ref)}`;
  });
}
