import type { Enumeration } from '../../app/graphql.ts';
import { startOfDay } from '../../ui/day-input.tsx';

export const VIEWS = ['list', 'board', 'calendar'] as const;
/** What somebody has to look after, whatever the state. */
export const MATTERS = ['DUE', 'HALTED', 'AWAITED', 'DISPUTED'] as const;

/** The filters of the updates, as the address has them. */
export interface UpdatesSearch {
  view?: (typeof VIEWS)[number] | undefined;
  state?: Enumeration<'UpdateState'> | undefined;
  matter?: (typeof MATTERS)[number] | undefined;
  siteId?: string | undefined;
  publicationId?: string | undefined;
  responsibleId?: string | undefined;
  /** Days between which something is scheduled, both of them included. */
  from?: string | undefined;
  until?: string | undefined;
}

/** What was to be done until today, and is not. */
const UNFINISHED = ['SCHEDULED', 'IN_PROGRESS'] as const;

/** The day as the reader's calendar has it, so many days later: `2027-03-31`. */
export function dayAfter(day: string, days = 1): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Today, where the reader is. */
export const today = (): string => new Date().toLocaleDateString('sv-SE');

/** What the API is asked, by these filters. */
export function filterOf(search: UpdatesSearch) {
  const { state, matter, siteId, publicationId, responsibleId, from, until } = search;
  const last = until ?? (matter === 'DUE' ? today() : undefined);
  return {
    states: state ? [state] : matter === 'DUE' ? [...UNFINISHED] : null,
    countersignature: matter === 'AWAITED' || matter === 'DISPUTED' ? matter : null,
    isHalted: matter === 'HALTED' ? true : null,
    siteId: siteId ?? null,
    publicationId: publicationId ?? null,
    responsibleId: responsibleId ?? null,
    from: from ? startOfDay(from) : null,
    to: last ? startOfDay(dayAfter(last)) : null,
  };
}
