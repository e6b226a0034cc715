import { z } from 'zod';
import { calendarDateOf, instantOf } from './dates.ts';
import { isJsonObject } from './json-values.ts';
import { quoted, type SpdxReason } from './spdx-findings.ts';

/** The way from the document to a value in it. */
export type Path = readonly (string | number)[];

/**
 * What a value has to look like. `schema` is about the value and its own fields only; the lists and objects inside it
 * have shapes of their own in `parts` and are checked one by one, so that a list of a million wrong things is never a
 * million issues in memory.
 */
export interface Shape {
  schema: z.ZodType;
  parts?: Readonly<Record<string, Shape>>;
}

/** Where a check tells what it found: a reason, what is the matter, and the way to the value. */
export type Report = (reason: SpdxReason, detail: string, path: Path) => void;

/** Says the name of a field as the reader of the file knows it. */
export type NameOf = (path: Path) => string;

/** Checks a value and everything that its shape knows inside it. The depth is that of the shape, not of the value. */
export function checkShape(value: unknown, shape: Shape, path: Path, report: Report, nameOf: NameOf): void {
  const result = shape.schema.safeParse(value);
  if (!result.success) {
    for (const issue of result.error.issues) reportIssue(issue, value, path, report, nameOf);
  }
  if (!isJsonObject(value)) return;
  for (const [key, part] of Object.entries(shape.parts ?? {})) {
    const inside = value[key];
    if (Array.isArray(inside)) {
      inside.forEach((item, index) => checkShape(item, part, [...path, key, index], report, nameOf));
    } else if (isJsonObject(inside)) {
      checkShape(inside, part, [...path, key], report, nameOf);
    }
  }
}

type Issue = z.core.$ZodIssue;

function reportIssue(issue: Issue, value: unknown, path: Path, report: Report, nameOf: NameOf): void {
  const at = [...path, ...(issue.path as (string | number)[])];
  const found = issue.path.reduce<unknown>(
    (inside, key) => (isJsonObject(inside) ? inside[String(key)] : inside),
    value,
  );
  const name = nameOf(at);
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      report('formats.spdx_field_unknown', `There is no field ${quoted(key)} here.`, [...at, key]);
    }
  } else if (found === undefined || found === null || found === '') {
    report('formats.spdx_field_missing', `${name} is missing.`, at);
  } else if (issue.code === 'custom') {
    const reason = (issue.params as { reason?: SpdxReason } | undefined)?.reason ?? 'formats.spdx_field_malformed';
    report(reason, `${name} is ${quoted(found)}: ${issue.message}.`, at);
  } else if (issue.code === 'invalid_value') {
    const detail = `${name} is ${quoted(found)}, which is none of the values that it may have.`;
    report('formats.spdx_value_not_allowed', detail, at);
  } else {
    const wanted = issue.code === 'invalid_type' ? `, where ${issue.expected} is expected` : '';
    report('formats.spdx_field_malformed', `${name} is ${quoted(found)}${wanted}.`, at);
  }
}

/** A text in a certain form; what breaks it is found for the given reason. */
export function textThat(holds: (text: string) => boolean, reason: SpdxReason, message: string): z.ZodString {
  return z.string().min(1, { abort: true }).refine(holds, { message, params: { reason } });
}

/** An instant of the calendar (ERROR), written in UTC to the second (WARNING) as every version asks. */
export const instant = textThat(
  (text) => calendarDateOf(text) !== null,
  'formats.spdx_date_malformed',
  'no instant of the calendar',
).refine((text) => calendarDateOf(text) === null || (instantOf(text) !== null && /^[^.]{19}Z$/.test(text)), {
  message: 'not in UTC to the second, as the specification asks',
  params: { reason: 'formats.spdx_date_form' },
});

/** A field that may be left out; null is taken for that, as some programs write it. */
export const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullish();

export const anyText = optional(z.string());
export const someText = z.string().min(1);
export const anyList = optional(z.array(z.unknown()));
/** An object whose fields have a shape of their own. */
export const someObject = z.looseObject({});

/** The JSON pointer (RFC 6901) of a value. */
export function pointerTo(path: Path): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** What a JSON document calls a value: the field that it stands in. */
export function jsonNameOf(path: Path): string {
  return `"${path.findLast((key) => typeof key === 'string') ?? 'document'}"`;
}
