import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useWhole } from '../../app/queries.ts';

const ColleaguesQuery = graphql(`
  query Colleagues($after: String) {
    members(first: 100, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          userId
          name
          state
          roles
        }
      }
    }
  }
`);

/** Members of the own organisation, to call those by name whom a publication knows by their account. */
export function useColleagues() {
  return useWhole(ColleaguesQuery, ({ members }) => members).data ?? [];
}

/** Who an account is; an API key, or somebody who left long ago, has no name here. */
export function usePersonNames() {
  const { t } = useWords('publishing');
  const colleagues = useColleagues();
  return (id: string): string => colleagues.find(({ userId }) => userId === id)?.name ?? t('program');
}

export function PersonName({ id }: { id: string }) {
  const nameOf = usePersonNames();
  return <span dir="auto">{nameOf(id)}</span>;
}
