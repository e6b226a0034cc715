import { z } from 'zod';
import type { DocumentHeader } from '../document.ts';
import type { Findings } from '../finding.ts';

/** What can be wrong with the shape of any document of our own. Each is an ERROR: a typing mistake shall not pass unseen. */
export const SHAPE_ADVICE = {
  'formats.field_missing': 'Add the field.',
  'formats.field_unknown': 'Remove the field, or spell it as the format does.',
  'formats.field_malformed': 'Write the value as the schema of the format asks for it.',
  'formats.document_too_large': 'Split the document into several.',
} as const;
type ShapeFindings = Pick<Findings<keyof typeof SHAPE_ADVICE>, 'error'>;

/** Values in a document: many times what an honest one holds, and a bound on what checking it can cost. */
const MAX_VALUES = 50_000;

/** Checks a document of our own against its schema; null, and at least one ERROR, when it breaks it. */
export function checkShape<Schema extends z.ZodObject>(
  document: unknown,
  schema: Schema,
  findings: ShapeFindings,
): z.output<Schema> | null {
  if (holdsMoreThan(MAX_VALUES, document)) {
    findings.error('formats.document_too_large', `The document holds more than ${MAX_VALUES} values.`);
    return null;
  }
  const { success, data, error } = schema.safeParse(document, { reportInput: true });
  if (success) return data;
  for (const issue of error.issues) report(issue, schema, findings);
  return null;
}

/** The header of a document that has the fields `headerFields`. */
export function headerOf(own: {
  id: string | null;
  title: string | null;
  publisher: string | null;
  authors: string[];
  madeAt: string | null;
}): DocumentHeader {
  const { id, title, publisher, authors, madeAt } = own;
  return { id, version: null, title, authors, publisher, madeAt: madeAt && new Date(madeAt).toISOString(), tlp: null };
}

export function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${shortened(String(key)).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function report(issue: z.core.$ZodIssue, schema: z.ZodObject, findings: ShapeFindings): void {
  const { path } = issue;
  const place = { pointer: pointerTo(path) };
  if (issue.code === 'unrecognized_keys') {
    const fields = fieldsAt(schema, path).join(', ');
    for (const key of issue.keys) {
      const detail = `There is no field ${quoted(key)} here. The fields are: ${fields}.`;
      findings.error('formats.field_unknown', detail, { pointer: pointerTo([...path, key]) });
    }
    return;
  }
  const what = path.length === 0 ? 'The document' : pointerTo(path);
  if (issue.input === undefined) findings.error('formats.field_missing', `${what} is missing.`, place);
  else findings.error('formats.field_malformed', `${what} is ${quoted(issue.input)}; ${expected(issue)}.`, place);
}

function expected(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `${issue.values.map((value) => JSON.stringify(value)).join(' or ')} is expected`;
    case 'invalid_type':
      return `${KINDS[issue.expected] ?? issue.expected} is expected`;
    case 'too_small':
      return issue.origin === 'string' ? 'it must say something' : `the least is ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string' ? `the most is ${issue.maximum} characters` : `the most is ${issue.maximum}`;
    default:
      return issue.message;
  }
}

const KINDS: Partial<Record<string, string>> = {
  string: 'a text',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  array: 'a list',
  object: 'an object',
};

/** What a person finds in the file, short enough for a sentence. */
function quoted(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? JSON.stringify(shortened(value)) : String(value);
}

const MAX_QUOTE = 60;

function shortened(value: string): string {
  return value.length <= MAX_QUOTE ? value : `${value.slice(0, MAX_QUOTE)}…`;
}

/** The names that an object at that path of a document may have. */
function fieldsAt(schema: z.ZodObject, path: readonly PropertyKey[]): string[] {
  const at = path.reduce<unknown>((schema, key) => {
    const inside = withoutOptional(schema);
    if (inside instanceof z.ZodObject) return inside.shape[String(key)];
    return inside instanceof z.ZodArray ? inside.element : undefined;
  }, schema);
  const object = withoutOptional(at);
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

function withoutOptional(schema: unknown): unknown {
  let inside = schema;
  while (inside instanceof z.ZodPipe || inside instanceof z.ZodOptional || inside instanceof z.ZodNullable) {
    inside = inside instanceof z.ZodPipe ? inside.in : inside.unwrap();
  }
  return inside;
}

function holdsMoreThan(most: number, document: unknown): boolean {
  const open = [document];
  let count = 0;
  for (let value = open.pop(); open.length > 0 || value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const inside: unknown[] = Array.isArray(value) ? value : Object.values(value);
    count += inside.length;
    if (count > most) return true;
    for (const item of inside) open.push(item);
  }
  return false;
}
