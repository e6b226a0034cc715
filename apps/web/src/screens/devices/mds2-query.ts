import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';
import { FiledSource, PublishedSource, ReleaseSpokenOf } from './said-by.ts';

export const Mds2ComparisonQuery = graphql(
  `
    query Mds2Comparison($releaseIds: [ID!]!, $section: String, $differencesOnly: Boolean!) {
      mds2Comparison(releaseIds: $releaseIds, section: $section, differencesOnly: $differencesOnly) {
        rows {
          edition
          section
          questionId
          isDifferent
          answers {
            answer
            note
            raw
          }
        }
        sources {
          edition
          assetCount
          publication {
            ...PublishedSource
          }
          filedDocument {
            ...FiledSource
          }
          release {
            ...ReleaseSpokenOf
          }
        }
      }
    }
  `,
  [PublishedSource, FiledSource, ReleaseSpokenOf],
);

export type Mds2Comparison = ResultOf<typeof Mds2ComparisonQuery>['mds2Comparison'];

export const AssetsByAnswerQuery = graphql(`
  query AssetsByAnswer(
    $first: Int!
    $after: String
    $questionId: String!
    $answers: [Mds2Choice!]!
    $includeUnknown: Boolean!
  ) {
    assetsByMds2Answer(
      first: $first
      after: $after
      questionId: $questionId
      answers: $answers
      includeUnknown: $includeUnknown
    ) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          answer
          note
          raw
          asset {
            id
            name
            serialNumber
            location
            siteId
            quantity
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
          publication {
            id
            kind
            titleJa
            titleEn
            publishedAt
            vendor {
              name
              englishName
            }
          }
          filedDocument {
            id
            kind
            title
            receivedOn
          }
        }
      }
    }
  }
`);

export type AssetByAnswer = ResultOf<typeof AssetsByAnswerQuery>['assetsByMds2Answer']['edges'][number]['node'];
