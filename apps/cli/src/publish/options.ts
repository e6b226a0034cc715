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
}

/** @throws CliError when the due date is not a calendar date; whether it is in the past the portal says. */
export function actionsOf(due: string | undefined, asks: readonly string[]): { kind: string; dueOn: string }[] {
  const parse = (text: string) => {
    const [kind = '', dueOn = ''] = text.split('=', 2);
    if (/^[A-Z_]+$/.test(kind) && /^\d{4}-\d{2}-\d{2}$/.test(dueOn)) return { kind, dueOn };
    const hint = 'Write --due 2027-01-31, or --ask APPLY_UPDATE=2027-01-31.';
    throw usageError(`"${text}" names no action with its last day.`, hint);
  };
  return [...(due === undefined ? [] : [`ACKNOWLEDGE=${due}`]), ...asks].map(parse);
}
