import type { ErrorObject } from 'ajv';
import { quoted, unlistedLicence } from './cyclonedx-findings.ts';

export interface Violation {
  pointer: string;
  detail: string;
}

/**
 * How telling an error is, the most first. Where a schema has branches (oneOf, anyOf) the validator lists what each of
 * them missed; most likely meant is the branch that went deepest, and there what a value is tells more than what it
 * lacks.
 */
const TELLING = ['', 'type', 'required', 'additionalProperties', 'not', 'if', 'anyOf', 'oneOf'];

/** One sentence for what a validator found wrong at one value. */
export function tell(errors: readonly ErrorObject[]): Violation {
  const ranked = errors.map((error) => ({
    error,
    depth: depthOf(error),
    rank: Math.max(0, TELLING.indexOf(error.keyword)),
  }));
  const branches = ranked.filter(({ error }) => !BRANCHING.has(error.keyword));
  const [first] = (branches.length > 0 ? branches : ranked).toSorted((a, b) => b.depth - a.depth || a.rank - b.rank);
  if (!first) return { pointer: '', detail: 'The document does not keep to its schema.' };

  const { instancePath, keyword } = first.error;
  const same = errors.filter((error) => error.instancePath === instancePath && error.keyword === keyword);
  return { pointer: instancePath, detail: sentenceOf(first.error, same) };
}

const BRANCHING = new Set(['oneOf', 'anyOf', 'if']);

const depthOf = ({ instancePath }: ErrorObject): number => instancePath.split('/').length;

/** `same` are the errors of the other branches that ask for something of the same kind at the same value. */
function sentenceOf(error: ErrorObject, same: readonly ErrorObject[]): string {
  const params = error.params as Record<string, unknown>;
  const value = shown(error.data);
  switch (error.keyword) {
    case 'required': {
      const names = [
        ...new Set(same.map((each) => quoted(String((each.params as Record<string, unknown>).missingProperty)))),
      ];
      return names.length > 1 ? `One of ${names.join(', ')} has to be there.` : `${names.join('')} is missing.`;
    }
    case 'additionalProperties':
      return `${quoted(String(params.additionalProperty))} is nothing that the format knows here.`;
    case 'type': {
      const types = [...new Set(same.flatMap((each) => (each.params as { type: string | string[] }).type))];
      return `${value} stands where ${types.map((type) => TYPES[type] ?? type).join(' or ')} is asked for.`;
    }
    case 'enum':
      if (memberOf(error) === 'id' && typeof error.data === 'string') return unlistedLicence(error.data);
      return `${value} is none of the values allowed: ${listed(params.allowedValues)}.`;
    case 'format':
      return `${value} is not ${FORMATS[String(params.format)] ?? `of the form "${String(params.format)}"`}.`;
    case 'pattern':
      if (params.pattern === ON_ONE_LINE) return `${value} has to stand on one line.`;
      return `${value} is not ${PATTERNS.get(memberOf(error)) ?? `of the form ${String(params.pattern)}`}.`;
    case 'uniqueItems':
      return 'Two items of the list are equal.';
    case 'minLength':
      return error.data === '' ? 'The text is empty.' : `${value} is too short.`;
    case 'maxLength':
      return `${value} is too long.`;
    case 'not':
      return ruleOf(error) ?? `${requiredIn(error.schema)} cannot stand here together with the rest.`;
    case 'oneOf':
      return 'It has to be exactly one of several forms that the format has for this, and is not.';
    default:
      return `${value} ${error.message ?? 'does not keep to the schema'}.`;
  }
}

/** A rule that is not about one value alone is told in the words of the schema itself. */
function ruleOf({ parentSchema }: ErrorObject): string | undefined {
  const description: unknown = parentSchema?.description;
  return typeof description === 'string' ? `It breaks a rule of the format. ${description}` : undefined;
}

function requiredIn(schema: unknown): string {
  const names = (schema as { required?: unknown } | undefined)?.required;
  return Array.isArray(names) ? names.map((name) => quoted(String(name))).join(' and ') : 'This';
}

function memberOf({ instancePath }: ErrorObject): string {
  return instancePath.slice(instancePath.lastIndexOf('/') + 1);
}

const ON_ONE_LINE = '^(.*)$';

/** Members that are known by a pattern, and what it means. */
const PATTERNS = new Map([
  ['serialNumber', 'urn:uuid: with a UUID in lower case'],
  ['content', 'a hash in hexadecimal digits, of a length that hashes have'],
  ['mime-type', 'a media type, such as text/plain'],
]);

const TYPES: Record<string, string> = {
  array: 'a list',
  object: 'an object',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};

const FORMATS: Record<string, string> = {
  'date-time': 'a date with time and time zone, such as 2025-01-31T12:00:00Z',
  date: 'a date, such as 2025-01-31',
  'idn-email': 'an e-mail address',
  uri: 'a URI',
};

const MAX_LISTED = 20;

function listed(values: unknown): string {
  const all = Array.isArray(values) ? values : [];
  const first = all.slice(0, MAX_LISTED).map(String);
  return all.length > MAX_LISTED ? `${first.slice(0, 3).join(', ')} … (${all.length} in all)` : first.join(', ');
}

function shown(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return 'A list';
  return typeof value === 'object' && value !== null ? 'An object' : String(value);
}
