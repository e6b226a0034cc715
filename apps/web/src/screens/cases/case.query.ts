import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';

export const CaseQuery = graphql(`
  query Case($id: ID!) {
    case(id: $id) {
      id
      kind
      title
      state
      version
      openedAt
      closedAt
      noticedAt
      patientImpact
      assetCount
      reporterName
      cveIds
      jvnIds
      embargoUntil
      nextSteps {
        to
        side
      }
      vendor {
        id
        name
        englishName
      }
      hospital {
        id
        name
        englishName
      }
      releases {
        id
        version
        product {
          id
          name
          englishName
        }
      }
      assets {
        id
        name
        serialNumber
      }
      publication {
        id
        titleJa
        titleEn
      }
      source {
        id
        title
      }
      clocks {
        id
        basis
        awareAt
        dueAt
        isOverdue
        metAt
        metWords
        organisation {
          id
          name
          englishName
        }
      }
      internals {
        notes
        contacts
        measures
        version
      }
      parties {
        id
        name
        email
        state
        seesFrom
        organisationName
        organisationEnglishName
      }
    }
  }
`);

export type CaseOfPage = ResultOf<typeof CaseQuery>['case'];

/** What was said and done, page by page. */
export const CaseEntriesQuery = graphql(`
  query CaseEntries($id: ID!, $first: Int!, $after: String) {
    caseEntries(caseId: $id, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          authorName
          words
          isInternal
          correctsId
          toState
          toldWhom
          toldMeans
          toldAt
          writtenAt
          organisationId
          organisationName
          organisationEnglishName
          files {
            id
            uploadId
            name
            sizeBytes
          }
        }
      }
    }
  }
`);

export type EntryOfCase = ResultOf<typeof CaseEntriesQuery>['caseEntries']['edges'][number]['node'];
