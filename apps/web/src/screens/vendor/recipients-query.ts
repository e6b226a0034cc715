import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';

export const RecipientsQuery = graphql(`
  query Recipients($publicationId: ID!, $notice: Notice!, $state: RecipientState!, $first: Int!, $after: String) {
    recipients(publicationId: $publicationId, notice: $notice, state: $state, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          hospitalId
          hospital {
            name
            englishName
          }
          state
          isOverdue
          dueOn
          deliveredAt
          siteCount
          openSites
          unseenSites
          answers {
            action
            answer
            sites
          }
        }
      }
    }
  }
`);

export type RecipientRow = ResultOf<typeof RecipientsQuery>['recipients']['edges'][number]['node'];
