import type { Reading } from '../document.ts';
import { CYCLONEDX_VERSIONS, cycloneDxFindings, MAX_LEVELS, quoted, reportVersion } from './cyclonedx-findings.ts';
import { readFacts } from './cyclonedx-facts.ts';
import { violationsOf } from './cyclonedx-json-schema.ts';
import { References, surveyJson } from './cyclonedx-references.ts';
import { objectOf, textOf } from './json-values.ts';

/** Reads a CycloneDX document of version 1.2 to 1.7 out of its parsed JSON. */
export async function readCycloneDxJson(document: unknown): Promise<Reading> {
  const findings = cycloneDxFindings();
  const bom = objectOf(document) ?? {};
  const stated = textOf(bom.specVersion);
  const reading = (facts: Reading['facts']): Reading => ({
    format: 'CYCLONEDX_JSON',
    formatVersion: stated === null ? null : stated.slice(0, MAX_VERSION),
    findings: findings.list(),
    facts,
  });

  const version = CYCLONEDX_VERSIONS.find((known) => known === bom.specVersion);
  if (!version) {
    const problem =
      stated === null ? 'The version is not said, as text in specVersion' : `Its version is ${quoted(stated)}`;
    reportVersion(findings, problem, { pointer: '/specVersion' });
    return reading({});
  }
  const references = new References(findings);
  if (!surveyJson(bom, references)) {
    findings.error(
      'formats.cyclonedx_nested_too_deeply',
      `The document is nested more than ${MAX_LEVELS} levels deep.`,
    );
    return reading({});
  }
  for (const { pointer, detail } of violationsOf(bom, version)) {
    findings.error('formats.cyclonedx_schema', detail, { pointer });
  }
  return reading(readFacts({ version, bom, references, placeOf: (pointer) => pointer, findings }));
}

const MAX_VERSION = 20;
