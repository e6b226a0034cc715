import { graphql } from '../../app/graphql.ts';

export const CaseInvitationsQuery = graphql(`
  query CaseInvitations {
    caseInvitations {
      id
      invitedAt
      vendor {
        id
        name
        englishName
      }
    }
  }
`);
