import type { Score, StatedProduct, VexStatus, VulnerabilityStatement } from '../document.ts';
import { scoreOf } from '../vulnerability/cvss.ts';
import { objectsAt, textAt, textsAt, type JsonObject } from './json-values.ts';
import { pointerTo, type Report } from './shape.ts';
import { quoted } from './spdx-findings.ts';
import type { ReadComponent } from './spdx3-facts.ts';
import type { Element, Graph } from './spdx3-graph.ts';

/** The classes of VEX relationships: the status that each gives, and the one relationship type that it may have. */
const VEX: ReadonlyMap<string, readonly [VexStatus, string]> = new Map([
  ['security_VexAffectedVulnAssessmentRelationship', ['AFFECTED', 'affects']],
  ['security_VexNotAffectedVulnAssessmentRelationship', ['NOT_AFFECTED', 'doesNotAffect']],
  ['security_VexFixedVulnAssessmentRelationship', ['FIXED', 'fixedIn']],
  ['security_VexUnderInvestigationVulnAssessmentRelationship', ['UNDER_INVESTIGATION', 'underInvestigationFor']],
]);

const CVSS = [
  'security_CvssV2VulnAssessmentRelationship',
  'security_CvssV3VulnAssessmentRelationship',
  'security_CvssV4VulnAssessmentRelationship',
];

/** What a graph says about vulnerabilities: one statement for each product of each VEX relationship. */
export function statementsOf(graph: Graph, componentOf: ReadComponent, report: Report): VulnerabilityStatement[] {
  const scores = scoresIn(graph);
  const statements: VulnerabilityStatement[] = [];
  const assessed = new Map<Element, Described>();
  for (const relationship of graph.ofClass(...VEX.keys())) {
    const { type, object, path } = relationship;
    const [status, relationshipType] = VEX.get(type) ?? ['UNDER_INVESTIGATION', ''];
    checkStatement(relationship, graph, relationshipType, report);
    const vulnerability = graph.find(object.from);
    // A statement that was taken back says nothing any more.
    if (!vulnerability || textAt(object, 'security_withdrawnTime') !== null) continue;
    const described = assessed.get(vulnerability) ?? describedVulnerability(vulnerability);
    assessed.set(vulnerability, described);
    const notes = textAt(object, 'security_statusNotes');
    const component = graph.find(object.security_assessedElement);
    for (const [, reference] of textsAt(object, 'to')) {
      const product = graph.find(reference);
      statements.push({
        ...described,
        text: [described.text, notes].filter((part) => part !== null).join('\n\n') || null,
        product: productOf(reference, product, componentOf),
        component: component && productOf(component.id, component, componentOf),
        status,
        rawStatus: textAt(object, 'relationshipType') ?? relationshipType,
        justification: labelOf(textAt(object, 'security_justificationType')),
        impact: textAt(object, 'security_impactStatement'),
        remediations: remediationsOf(object),
        scores: scoresFor(scores.get(vulnerability), product, component),
        place: pointerTo(path),
      });
    }
  }
  const unassessed = graph.ofClass('security_Vulnerability').filter((vulnerability) => !assessed.has(vulnerability));
  const [first] = unassessed;
  if (first) {
    const detail = `${unassessed.length} vulnerabilities are named without saying whether a product is affected.`;
    report('formats.spdx_vulnerability_without_status', detail, first.path);
  }
  return statements;
}

function checkStatement({ type, object, path }: Element, graph: Graph, wanted: string, report: Report): void {
  const stated = textAt(object, 'relationshipType');
  if (stated !== null && stated !== wanted) {
    const detail = `${type} is of the type ${quoted(wanted)}, not ${quoted(stated)}.`;
    report('formats.spdx_value_not_allowed', detail, [...path, 'relationshipType']);
  }
  const vulnerability = graph.find(object.from);
  if (vulnerability && vulnerability.type !== 'security_Vulnerability') {
    const detail = `The statement begins at ${quoted(vulnerability.type)}, not at a vulnerability.`;
    report('formats.spdx_statement_incomplete', detail, [...path, 'from']);
  }
  const says = textAt(object, 'security_justificationType') ?? textAt(object, 'security_impactStatement');
  if (wanted === 'doesNotAffect' && says === null) {
    report('formats.spdx_statement_incomplete', 'It says neither why nor how the product is not affected.', path);
  }
}

