import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';

/** They are few: a page about one finds it among them. */
export const WebhooksQuery = graphql(`
  query Webhooks {
    webhooks {
      id
      url
      kinds
      pauseCause
      formerSecretUntil
      createdAt
      lastAttemptAt
      lastStatus
      lastFailure
    }
  }
`);

export type WebhookRow = ResultOf<typeof WebhooksQuery>['webhooks'][number];
