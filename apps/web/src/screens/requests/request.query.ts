import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';

export const RequestChanged = graphql(`
  subscription RequestChanged($id: ID) {
    informationRequestChanged(requestId: $id) {
      request {
        id
      }
    }
  }
`);

/** One request, for its page. */
export const RequestQuery = graphql(`
  query Request($id: ID!) {
    informationRequest(id: $id) {
      id
      title
      urgency
      state
      declineReason
      mds2QuestionId
      component
      vulnerability
      askedAt
      promisedHours
      dueAt
      isOverdue
      pausedSince
      settledAt
      closedAt
      pauses {
        fromAt
        untilAt
      }
      hospital {
        id
        name
        englishName
      }
      vendor {
        id
        name
        englishName
      }
      product {
        id
        name
        englishName
      }
      release {
        id
        version
      }
      publication {
        id
        titleJa
        titleEn
      }
    }
  }
`);

export type RequestOfPage = ResultOf<typeof RequestQuery>['informationRequest'];

/** What was said, page by page. */
export const RequestMessagesQuery = graphql(`
  query RequestMessages($id: ID!, $first: Int!, $after: String) {
    requestMessages(requestId: $id, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          words
          isInternal
          waitsForHospital
          authorName
          writtenAt
          organisation {
            id
            name
            englishName
          }
        }
      }
    }
  }
`);
