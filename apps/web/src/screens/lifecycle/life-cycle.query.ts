import { graphql } from '../../app/graphql.ts';

/** What waits, and what loses support in which year. */
export const LifeCycleFrameQuery = graphql(`
  query LifeCycleFrame($fromYear: Int!, $toYear: Int!, $siteId: ID, $vendorId: ID) {
    endOfSupportCounts {
      undecided
      undecidedAtEndOfSupport
      awaitingSignature
      reviewsSoon
    }
    replacementPlan(fromYear: $fromYear, toYear: $toYear, siteId: $siteId, vendorId: $vendorId) {
      year
      vendorId
      assetCount
      undecidedCount
      vendor {
        name
        englishName
      }
    }
  }
`);

export const LifeCycleTimelineQuery = graphql(`
  query LifeCycleTimeline(
    $first: Int!
    $after: String
    $siteId: ID
    $vendorId: ID
    $undecidedOnly: Boolean!
    $stage: LifeCycleStage
  ) {
    lifecycleTimeline(
      first: $first
      after: $after
      siteId: $siteId
      vendorId: $vendorId
      undecidedOnly: $undecidedOnly
      stage: $stage
    ) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          releaseId
          endsOn
          assetCount
          undecidedCount
          awaitsDecision
          release {
            id
            version
            stage
            endOfSupportOn
            isShortNotice
            isSuddenLegacy
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
    }
  }
`);
