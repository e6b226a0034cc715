import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';

export const PlanQuery = graphql(`
  query PlanOfUpdate($id: ID!) {
    publication(id: $id) {
      id
      kind
      state
      titleJa
      titleEn
      releases {
        id
        version
        product {
          id
          name
          englishName
          releases {
            id
            version
          }
        }
      }
      myDelivery {
        id
        affectedAssets
      }
    }
  }
`);

export type PlannedPublication = ResultOf<typeof PlanQuery>['publication'];

/** Devices that the package is about; those that are refused are called by these names too. */
export const PlannableAssetsQuery = graphql(`
  query PlannableAssets($deliveryId: ID!, $first: Int!, $after: String) {
    affectedAssets(deliveryId: $deliveryId, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          name
          serialNumber
          lot
          location
          quantity
          siteId
          release {
            version
            product {
              name
              englishName
            }
          }
        }
      }
    }
  }
`);

export type PlannableAsset = ResultOf<typeof PlannableAssetsQuery>['affectedAssets']['edges'][number]['node'];

export const PlanUpdates = graphql(`
  mutation PlanUpdates($input: PlanUpdatesInput!) {
    planUpdates(input: $input) {
      planned
      waves {
        wave
        planned
        outsideWindows
      }
      refused {
        assetId
        refusal {
          reason
          message
        }
      }
    }
  }
`);

export type PlanResult = ResultOf<typeof PlanUpdates>['planUpdates'];
