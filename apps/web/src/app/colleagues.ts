import { graphql } from './graphql.ts';
import { useWhole } from './queries.ts';

const ColleaguesQuery = graphql(`
  query Colleagues($after: String) {
    members(first: 100, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          userId
          name
          state
          roles
        }
      }
    }
  }
`);

/** Members of the own organisation, to choose from, and to call those by name who are known by their account. */
export function useColleagues() {
  return useWhole(ColleaguesQuery, ({ members }) => members).data ?? [];
}