type Described = Pick<VulnerabilityStatement, 'vulnerability' | 'aliases' | 'title' | 'text' | 'cwes'>;

function describedVulnerability({ id, object }: Element): Described {
  const name = textAt(object, 'name');
  const identifiers = objectsAt(object, 'externalIdentifier').flatMap(([, { identifier }]) =>
    typeof identifier === 'string' ? [identifier] : [],
  );
  const names = [...new Set([...identifiers, ...(name === null ? [] : [name])])];
  const vulnerability = names.find((candidate) => /^CVE-\d{4}-\d+$/.test(candidate)) ?? names[0] ?? id;
  const [summary, description] = [textAt(object, 'summary'), textAt(object, 'description')];
  const weaknesses = objectsAt(object, 'externalRef').flatMap(([, ref]) =>
    textAt(ref, 'externalRefType') === 'cwe' ? textsAt(ref, 'locator') : [],
  );
  return {
    vulnerability,
    aliases: identifiers.filter((identifier) => identifier !== vulnerability),
    title: summary ?? (name === vulnerability ? null : name),
    text: description,
    cwes: weaknesses.flatMap(([, locator]) => {
      const number = /(?:^CWE-|\/)(\d+)(?:\.html)?$/.exec(locator)?.[1];
      return number === undefined ? [] : [`CWE-${number}`];
    }),
  };
}

/** A product may stand in another document: then its identifier is all that is known of it. */
function productOf(ref: string, element: Element | null, componentOf: ReadComponent): StatedProduct {
  const component = element && componentOf(element);
  return {
    ref,
    name: component?.name ?? ref,
    vendor: component?.supplier ?? null,
    version: component?.version ?? null,
    versionRange: null,
    purl: component?.purl ?? null,
    cpe: component?.cpe ?? null,
    modelNumbers: [],
  };
}

/** SPDX writes VEX's labels without underscores: `componentNotPresent`. */
function labelOf(justification: string | null): string | null {
  return justification && justification.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function remediationsOf(object: JsonObject): VulnerabilityStatement['remediations'] {
  const details = textAt(object, 'security_actionStatement');
  const [[, date] = [0, null]] = textsAt(object, 'security_actionStatementTime');
  return details === null ? [] : [{ category: 'mitigation', details, url: null, date }];
}

/** Of one vulnerability, by element the scores that were given for it there; under null all of them. */
type Scores = Map<Element | null, Score[]>;

/** There is one for each version of CVSS and each who assessed; a file that repeats them without end is not followed. */
const MAX_SCORES = 10;

function scoresIn(graph: Graph): Map<Element, Scores> {
  const all = new Map<Element, Scores>();
  for (const { object } of graph.ofClass(...CVSS)) {
    const vulnerability = graph.find(object.from);
    const vector = textAt(object, 'security_vectorString');
    if (!vulnerability || vector === null || textAt(object, 'security_withdrawnTime') !== null) continue;
    const score = scoreOf(vector, statedScoreOf(object));
    if (!score) continue;
    const scores: Scores = all.get(vulnerability) ?? new Map();
    all.set(vulnerability, scores);
    const elements = [...graph.findAll(object, 'to'), ...graph.findAll(object, 'security_assessedElement')];
    for (const element of new Set([null, ...elements])) {
      const known = scores.get(element) ?? [];
      scores.set(element, known);
      if (known.length < MAX_SCORES && !known.some(({ vector }) => vector === score.vector)) known.push(score);
    }
  }
  return all;
}

/** A decimal number may be written as a number or as text. */
function statedScoreOf({ security_score: stated }: JsonObject): number | null {
  const score = typeof stated === 'string' && stated.trim() !== '' ? Number(stated) : stated;
  return typeof score === 'number' && Number.isFinite(score) ? score : null;
}

/** The scores given for the component or the product; where there are none, those that the vulnerability has anywhere. */
function scoresFor(scores: Scores | undefined, product: Element | null, component: Element | null): Score[] {
  const own = (component && scores?.get(component)) ?? (product && scores?.get(product));
  return own ?? scores?.get(null) ?? [];
}
