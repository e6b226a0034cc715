import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';

export const RoundsQuery = graphql(`
  query RequestRounds($first: Int!, $after: String) {
    requestRounds(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          title
          askedAt
          counts {
            asked
            answered
            declined
            open
            overdue
          }
        }
      }
    }
  }
`);

export const RoundQuery = graphql(`
  query RequestRound($id: ID!) {
    requestRound(id: $id) {
      id
      kind
      title
      words
      askedAt
      counts {
        asked
        answered
        declined
        open
        overdue
      }
      items {
        id
        ja
        en
      }
    }
  }
`);

export const RoundRequestsQuery = graphql(`
  query RoundRequests($first: Int!, $after: String, $roundId: ID!) {
    informationRequests(first: $first, after: $after, roundId: $roundId) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          state
          askedAt
          dueAt
          isOverdue
          pausedSince
          settledAt
          promisedHours
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
          answer {
            words
          }
          checklist {
            item
            answer
            targetOn
          }
        }
      }
    }
  }
`);

export type RoundRow = ResultOf<typeof RoundsQuery>['requestRounds']['edges'][number]['node'];
export type RoundRequest = ResultOf<typeof RoundRequestsQuery>['informationRequests']['edges'][number]['node'];
