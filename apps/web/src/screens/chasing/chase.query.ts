import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';

export const ChaseQuery = graphql(`
  query Chase($publicationId: ID!) {
    publication(id: $publicationId) {
      id
      titleJa
      titleEn
      severity
      state
    }
    chase(publicationId: $publicationId) {
      nextDemandAt
      plan {
        id
        isDefault
        severity
        publicationKind
        stopsAt
        quietFrom
        quietUntil
        restsOnHolidays
        steps {
          base
          delayHours
          channel
          role
        }
      }
      counts {
        side
        step
        channel
        role
        asked
        moved
        waiting
        done
        skipped
        sent
        refused
        bounced
        opened
      }
    }
  }
`);
export type ChaseOfPage = ResultOf<typeof ChaseQuery>;

export const ChasedSitesQuery = graphql(`
  query ChasedSites($publicationId: ID!, $isAnswered: Boolean, $first: Int!, $after: String) {
    chasedSites(publicationId: $publicationId, isAnswered: $isAnswered, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          deliveryId
          siteId
          state
          isAnswered
          hospital {
            id
            name
            englishName
          }
          site {
            id
            name
            englishName
          }
          coming {
            step
            channel
            role
            comesAt
          }
          steps {
            id
            side
            step
            channel
            role
            state
            dueAt
            movedTo
            takenAt
            recipientCount
            isDemanded
            recipients {
              id
              name
              email
            }
            happenings {
              id
              what
              at
              recipientId
              detail
              outcome
              reachedName
              reachedAt
              words
            }
          }
        }
      }
    }
  }
`);
export type ChasedSite = ResultOf<typeof ChasedSitesQuery>['chasedSites']['edges'][number]['node'];
export type ChasedStep = ChasedSite['steps'][number];
