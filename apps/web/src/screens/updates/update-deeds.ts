import type { ResultOf, VariablesOf } from 'gql.tada';
import { ask } from '../../app/ask.ts';
import { Failure } from '../../app/failure.ts';
import { type Enumeration, graphql } from '../../app/graphql.ts';
import { useDeed } from '../../app/queries.ts';
import type { Update } from './updates.query.ts';

const ResultFields = graphql(`
  fragment ResultFields on UpdateStepResult {
    applicationId
    refusal {
      code
      reason
      message
    }
  }
`);

const RecordSteps = graphql(
  `
    mutation RecordUpdateSteps($input: RecordUpdateStepsInput!) {
      recordUpdateSteps(input: $input) {
        results {
          ...ResultFields
        }
      }
    }
  `,
  [ResultFields],
);

const Countersign = graphql(
  `
    mutation CountersignUpdates($input: CountersignUpdatesInput!) {
      countersignUpdates(input: $input) {
        results {
          ...ResultFields
        }
      }
    }
  `,
  [ResultFields],
);

const DecideWithdrawn = graphql(
  `
    mutation DecideWithdrawnUpdates($input: DecideWithdrawnUpdatesInput!) {
      decideWithdrawnUpdates(input: $input) {
        results {
          ...ResultFields
        }
      }
    }
  `,
  [ResultFields],
);

/** What somebody chose to do with one update, or with several. */
export type Deed =
  | { kind: 'step'; to: Enumeration<'UpdateState'> }
  | { kind: 'countersign'; verdict: Enumeration<'CountersignVerdict'> }
  | { kind: 'decide'; decision: Enumeration<'WithdrawalDecision'> };

export type Step = VariablesOf<typeof RecordSteps>['input']['step'];
export type StepResult = ResultOf<typeof ResultFields>;
export type Chosen = Pick<Update, 'id' | 'version'>;

/** As many as the API takes at once. */
const AT_ONCE = 500;

/** Asks for as many at once as the API takes. Of one alone the refusal is that of the whole act, and stands in its form. */
async function ofEach(
  updates: readonly Chosen[],
  send: (applications: { applicationId: string; version: number }[]) => Promise<readonly StepResult[]>,
): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  for (let from = 0; from < updates.length; from += AT_ONCE) {
    const some = updates.slice(from, from + AT_ONCE);
    results.push(...(await send(some.map(({ id, version }) => ({ applicationId: id, version })))));
  }
  const [only] = results;
  if (results.length === 1 && only?.refusal) throw new Failure(only.refusal);
  return results;
}

interface Options {
  onDone: (results: readonly StepResult[]) => void;
}

export const useRecordSteps = (options: Options) =>
  useDeed(
    ({ updates, step }: { updates: readonly Chosen[]; step: Step }) =>
      ofEach(updates, async (applications) => {
        const { recordUpdateSteps } = await ask(RecordSteps, { input: { applications, step } });
        return recordUpdateSteps.results;
      }),
    options,
  );

interface Said {
  updates: readonly Chosen[];
  note: string;
}

export const useCountersign = (verdict: Enumeration<'CountersignVerdict'>, options: Options) =>
  useDeed(
    ({ updates, note }: Said) =>
      ofEach(updates, async (applications) => {
        const input = { applications, verdict, note: note || null };
        return (await ask(Countersign, { input })).countersignUpdates.results;
      }),
    options,
  );

export const useDecideWithdrawn = (decision: Enumeration<'WithdrawalDecision'>, options: Options) =>
  useDeed(
    ({ updates, note }: Said) =>
      ofEach(updates, async (applications) => {
        const input = { applications, decision, reason: note };
        return (await ask(DecideWithdrawn, { input })).decideWithdrawnUpdates.results;
      }),
    options,
  );
