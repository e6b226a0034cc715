import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';

/** One device, for its page and for the form that changes it. */
export const AssetQuery = graphql(`
  query Asset($id: ID!) {
    asset(id: $id) {
      id
      name
      serialNumber
      lot
      quantity
      location
      siteId
      connections
      isConnected
      status
      createdAt
      record {
        assetTag
        department
        responsibleId
        partOfId
        partOf {
          id
          name
          serialNumber
          location
          release {
            id
            version
            product {
              id
              name
              englishName
              makerName
              vendor {
                name
                englishName
              }
            }
          }
        }
        installedOn
        ownership
        ownerName
        networkName
        networkAddress
        zone
        exposedTo
        remoteMaintenance
        controls
        retiredOn
        decommissioning
      }
      release {
        id
        version
        stage
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
          }
        }
        product {
          id
          name
          englishName
          makerName
          vendor {
            name
            englishName
          }
        }
      }
    }
  }
`);

export type AssetOfPage = ResultOf<typeof AssetQuery>['asset'];
