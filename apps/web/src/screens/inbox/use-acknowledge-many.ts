import type { ResultOf } from 'gql.tada';
import { ask } from '../../app/ask.ts';
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
  refusal: Result['refusal'];
}

interface Acknowledged {
  deliveries: readonly InboxRow[];
  siteIds: readonly string[];
  comment: string | null;
}

/** Acknowledges for each site the deliveries that concern it. */
export const useAcknowledgeMany = (onDone: (results: readonly AcknowledgeResult[]) => void) =>
  useDeed(
    async ({ deliveries, siteIds, comment }: Acknowledged): Promise<AcknowledgeResult[]> => {
      const results: AcknowledgeResult[] = [];
      for (const siteId of siteIds) {
        const concerned = deliveries.filter(({ sites }) => sites.some((site) => site.siteId === siteId));
        for (let from = 0; from < concerned.length; from += AT_ONCE) {
          const some = new Map(concerned.slice(from, from + AT_ONCE).map((delivery) => [delivery.id, delivery]));
          const { acknowledgeMany } = await ask(AcknowledgeMany, {
            input: { deliveryIds: [...some.keys()], siteId, comment },
          });
          for (const { deliveryId, refusal } of acknowledgeMany.results) {
            const delivery = some.get(deliveryId);
            if (delivery) results.push({ delivery, siteId, refusal });
          }
        }
      }
      return results;
    },
    { onDone },
  );
