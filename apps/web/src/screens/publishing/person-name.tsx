import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';

const ColleaguesQuery = graphql(`
  query Colleagues {
    members(first: 100) {
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
  const { data } = useAnswer(ColleaguesQuery, {}, { refreshes: false });
  return data?.members.edges.map(({ node }) => node) ?? [];
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
