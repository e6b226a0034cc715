import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { isCalendarDate } from '#libs/kernel';

/** RFC 3339, with its offset: a time without one means something else in each time zone. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

function readInstant(value: unknown): Date {
  if (typeof value === 'string' && INSTANT.test(value) && isCalendarDate(value.slice(0, 10))) {
    const instant = new Date(value);
    if (!Number.isNaN(instant.getTime())) return instant;
  }
  throw new GraphQLError('A DateTime is written like 2026-11-23T04:05:06Z, with its offset.');
}

function readCalendarDate(value: unknown): string {
  if (typeof value === 'string' && isCalendarDate(value)) return value;
  throw new GraphQLError('A CalendarDate is written like 2026-11-23 and must exist.');
}

function readByteCount(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new GraphQLError('A ByteCount is a whole number from 0 to 9007199254740991.');
}

const stringOf = (node: ValueNode): unknown => (node.kind === Kind.STRING ? node.value : undefined);

export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description:
    'An instant, in ISO 8601 with an offset; answers are in UTC with milliseconds: 2026-11-23T04:05:06.789Z.',
  serialize: (value) => (value instanceof Date ? value : readInstant(value)).toISOString(),
  parseValue: readInstant,
  parseLiteral: (node) => readInstant(stringOf(node)),
});

export const CalendarDate = new GraphQLScalarType<string, string>({
  name: 'CalendarDate',
  description: 'A date in the calendar of Japan without a time: 2026-11-23.',
  serialize: readCalendarDate,
  parseValue: readCalendarDate,
  parseLiteral: (node) => readCalendarDate(stringOf(node)),
});

/** PostgreSQL's bigint arrives as a string. */
export const ByteCount = new GraphQLScalarType<number, number>({
  name: 'ByteCount',
  description: 'A number of bytes, as a whole JSON number up to 2^53 - 1. (Int ends at 2 GiB.)',
  serialize: (value) => readByteCount(typeof value === 'number' ? value : Number(value)),
  parseValue: readByteCount,
  parseLiteral: (node) => readByteCount(node.kind === Kind.INT ? Number(node.value) : undefined),
});
