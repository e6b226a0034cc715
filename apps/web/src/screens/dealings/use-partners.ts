import { graphql } from '../../app/graphql.ts';
import { useOrganisationNames } from '../../app/organisation-names.ts';
import { useAnswer } from '../../app/queries.ts';
import { sideOf, useViewer } from '../../app/session.ts';

const PartnersQuery = graphql(`
  query Partners {
    relationships(first: 100) {
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
  const { data } = useAnswer(PartnersQuery, {}, { refreshes: false });
  const all = (data?.relationships.edges ?? []).map(({ node: { id, hospitalId, vendorId, state } }) => {
    const organisationId = isHospital ? vendorId : hospitalId;
    return { relationshipId: id, organisationId, state, label: nameOfOrganisation(organisationId) };
  });
  return {
    active: all.filter(({ state }) => state === 'ACTIVE'),
    of: (relationshipId: string) => all.find((partner) => partner.relationshipId === relationshipId),
  };
}
