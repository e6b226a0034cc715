import type { ResultOf } from 'gql.tada';
import { ask } from '../../app/ask.ts';
import { type Failure, failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useDeed } from '../../app/queries.ts';
import type { InboxRow } from './inbox.query.ts';

const AcknowledgeMany = graphql(`
  mutation AcknowledgeMany($input: AcknowledgeManyInput!) {
    acknowledgeMany(input: $input) {
      results {
        deliveryId
        refusal {
          code
          reason
          message
        }
      }
    }
  }
`);

/** As many as the API takes at once. */
const AT_ONCE = 100;

type Result = ResultOf<typeof AcknowledgeMany>['acknowledgeMany']['results'][number];

export interface AcknowledgeResult {
  delivery: InboxRow;
  siteId: string;
  refusal: Result['refusal'] | Failure;
}

interface Acknowledged {
  deliveries: readonly InboxRow[];
  siteIds: readonly string[];
  comment: string | null;
}

/**
 * Acknowledges for each site the deliveries that concern it. What goes wrong at one site does not hide what was recorded
 * for another; where nothing was recorded for any, it is a failure like any other.
 */
export const useAcknowledgeMany = (onDone: (results: readonly AcknowledgeResult[]) => void) =>
  useDeed(
    async ({ deliveries, siteIds, comment }: Acknowledged): Promise<AcknowledgeResult[]> => {
      const results: AcknowledgeResult[] = [];
      let failure: Failure | null = null;
      let isAnswered = false;
      for (const siteId of siteIds) {
        const concerned = deliveries.filter(({ sites }) => sites.some((site) => site.siteId === siteId));
        for (let from = 0; from < concerned.length; from += AT_ONCE) {
          const some = new Map(concerned.slice(from, from + AT_ONCE).map((delivery) => [delivery.id, delivery]));
          try {
            const { acknowledgeMany } = await ask(AcknowledgeMany, {
              input: { deliveryIds: [...some.keys()], siteId, comment },
            });
            isAnswered = true;
            for (const { deliveryId, refusal } of acknowledgeMany.results) {
              const delivery = some.get(deliveryId);
              if (delivery) results.push({ delivery, siteId, refusal });
            }
          } catch (error) {
            failure ??= failureOf(error);
            for (const delivery of some.values()) results.push({ delivery, siteId, refusal: failureOf(error) });
          }
        }
      }
      if (failure && !isAnswered) throw failure;
      return results;
    },
    { onDone },
  );
