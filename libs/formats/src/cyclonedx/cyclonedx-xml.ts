import type { Reading } from '../document.ts';
import { readFacts } from './cyclonedx-facts.ts';
import { cycloneDxFindings } from './cyclonedx-findings.ts';
import { readXml } from './cyclonedx-xml-reader.ts';
import { xmlViolationsOf } from './cyclonedx-xml-schema.ts';
import { elementPathOf } from './cyclonedx-xml-shape.ts';

const MAX_VERSION = 20;

/** Above it the parser that validates, which keeps the document in a memory of its own, could run out of it. */
const MAX_CHARACTERS = 256 * 1024 * 1024;

/**
 * Reads a CycloneDX document of version 1.2 to 1.7 out of its XML. Versions 1.0 and 1.1 know neither metadata nor
 * dependencies, and are not read.
 */
export async function readCycloneDxXml(text: string): Promise<Reading> {
  const findings = cycloneDxFindings();
  const reading = (formatVersion: string | null, facts: Reading['facts']): Reading => ({
    format: 'CYCLONEDX_XML',
    formatVersion: formatVersion === null ? null : formatVersion.slice(0, MAX_VERSION),
    findings: findings.list(),
    facts,
  });
  if (text.length > MAX_CHARACTERS) {
    findings.error('formats.cyclonedx_too_large', `The document has ${text.length} characters, too many for XML.`);
    return reading(null, {});
  }
  const { stated, content } = readXml(text, findings);
  if (!content) return reading(stated, {});
  const { version, bom, references } = content;
  for (const { line, detail } of xmlViolationsOf(text, version))
    findings.error('formats.cyclonedx_schema', detail, { line });
  return reading(version, readFacts({ version, bom, references, placeOf: elementPathOf, findings }));
}
