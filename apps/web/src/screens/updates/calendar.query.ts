import { useQuery } from '@tanstack/react-query';
import type { ResultOf } from 'gql.tada';
import { ask } from '../../app/ask.ts';
import { graphql } from '../../app/graphql.ts';
import { type Update, UpdatesQuery } from './updates.query.ts';
import type { filterOf } from './search.ts';

export const WindowsOfMonth = graphql(`
  query WindowsOfMonth($siteId: ID, $from: DateTime!, $to: DateTime!) {
    maintenanceWindows(siteId: $siteId) {
      siteId
      name
      timeZone
      occurrences(from: $from, to: $to) {
        startsAt
        endsAt
      }
    }
  }
`);

/** At most so many of a month are read; the page says it when there are more. */
const MOST = 1_000;
const AT_ONCE = 100;

interface AllOf {
  updates: Update[];
  /** How many there are, which may be more. */
  total: number;
}

/** All updates of a filter, and not page by page: a calendar has no end to scroll to. */
export function useUpdatesOf(filter: ReturnType<typeof filterOf>) {
  return useQuery({
    queryKey: ['Updates', filter, 'calendar'],
    async queryFn({ signal }): Promise<AllOf> {
      const updates: Update[] = [];
      let after: string | null = null;
      for (;;) {
        const answer: ResultOf<typeof UpdatesQuery> = await ask(
          UpdatesQuery,
          { ...filter, first: AT_ONCE, after },
          signal,
        );
        const { edges, pageInfo, totalCount } = answer.updateApplications;
        updates.push(...edges.map(({ node }) => node));
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
        if (after === null || updates.length >= MOST) return { updates, total: totalCount };
      }
    },
  });
}
