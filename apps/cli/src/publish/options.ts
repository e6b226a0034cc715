import { calendarDate, isCalendarDate } from '#libs/kernel';
import { usageError } from '../failure.ts';

/** What a publication says of itself. */
export interface Description {
  kind: string;
  title: string;
  summary: string | null;
  severity: string;
  tlp: string;
  /** What it asks: kind and last day. */
  actions: { kind: string; dueOn: string }[];
  effectiveOn: string | null;
}

export interface PublishOptions extends Description {
  url: string;
  key: string;
  files: string[];
  /** Identifier, name or id. */
  product: string | null;
  /** Versions of it. */
  releases: string[];
  submits: boolean;
  waits: boolean;
  /** Why the warnings in its files may stand. */
  justification: string | null;
}

/** @throws CliError when a last day is no day of the calendar, or lies in the past in Japan, where due dates are read. */
export function actionsOf(
  due: string | undefined,
  asks: readonly string[],
  today = calendarDate(new Date()),
): { kind: string; dueOn: string }[] {
  const parse = (text: string) => {
    const [kind = '', dueOn = ''] = text.split('=', 2);
    if (!/^[A-Z_]+$/.test(kind) || !isCalendarDate(dueOn)) {
      const hint = 'Write --due 2027-01-31, or --ask APPLY_UPDATE=2027-01-31.';
      throw usageError(`"${text}" names no action with its last day.`, hint);
    }
    if (dueOn >= today) return { kind, dueOn };
    throw usageError(`The due date ${dueOn} lies in the past: in Japan it is ${today}.`, 'Give the hospitals time.');
  };
  return [...(due === undefined ? [] : [`ACKNOWLEDGE=${due}`]), ...asks].map(parse);
}
