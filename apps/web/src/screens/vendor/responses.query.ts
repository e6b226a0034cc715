import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';

export const ProgressChanged = graphql(`
  subscription ProgressChanged($id: ID!) {
    progressChanged(publicationId: $id) {
      publication {
        id
      }
    }
  }
`);

export const ResponsesQuery = graphql(`
  query Responses($id: ID!, $notice: Notice!) {
    publication(id: $id) {
      id
      kind
      revision
      severity
      titleJa
      titleEn
      publishedAt
      withdrawnAt
      progress(notice: $notice) {
        acknowledged
        delivered
        forInformation
        hospitals
        isDelivering
        outside
        overdue
        viewed
      }
      responsesOverTime(notice: $notice) {
        at
        delivered
        viewed
        acknowledged
      }
      outsideRecipients {
        id
        hospitalName
        means
        sentOn
        respondedOn
        note
        recordedAt
      }
    }
  }
`);

export type ResponsesOf = ResultOf<typeof ResponsesQuery>['publication'];
