import type { Remediation, Score, VexStatus, VulnerabilityStatement } from '../document.ts';
import { scoreOf } from '../vulnerability/cvss.ts';
import type { Inventory } from './cyclonedx-components.ts';
import type { CycloneDxDocument } from './cyclonedx-document.ts';
import { quoted } from './cyclonedx-findings.ts';
import { readTargets, type Target } from './cyclonedx-targets.ts';
import { listOf, numberTextOf, objectOf, textOf, textsOf, type JsonObject } from './json-values.ts';

const STATUS_OF_STATE = new Map<string, VexStatus>([
  ['resolved', 'FIXED'],
  ['resolved_with_pedigree', 'FIXED'],
  ['exploitable', 'AFFECTED'],
  ['in_triage', 'UNDER_INVESTIGATION'],
  ['false_positive', 'NOT_AFFECTED'],
  ['not_affected', 'NOT_AFFECTED'],
]);

const STATUS_OF_VERSION = new Map<string, VexStatus>([
  ['affected', 'AFFECTED'],
  ['unaffected', 'NOT_AFFECTED'],
  ['unknown', 'UNDER_INVESTIGATION'],
]);

/**
 * What is said once of a vulnerability stands in each of its statements, and a document of a few megabytes could be made
 * into gigabytes. Texts are cut, and the statements end where they hold more than this in all.
 */
const MAX_TEXT = 8_000;
const MAX_CHARACTERS = 50_000_000;
const CHARACTERS_OF_ANY = 500;

/**
 * What the document says about vulnerabilities: one statement for each product or component that a vulnerability
 * affects, and for each of its versions where these are named.
 */
export function readStatements(document: CycloneDxDocument, inventory: Inventory): VulnerabilityStatement[] {
  const statements: VulnerabilityStatement[] = [];
  const targets = readTargets(document, inventory);
  let characters = 0;
  for (const [index, item] of listOf(document.bom.vulnerabilities).entries()) {
    const value = objectOf(item);
    if (!value) continue;
    const pointer = `/vulnerabilities/${index}`;
    const common = readCommon(document, value, pointer);
    if (!common) continue;
    for (const target of targets.of(value, pointer)) {
      const statement = { ...common, ...target.named, ...statusOf(value, target) };
      characters += lengthOf(statement);
      if (characters > MAX_CHARACTERS) {
        const detail = `Only the first ${statements.length} statements about vulnerabilities are kept.`;
        const place = { pointer: document.placeOf(pointer) };
        document.findings.error('formats.cyclonedx_too_many_statements', detail, place);
        return statements;
      }
      statements.push(statement);
    }
  }
  return statements;
}

function lengthOf({ text, impact, product, component }: VulnerabilityStatement): number {
  const texts = [text, impact, ...valuesOf(product), ...valuesOf(component ?? {})];
  return texts.reduce<number>((sum, each) => sum + (typeof each === 'string' ? each.length : 0), CHARACTERS_OF_ANY);
}

const valuesOf = (named: object): unknown[] => Object.values(named);

type Common = Omit<
  VulnerabilityStatement,
  'product' | 'component' | 'status' | 'rawStatus' | 'justification' | 'impact'
>;

function readCommon(document: CycloneDxDocument, value: JsonObject, pointer: string): Common | null {
  const { findings, placeOf } = document;
  const place = placeOf(pointer);
  const [vulnerability, ...aliases] = idsOf(value);
  if (vulnerability === undefined) {
    findings.warning('formats.cyclonedx_vulnerability_unnamed', 'A vulnerability has no id.', { pointer: place });
    return null;
  }
  checkJustification(document, value, vulnerability, pointer);
  return {
    vulnerability,
    aliases,
    remediations: remediationsOf(value),
    scores: scoresOf(value),
    title: null,
    text: shortened(textsOf([value.description, value.detail]).join('\n\n')),
    cwes: textsOf(listOf(value.cwes).map(numberTextOf)).map((cwe) => `CWE-${cwe}`),
    place,
  };
}

/** Its own id first, or else the CVE among those that the document calls the same. */
function idsOf(value: JsonObject): string[] {
  const ids = textsOf([value.id, ...listOf(value.references).map((reference) => objectOf(reference)?.id)]);
  const cve = ids.find((id) => /^CVE-\d/i.test(id));
  return cve === undefined ? ids : [cve, ...ids.filter((id) => id !== cve)];
}

