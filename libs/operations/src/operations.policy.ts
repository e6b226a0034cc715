import type { Policy } from '#libs/platform';
import { SystemState } from './system-state.ts';

/** The operator keeps the portal running, and sees nothing of what goes through it. */
export const operationsPolicy: Policy = (actor, can) => {
  if (actor.has('OPERATOR') && actor.kind === 'PERSON') can(['read', 'retry'], SystemState);
};
