import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';

export const OwnProductQuery = graphql(`
  query OwnProduct($id: ID!) {
    product(id: $id) {
      id
      vendorId
      name
      englishName
      kind
      isConnectable
      identifiers {
        id
        scheme
        value
      }
      releases {
        id
        version
        stage
        releasedOn
        endOfLifeOn
        endOfSupportOn
        milestonePackages {
          milestone
          dueOn
          isDue
          isComplete
          items {
            item
            state
            publicationId
          }
        }
      }
    }
  }
`);

export type OwnProduct = ResultOf<typeof OwnProductQuery>['product'];
export type OwnRelease = OwnProduct['releases'][number];
