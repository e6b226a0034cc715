import type { ResultOf } from 'gql.tada';
import type { Enumeration } from '../../app/graphql.ts';
import { graphql } from '../../app/graphql.ts';

/** What went along with a device. */
export const HistoryFields = graphql(`
  fragment HistoryFields on DeviceHistory {
    asOf
    release
    stage
    endOfLifeOn
    endOfSupportOn
    product {
      name
      englishName
      makerName
      makerEnglishName
    }
    periods {
      isLeftOut
      since
      notPassedOn
      handover {
        kind
        on
      }
      releases {
        version
        since
      }
      updates {
        titleJa
        titleEn
        vendorName
        state
        fromVersion
        toVersion
        appliedOn
        verifiedOn
        rolledBackOn
        performer
        countersignature
        installedSha256
        isPublishedPackage
      }
    }
  }
`);

export const HandoverQuery = graphql(
  `
    query Handover($id: ID!) {
      handover(id: $id) {
        id
        kind
        state
        direction
        handedOverOn
        returnBy
        note
        declineReason
        serialNumber
        lot
        historySha256
        historyText
        offeredAt
        answeredAt
        giver {
          name
          englishName
        }
        receiver {
          name
          englishName
        }
        release {
          id
          version
          stage
          endOfLifeOn
          endOfSupportOn
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
        assetId
        history {
          ...HistoryFields
        }
      }
    }
  `,
  [HistoryFields],
);

export type HandoverOfPage = ResultOf<typeof HandoverQuery>['handover'];

export const HANDOVER_TONE = {
  OFFERED: 'notice',
  TAKEN_OVER: 'good',
  DECLINED: 'warning',
  WITHDRAWN: 'quiet',
} as const satisfies Record<Enumeration<'HandoverState'>, string>;
