import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';

export const TransferQuery = graphql(`
  query Transfer($id: ID!) {
    responsibilityTransfer(id: $id) {
      id
      state
      createdAt
      hospitalSignedAt
      vendorSignedAt
      staysWithVendor
      hospital {
        name
        englishName
      }
      vendor {
        name
        englishName
      }
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
      items {
        id
        number
        version
        kind
        text
        note
        state
        effectiveOn
        isInEffect
        siteIds
      }
      itemHistory {
        id
        number
        version
        text
        note
        state
        proposedAt
        answeredAt
      }
    }
  }
`);

export type Transfer = ResultOf<typeof TransferQuery>['responsibilityTransfer'];
export type TransferItem = Transfer['items'][number];
