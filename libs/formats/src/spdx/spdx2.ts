import type { Format, Reading } from '../document.ts';
import type { Place } from '../finding.ts';
import { isJsonObject, textAt } from './json-values.ts';
import { checkShape, type Path, type Report } from './shape.ts';
import { quoted, type SpdxFindings } from './spdx-findings.ts';
import { headerOf, sbomOf } from './spdx2-facts.ts';
import { checkRules } from './spdx2-rules.ts';
import { documentShape } from './spdx2-shape.ts';

/** The file that an SPDX 2 document was read from: JSON, or tag-value that was brought into the same shape. */
export interface Source {
  format: Extract<Format, 'SPDX_JSON' | 'SPDX_TAG_VALUE'>;
  placeOf(path: Path): Place;
  /** What a field is called there. */
  nameOf(path: Path): string;
}

const VERSIONS: ReadonlyMap<string, string> = new Map([
  ['SPDX-2.2', '2.2'],
  ['SPDX-2.3', '2.3'],
]);

/** Reads a document of SPDX 2.2 or 2.3 in the shape of its JSON. */
export function readSpdx2(document: unknown, source: Source, findings: SpdxFindings): Reading {
  const reading: Reading = { format: source.format, formatVersion: null, findings: [], facts: {} };
  const report: Report = (reason, detail, path) => findings.add(reason, detail, source.placeOf(path));

  const stated = isJsonObject(document) ? textAt(document, 'spdxVersion') : null;
  if (!isJsonObject(document) || stated === null) {
    report('formats.spdx_not_a_document', `There is no ${source.nameOf(['spdxVersion'])}.`, []);
    return { ...reading, findings: findings.list() };
  }
  const version = VERSIONS.get(stated);
  if (version === undefined) {
    const name = source.nameOf(['spdxVersion']);
    report('formats.spdx_version_not_read', `${name} is ${quoted(stated)}.`, ['spdxVersion']);
    return { ...reading, formatVersion: stated.replace(/^SPDX-/, '').slice(0, 20), findings: findings.list() };
  }

  checkShape(document, documentShape(version), [], report, source.nameOf);
  checkRules(document, version, report);
  const sbom = sbomOf(document, (path) => placeName(source.placeOf(path)), report);
  return {
    ...reading,
    formatVersion: version,
    findings: findings.list(),
    facts: { header: headerOf(document), sbom },
  };
}

function placeName({ pointer, line }: Place): string {
  return pointer ?? `line ${line}`;
}
