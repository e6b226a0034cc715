import { UPDATE_STATES } from '../../app/choices.ts';
import type { Enumeration } from '../../app/graphql.ts';
import type { Update } from './updates.query.ts';

type State = Enumeration<'UpdateState'>;

/** Steps that the API says are possible for each of these, in the order of the work. */
export const stepsOfAll = (updates: readonly Pick<Update, 'possibleSteps'>[]): State[] =>
  UPDATE_STATES.filter((state) => updates.every(({ possibleSteps }) => possibleSteps.includes(state)));

/** Whether this side is to say that it was so, or may say it again after it disputed. */
export const awaitsSide = (
  { countersigner, countersignature }: Pick<Update, 'countersigner' | 'countersignature'>,
  side: Enumeration<'Side'>,
): boolean => countersigner === side && (countersignature === 'AWAITED' || countersignature === 'DISPUTED');

/** Whether the time that is set is still to come, or has come: afterwards it is history. */
export const isToBeDone = (state: State): boolean => state === 'SCHEDULED' || state === 'IN_PROGRESS';

/** The step that leads on; the others put it off, or back. */
const FORWARD: Partial<Record<State, State>> = {
  PLANNED: 'SCHEDULED',
  SCHEDULED: 'IN_PROGRESS',
  IN_PROGRESS: 'APPLIED',
  APPLIED: 'VERIFIED',
  FAILED: 'PLANNED',
  DEFERRED: 'PLANNED',
  NOT_APPLICABLE: 'PLANNED',
};

export const leadsOn = ({ state }: Pick<Update, 'state'>, to: State): boolean => FORWARD[state] === to;
