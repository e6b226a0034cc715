import { graphql } from './graphql.ts';
import { useOrganisationNames } from './organisation-names.ts';
import { useWhole } from './queries.ts';
import { sideOf, useViewer } from './session.ts';

const PartnersQuery = graphql(`
  query Partners($after: String) {
    relationships(first: 100, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          hospitalId
          vendorId
          state
        }
      }
    }
  }
`);

/** The organisations at the other end of the own relationships, by name. */
export function usePartners() {
  const isHospital = sideOf(useViewer()) === 'hospital';
  const nameOfOrganisation = useOrganisationNames();
  const { data = [] } = useWhole(PartnersQuery, ({ relationships }) => relationships);
  const all = data.map(({ id, hospitalId, vendorId, state }) => {
    const organisationId = isHospital ? vendorId : hospitalId;
    return { relationshipId: id, organisationId, state, label: nameOfOrganisation(organisationId) };
  });
  return {
    all,
    active: all.filter(({ state }) => state === 'ACTIVE'),
    of: (relationshipId: string) => all.find((partner) => partner.relationshipId === relationshipId),
  };
}
