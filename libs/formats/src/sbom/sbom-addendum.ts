import { z } from 'zod';
import { SUPPORT_LEVELS, type AddendumLine, type Reading, type Sbom, type SbomAddendum } from '../document.ts';
import { Findings, type Finding } from '../finding.ts';
import { isCalendarDate } from '../calendar.ts';
import { wellFormedPurl } from '../spdx/identifiers.ts';
import { isJsonObject, listAt, textAt } from '../spdx/json-values.ts';
import { pointerTo, type Path } from '../spdx/shape.ts';

const ADVICE = {
  'formats.addendum_malformed': 'Write the addendum as its schema says; fields of other names have no meaning here.',
  'formats.addendum_version_not_read': 'Write "formatVersion": 1.',
  'formats.addendum_names_no_sbom': 'Name the SBOM by the SHA-256 of its file, by its own id, or by both.',
  'formats.addendum_line_names_nothing': 'Name the component by its ref in the SBOM or by its purl.',
  'formats.addendum_line_says_nothing': 'Give a supportLevel, an endOfSupportOn, or both.',
  'formats.addendum_repeats_component': 'Say everything of a component in one line.',
  'formats.addendum_unknown_component':
    'Check the ref or purl against the SBOM; a line that fits nothing adds nothing.',
  'formats.addendum_ambiguous': 'Say everything of a component in one line; the first one counts.',
};
type Reason = keyof typeof ADVICE;

const name = z.string().min(1);

const sbomAddendumLine = z.strictObject({
  ref: name.optional(),
  purl: name.refine((text) => wellFormedPurl(text) !== null, 'This is no package URL.').optional(),
  supportLevel: z.enum(SUPPORT_LEVELS).optional(),
  endOfSupportOn: z.string().refine(isCalendarDate, 'This is no calendar date, as in 2030-03-31.').optional(),
});

/** The document as JSON. Its lines are many: a reading checks them one by one by `sbomAddendumLine`. */
export const sbomAddendumSchema = z.strictObject({
  format: z.literal('tasuki.sbom-addendum'),
  formatVersion: z.literal(1),
  sbom: z.strictObject({
    sha256: z
      .string()
      .regex(/^[0-9a-fA-F]{64}$/, 'A SHA-256 has 64 hexadecimal digits.')
      .optional(),
    id: name.optional(),
  }),
  components: z.array(sbomAddendumLine).min(1),
});

/** The same, the lines left unread. */
const envelope = sbomAddendumSchema.extend({ components: z.array(z.unknown()).min(1) });

/** Reads a document that adds support levels and dates to a published SBOM. Whatever else it says is an ERROR. */
export function readSbomAddendum(document: unknown): Reading {
  const findings = new Findings<Reason>(ADVICE);
  const reading: Reading = { format: 'SBOM_ADDENDUM', formatVersion: null, findings: [], facts: {} };
  const version = isJsonObject(document) ? document.formatVersion : undefined;
  if (typeof version === 'number' && version !== 1) {
    const detail = `It is written in version ${version}; version 1 is read.`;
    findings.error('formats.addendum_version_not_read', detail, { pointer: '/formatVersion' });
    return { ...reading, formatVersion: String(version), findings: findings.list() };
  }
  checkAgainst(envelope, document, [], findings);
  if (!isJsonObject(document)) return { ...reading, findings: findings.list() };

  const sbom = isJsonObject(document.sbom) ? document.sbom : {};
  const [sha256, id] = [textAt(sbom, 'sha256'), textAt(sbom, 'id')];
  if (isJsonObject(document.sbom) && sha256 === null && id === null) {
    const detail = 'It does not say which SBOM it adds to.';
    findings.error('formats.addendum_names_no_sbom', detail, { pointer: '/sbom' });
  }
  const addendum = { sbom: { sha256: sha256 && sha256.toLowerCase(), id }, components: linesOf(document, findings) };
  return {
    ...reading,
    formatVersion: version === 1 ? '1' : null,
    findings: findings.list(),
    facts: { addendum },
  };
}

