import { graphql } from './graphql.ts';
import { nameOf, useLanguage } from './language.ts';
import { useAnswer } from './queries.ts';
import { useViewer } from './session.ts';

const OrganisationsQuery = graphql(`
  query OrganisationNames {
    organisations(first: 100) {
      edges {
        node {
          id
          name
          englishName
        }
      }
    }
  }
`);

/** Names of organisations that one may know of; of others their id, as the record has it. */
export function useOrganisationNames() {
  const language = useLanguage();
  const { organisation } = useViewer();
  const { data } = useAnswer(OrganisationsQuery, {}, { refreshes: false });
  const known = new Map(data?.organisations.edges.map(({ node }) => [node.id, nameOf(node, language)]));
  if (organisation) known.set(organisation.id, nameOf(organisation, language));
  return (id: string | null): string => (id === null ? '–' : (known.get(id) ?? id));
}
