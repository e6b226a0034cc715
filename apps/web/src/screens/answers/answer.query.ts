import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';

/** One answer to all, for its page. */
export const PublishedAnswerQuery = graphql(`
  query PublishedAnswer($id: ID!) {
    publishedAnswer(id: $id) {
      id
      state
      publishedAt
      withdrawnAt
      withdrawalReason
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
      request {
        id
        title
      }
      versions {
        number
        state
        title
        question
        words
        decidedAt
        sendBackReason
      }
    }
  }
`);

export type AnswerOfPage = ResultOf<typeof PublishedAnswerQuery>['publishedAnswer'];
export type VersionOfPage = AnswerOfPage['versions'][number];
