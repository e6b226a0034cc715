import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';
import { FiledSource, PublishedSource, ReleaseSpokenOf } from './said-by.ts';

/** What a vulnerability means, in figures. */
export const ExposureSummaryQuery = graphql(`
  query ExposureSummary($vulnerability: String!, $component: ComponentInput) {
    exposure(vulnerability: $vulnerability, component: $component) {
      vulnerability
      title
      aliases
      isComponentKnown
      scores {
        scheme
        score
        statedScore
        severity
        vector
      }
      counts {
        status
        releaseCount
        assetCount
      }
    }
  }
`);

/** Release by release; the list on the page and the file that is made of it ask the same. */
export const ExposureRowsQuery = graphql(
  `
    query ExposureRows(
      $first: Int!
      $after: String
      $vulnerability: String!
      $component: ComponentInput
      $statuses: [ExposureStatus!]
    ) {
      exposure(vulnerability: $vulnerability, component: $component) {
        rows(first: $first, after: $after, statuses: $statuses) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              status
              isCertain
              isConfirmed
              why
              fixedIn
              path
              assetCount
              component {
                name
                version
              }
              siteCounts {
                assetCount
                site {
                  id
                  name
                  englishName
                }
              }
              statement {
                remediations {
                  category
                  details
                  url
                }
              }
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
      }
    }
  `,
  [PublishedSource, FiledSource, ReleaseSpokenOf],
);

export type ExposureSummary = ResultOf<typeof ExposureSummaryQuery>['exposure'];
export type ExposureRow = ResultOf<typeof ExposureRowsQuery>['exposure']['rows']['edges'][number]['node'];

export interface ExposureQuestion {
  vulnerability: string;
  component: { name?: string; purl?: string; cpe?: string; versionRange?: string } | null;
}
