import { graphql } from './graphql.ts';
import { nameOf, useLanguage } from './language.ts';
import { useWhole } from './queries.ts';
import { useViewer } from './session.ts';

const OrganisationsQuery = graphql(`
  query OrganisationNames($after: String) {
    organisations(first: 100, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
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
  const { data = [] } = useWhole(OrganisationsQuery, ({ organisations }) => organisations);
  const known = new Map(data.map((one) => [one.id, nameOf(one, language)]));
  if (organisation) known.set(organisation.id, nameOf(organisation, language));
  return (id: string | null): string => (id === null ? '–' : (known.get(id) ?? id));
}
