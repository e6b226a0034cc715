import type { VariablesOf } from 'gql.tada';
import { ask } from '../../../app/ask.ts';
import { type Failure, failureOf } from '../../../app/failure.ts';
import { type Enumeration, graphql } from '../../../app/graphql.ts';
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

const FASTER = 'engagement.answered_meanwhile';

type Input = VariablesOf<typeof Acknowledge>['input'];

type Action = Enumeration<'RequiredActionKind'>;

interface Answers extends Omit<Input, 'siteId' | 'correctsId' | 'answers'> {
  answers: NonNullable<Input['answers']>;
  /** Each with what its devices answer by themselves, and what it said before, as it stands on the page: what came in between is not corrected unread. */
  sites: readonly { siteId: string; correctsId: string | null; derived: readonly Action[] }[];
}

export interface Refused {
  siteId: string;
  failure: Failure;
}

/**
 * The same answers for several sites, one after the other, as each speaks for itself. What one site is refused does not
 * keep the others from answering; refused to all, it is a failure like any other, unless a colleague was faster: that
 * is no fault of what was typed.
 */
export const useAnswering = (onDone: (refused: readonly Refused[]) => void) =>
  useDeed(
    async ({ sites, answers, ...said }: Answers): Promise<Refused[]> => {
      const refused: Refused[] = [];
      for (const { siteId, correctsId, derived } of sites) {
        const own = answers.filter(({ action }) => !derived.includes(action));
        try {
          await ask(Acknowledge, { input: { ...said, answers: own, siteId, correctsId } });
        } catch (error) {
          refused.push({ siteId, failure: failureOf(error) });
        }
      }
      const [first] = refused;
      if (first && refused.length === sites.length && first.failure.reason !== FASTER) throw first.failure;
      return refused;
    },
    { onDone },
  );
