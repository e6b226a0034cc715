import type { Enumeration } from '../../app/graphql.ts';
import { startOfDay } from '../../ui/day-input.tsx';
import { dayAfter, today } from './days.ts';

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
