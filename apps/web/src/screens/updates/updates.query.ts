import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';

/** What every view says of an update on a device. */
export const UpdateFields = graphql(`
  fragment UpdateFields on UpdateApplication {
    id
    version
    state
    possibleSteps
    actingForId
    hospitalId
    siteId
    wave
    performer
    startsAt
    endsAt
    timeZone
    isOutsideWindows
    reviewOn
    countersignature
    countersigner
    isPublishedPackage
    isHalted
    isDecisionAwaited
    withdrawalDecision
    asset {
      id
      name
      serialNumber
      lot
      location
      quantity
    }
    publication {
      id
      titleJa
      titleEn
      revision
    }
    fromRelease {
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
    toRelease {
      id
      version
    }
  }
`);

export type Update = ResultOf<typeof UpdateFields>;

export const UpdatesQuery = graphql(
  `
    query Updates(
      $first: Int!
      $after: String
      $states: [UpdateState!]
      $countersignature: Countersignature
      $isHalted: Boolean
      $siteId: ID
      $publicationId: ID
      $responsibleId: ID
      $from: DateTime
      $to: DateTime
    ) {
      updateApplications(
        first: $first
        after: $after
        states: $states
        countersignature: $countersignature
        isHalted: $isHalted
        siteId: $siteId
        publicationId: $publicationId
        responsibleId: $responsibleId
        from: $from
        to: $to
      ) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...UpdateFields
          }
        }
      }
    }
  `,
  [UpdateFields],
);