function linesOf(document: Readonly<Record<string, unknown>>, findings: Findings<Reason>): AddendumLine[] {
  const lines: AddendumLine[] = [];
  const named = new Map<string, number>();
  listAt(document, 'components').forEach((stated, index) => {
    const path = ['components', index];
    if (!checkAgainst(sbomAddendumLine, stated, path, findings)) return;
    const { ref = null, purl = null, supportLevel = null, endOfSupportOn = null } = sbomAddendumLine.parse(stated);
    const place = { pointer: pointerTo(path) };
    if (ref === null && purl === null) {
      findings.error('formats.addendum_line_names_nothing', 'The line names no component.', place);
    } else if (supportLevel === null && endOfSupportOn === null) {
      findings.error('formats.addendum_line_says_nothing', 'The line says nothing of its component.', place);
    } else {
      for (const key of [ref && `ref ${ref}`, purl && `purl ${purl}`]) {
        if (!key) continue;
        const earlier = named.get(key);
        named.set(key, earlier ?? index);
        if (earlier === undefined) continue;
        const detail = `The ${key} stands in line ${earlier + 1} of the components already.`;
        findings.error('formats.addendum_repeats_component', detail, place);
      }
      lines.push({ ref, purl, supportLevel, endOfSupportOn });
    }
  });
  return lines;
}

/** Whether a value keeps to its schema; what breaks it is found with its place. */
function checkAgainst(schema: z.ZodType, value: unknown, path: Path, findings: Findings<Reason>): boolean {
  const result = schema.safeParse(value);
  for (const issue of result.error?.issues ?? []) {
    const at = [...path, ...(issue.path as (string | number)[])];
    const fields = issue.code === 'unrecognized_keys' ? issue.keys : [null];
    for (const field of fields) {
      const detail = field === null ? issue.message : `There is no field "${field}" in an addendum.`;
      findings.error('formats.addendum_malformed', detail, {
        pointer: pointerTo(field === null ? at : [...at, field]),
      });
    }
  }
  return result.success;
}

/**
 * The SBOM with what an addendum says of its components put in; the SBOM itself stays as it is. A line that names both
 * a ref and a purl goes by the ref. A purl goes to every component that has it.
 */
export function applyAddendum(sbom: Sbom, addendum: SbomAddendum): { sbom: Sbom; findings: Finding[] } {
  const findings = new Findings<Reason>(ADVICE);
  const byName = new Map<string, number[]>();
  sbom.components.forEach(({ ref, purl }, index) => {
    for (const key of [`ref ${ref}`, purl && `purl ${purl}`]) {
      if (!key) continue;
      const indices = byName.get(key) ?? [];
      indices.push(index);
      byName.set(key, indices);
    }
  });

  const components = [...sbom.components];
  const changed = new Set<number>();
  addendum.components.forEach((line, position) => {
    const { ref, purl, supportLevel, endOfSupportOn } = line;
    const indices = byName.get(ref === null ? `purl ${purl}` : `ref ${ref}`) ?? [];
    const place = { pointer: pointerTo(['components', position]) };
    if (indices.length === 0) {
      const detail = `No component of the SBOM has the ${ref === null ? `purl ${purl}` : `ref ${ref}`}.`;
      findings.warning('formats.addendum_unknown_component', detail, place);
    }
    for (const index of indices) {
      const component = components[index];
      if (!component) continue;
      if (changed.has(index)) {
        const detail = `An earlier line spoke of the component ${component.ref} already.`;
        findings.warning('formats.addendum_ambiguous', detail, place);
        continue;
      }
      changed.add(index);
      components[index] = {
        ...component,
        supportLevel: supportLevel ?? component.supportLevel,
        endOfSupportOn: endOfSupportOn ?? component.endOfSupportOn,
      };
    }
  });
  return { sbom: { ...sbom, components }, findings: findings.list() };
}