/** VEX asks for a reason with "not affected" (CISA, Minimum Requirements for VEX): a label, or words. */
function checkJustification(document: CycloneDxDocument, value: JsonObject, id: string, pointer: string): void {
  const analysis = objectOf(value.analysis);
  const state = textOf(analysis?.state) ?? '';
  if (STATUS_OF_STATE.get(state) !== 'NOT_AFFECTED') return;
  const isSaid = textOf(analysis?.justification) !== null || textOf(analysis?.detail) !== null;
  if (isSaid || listOf(analysis?.response).length > 0) return;
  const detail = `${quoted(id)} is said to be ${quoted(state)} without a reason.`;
  const place = { pointer: document.placeOf(`${pointer}/analysis`) };
  document.findings.warning('formats.cyclonedx_justification_missing', detail, place);
}

/**
 * The analysis decides, save for a version that is said to be unaffected, or not yet known to be affected. Without an
 * analysis the version's status decides, which is "affected" where a version is listed without one (the schema's
 * default). Where nothing is said at all, nothing is known: under investigation, with an empty raw status.
 */
function statusOf(
  value: JsonObject,
  { version }: Target,
): Pick<VulnerabilityStatement, 'status' | 'rawStatus' | 'justification' | 'impact'> {
  const analysis = objectOf(value.analysis);
  const impact = shortened(textOf(analysis?.detail));
  const state = textOf(analysis?.state);
  const fromState = state === null ? undefined : STATUS_OF_STATE.get(state);
  const ofVersion = version === null ? null : (textOf(version.status) ?? 'affected');
  const fromVersion = ofVersion === null ? undefined : STATUS_OF_VERSION.get(ofVersion);

  const isNarrowed = fromState === 'AFFECTED' ? fromVersion !== 'AFFECTED' : fromVersion === 'NOT_AFFECTED';
  if (fromVersion && (!fromState || isNarrowed)) {
    return { status: fromVersion, rawStatus: ofVersion ?? '', justification: null, impact };
  }
  return {
    status: fromState ?? 'UNDER_INVESTIGATION',
    rawStatus: state ?? ofVersion ?? '',
    justification: textOf(analysis?.justification),
    impact,
  };
}

/** What a vendor's response means, in the words of CSAF and in English, where the document gives no words itself. */
const RESPONSES = new Map<unknown, readonly [string, string]>([
  ['can_not_fix', ['none_available', 'It cannot be fixed.']],
  ['will_not_fix', ['no_fix_planned', 'It will not be fixed.']],
  ['update', ['vendor_fix', 'Update to another version.']],
  ['rollback', ['mitigation', 'Go back to another version.']],
  ['workaround_available', ['workaround', 'There is a workaround.']],
]);

function remediationsOf(value: JsonObject): Remediation[] {
  const remediations: Remediation[] = [];
  const add = (category: string, details: string | null) => {
    if (details === null || remediations.some((known) => known.category === category)) return;
    remediations.push({ category, details, url: null, date: null });
  };
  add('vendor_fix', shortened(textOf(value.recommendation)));
  add('workaround', shortened(textOf(value.workaround)));
  for (const response of listOf(objectOf(value.analysis)?.response)) {
    const meaning = RESPONSES.get(response);
    if (meaning) add(...meaning);
  }
  return remediations;
}

/** CycloneDX names the method apart, and vectors often come without the version that they begin with elsewhere. */
const PREFIX_OF_METHOD = new Map([
  ['CVSSv3', 'CVSS:3.0/'],
  ['CVSSv31', 'CVSS:3.1/'],
  ['CVSSv4', 'CVSS:4.0/'],
]);

/** Ratings without a vector, or by another method than CVSS, are not kept. */
function scoresOf(value: JsonObject): Score[] {
  const scores = new Map<string, Score>();
  for (const item of listOf(value.ratings)) {
    const rating = objectOf(item);
    const written = textOf(rating?.vector)?.replace(/^\(|\)$/g, '');
    if (!rating || !written) continue;
    const prefix = PREFIX_OF_METHOD.get(textOf(rating.method) ?? '') ?? '';
    const vector = written.startsWith('CVSS:') ? written : prefix + written;
    const stated = Number.parseFloat(numberTextOf(rating.score) ?? '');
    const score = scoreOf(vector, Number.isFinite(stated) ? stated : null);
    if (score && !scores.has(vector)) scores.set(vector, score);
  }
  return [...scores.values()];
}

function shortened(text: string | null): string | null {
  if (!text) return null;
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)} …`;
}
