import type { VariablesOf } from 'gql.tada';
import { ask } from '../../../app/ask.ts';
import { type Failure, failureOf } from '../../../app/failure.ts';
import { graphql } from '../../../app/graphql.ts';
import { useDeed } from '../../../app/queries.ts';

const Acknowledge = graphql(`
  mutation Acknowledge($input: AcknowledgeInput!) {
    acknowledge(input: $input) {
      delivery {
        id
      }
    }
  }
`);

type Input = VariablesOf<typeof Acknowledge>['input'];

interface Answers extends Omit<Input, 'siteId'> {
  siteIds: readonly string[];
}

interface Refused {
  siteId: string;
  failure: Failure;
}

/**
 * The same answers for several sites, one after the other, as each speaks for itself. What one site is refused does not
 * keep the others from answering; refused to all, it is a failure like any other.
 */
export const useAnswering = (onDone: (refused: readonly Refused[]) => void) =>
  useDeed(
    async ({ siteIds, ...answers }: Answers): Promise<Refused[]> => {
      const refused: Refused[] = [];
      for (const siteId of siteIds) {
        try {
          await ask(Acknowledge, { input: { ...answers, siteId } });
        } catch (error) {
          refused.push({ siteId, failure: failureOf(error) });
        }
      }
      const [first] = refused;
      if (first && refused.length === siteIds.length) throw first.failure;
      return refused;
    },
    { onDone },
  );
