import type { Reading, VulnerabilityStatement } from '../document.ts';
import { Findings } from '../finding.ts';
import { MAX_TEXT } from './storable.ts';

const ADVICE = {
  'formats.too_many_statements': 'Split the document: what is left out here, no hospital would see.',
  'formats.facts_too_large': 'Take out what is repeated without end: authors, tools, models or lines of the document.',
} as const;

/**
 * What the statements of a document hold in all. What is said once of a vulnerability stands in each of its statements,
 * so that a few megabytes could be made into gigabytes of a database. 2,000 products with 50 vulnerabilities fit.
 */
const MAX_STATEMENT_CHARACTERS = 200_000_000;
/** What is no row of a table is read as a whole by whoever asks for it. */
const MAX_FACTS_CHARACTERS = 16_000_000;
/** Of anything, however short: a list of empty texts is not nothing. */
const CHARACTERS_OF_ANY = 10;

/** The reading with as many statements as are kept, and an ERROR where that is not all of them. */
export function withBoundedStatements(reading: Reading, most = MAX_STATEMENT_CHARACTERS): Reading {
  const { statements } = reading.facts;
  const count = statements ? countWithin(statements, most) : 0;
  if (!statements || count === statements.length) return reading;
  const findings = new Findings(ADVICE);
  const detail = `Only the first ${count} of its ${statements.length} statements about vulnerabilities are kept.`;
  findings.error('formats.too_many_statements', detail);
  return {
    ...reading,
    findings: [...findings.list(), ...reading.findings],
    facts: { ...reading.facts, statements: statements.slice(0, count) },
  };
}

/** The facts as they were made into JSON, or none and an ERROR. */
export function boundedFacts(
  json: string,
  most = MAX_FACTS_CHARACTERS,
): { json: string; findings: Reading['findings'] } {
  if (json.length <= most) return { json, findings: [] };
  const findings = new Findings(ADVICE);
  const detail = `What the document says of itself is longer than the ${most} characters that are kept.`;
  findings.error('formats.facts_too_large', detail);
  return { json: '{}', findings: findings.list() };
}

function countWithin(statements: readonly VulnerabilityStatement[], most: number): number {
  let left = most;
  const take = (value: unknown): void => {
    if (left < 0) return;
    left -= CHARACTERS_OF_ANY;
    if (typeof value === 'string') left -= Math.min(value.length, MAX_TEXT);
    else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) take(part);
  };
  for (const [index, statement] of statements.entries()) {
    take(statement);
    if (left < 0) return index;
  }
  return statements.length;
}
