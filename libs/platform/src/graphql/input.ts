import type { PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { invalidInput, isCalendarDate, isId, type FieldError, type Id } from '#libs/kernel';

/**
 * Reads a mutation's input by its schema.
 * @throws INVALID_INPUT `input.invalid` with every wrong field at once.
 */
export function parseInput<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value, { error: sentenceOf });
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(fieldErrorOf);
  throw invalidInput('input.invalid', `The input is not right: ${fields[0]?.message ?? 'see "fields".'}`, fields);
}

/** The same, where the resolver takes it: `@Args('input', parsedBy(approvePublication)) input: ApprovePublicationInput`. */
export const parsedBy = <T extends z.ZodType>(schema: T): PipeTransform<unknown, z.output<T>> => ({
  transform: (value) => parseInput(schema, value),
});

const MISSING = 'Fill this in.';

/** A rule of a schema with the stable key of its refusal: `.refine(isInFuture, because('publishing.due_in_past', '…'))`. */
export const because = (reason: string, message: string) => ({ message, params: { reason } });

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
// eslint-disable-next-line no-control-regex
const CONTROL_IN_LONG_TEXT = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** One line that people read: trimmed, NFC, 1 to `max` characters, no control characters or changes of direction. */
export const text = (max: number) =>
  z
    .string()
    .transform((value) => value.normalize('NFC').trim())
    .refine(
      (value) => value.isWellFormed() && !CONTROL.test(value),
      because('input.control_character', 'Leave out control characters.'),
    )
    .pipe(lengthOf(max));

/** Text of several lines; a line ends with a newline, however it was typed. */
export const longText = (max: number) =>
  z
    .string()
    .transform((value) => value.normalize('NFC').replace(/\r\n?/g, '\n').replaceAll('\t', '    ').trim())
    .refine(
      (value) => value.isWellFormed() && !CONTROL_IN_LONG_TEXT.test(value),
      because('input.control_character', 'Leave out control characters.'),
    )
    .pipe(lengthOf(max));

/** Counted as people count: a character outside the basic plane is one. */
const lengthOf = (max: number) =>
  z
    .string()
    .min(1, { error: MISSING })
    .refine((value) => [...value].length <= max, because('input.too_long', `Use at most ${max} characters.`));

export const id = <Kind extends string>() =>
  z
    .string()
    .refine(isId, because('input.not_an_id', 'This is not an id.'))
    .transform((value): Id<Kind> => value.toLowerCase());

export const calendarDate = () =>
  z.string().refine(isCalendarDate, because('input.not_a_date', 'Write an existing date like 2026-11-23.'));

/** Lower case, so that one person is one account. */
export const email = () =>
  z
    .string()
    .transform((value) => value.trim().toLowerCase())
    .pipe(
      z
        .email({ error: 'Write an e-mail address like name@example.jp.' })
        .max(254, { error: 'Use at most 254 characters.' }),
    );

type Issue = z.core.$ZodIssue;

function fieldErrorOf(issue: Issue): FieldError {
  return { path: issue.path.map(String).join('.'), reason: reasonOf(issue), message: issue.message };
}

function reasonOf(issue: Issue): string {
  const isLength = 'origin' in issue && (issue.origin === 'string' || issue.origin === 'array');
  switch (issue.code) {
    case 'custom':
      return typeof issue.params?.['reason'] === 'string' ? issue.params['reason'] : 'input.invalid';
    case 'invalid_type':
      return issue.message === MISSING ? 'input.required' : 'input.wrong_type';
    case 'too_small':
      if (issue.minimum === 1 && isLength) return 'input.required';
      return isLength ? 'input.too_short' : 'input.too_small';
    case 'too_big':
      return isLength ? 'input.too_long' : 'input.too_large';
    case 'invalid_format':
      return 'input.bad_format';
    case 'invalid_value':
      return 'input.not_one_of';
    case 'unrecognized_keys':
      return 'input.unknown_field';
    default:
      return 'input.invalid';
  }
}

/** Our words for zod's own refusals; a schema's own message goes before them. */
function sentenceOf(issue: z.core.$ZodRawIssue): string | undefined {
  const unit = issue['origin'] === 'string' ? ' characters' : issue['origin'] === 'array' ? ' entries' : '';
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null
        ? MISSING
        : `This must be a ${String(issue['expected'])}.`;
    case 'too_small':
      return issue['minimum'] === 1 && unit ? MISSING : `Use at least ${String(issue['minimum'])}${unit}.`;
    case 'too_big':
      return `Use at most ${String(issue['maximum'])}${unit}.`;
    case 'invalid_value':
      return `Use one of: ${(issue['values'] as unknown[]).join(', ')}.`;
    case 'invalid_format':
      return 'This is not written as it should be.';
    case 'unrecognized_keys':
      return `There is no such field: ${issue['keys'].join(', ')}.`;
    default:
      return undefined;
  }
}
