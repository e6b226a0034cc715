import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';

export const MembersQuery = graphql(`
  query Members($first: Int!, $after: String) {
    members(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          userId
          name
          email
          roles
          siteIds
          state
          isOutside
        }
      }
    }
  }
`);

export type MemberRow = ResultOf<typeof MembersQuery>['members']['edges'][number]['node'];
