import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';

export const InboxQuery = graphql(`
  query Inbox($first: Int!, $after: String, $filter: InboxFilterInput) {
    inbox(first: $first, after: $after, filter: $filter, sort: DUE) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          notice
          severity
          state
          dueOn
          affectedAssets
          unseenSites
          sites {
            siteId
            state
            coverage
            isAnswered
            mayAcknowledge
            site {
              name
              englishName
            }
          }
          publication {
            id
            titleJa
            titleEn
            vendor {
              name
              englishName
            }
            releases {
              id
              product {
                id
                name
                englishName
              }
            }
          }
        }
      }
    }
  }
`);

export type InboxRow = ResultOf<typeof InboxQuery>['inbox']['edges'][number]['node'];

/** What the tabs and selects of the inbox are made of. */
export const InboxFrameQuery = graphql(`
  query InboxFrame {
    inboxCounts {
      open
      dueSoon
      overdue
      unread
      sites {
        siteId
        open
        dueSoon
        overdue
        unread
      }
    }
  }
`);

export type InboxFrame = ResultOf<typeof InboxFrameQuery>;
