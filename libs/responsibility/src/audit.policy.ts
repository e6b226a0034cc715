import type { Policy } from '#libs/platform';
import { TrailEvent } from '#libs/trail';

/** Which rows an auditor reads, the grants say: row-level security knows them, and shows nothing else. */
export const auditPolicy: Policy = (actor, can) => {
  if (actor.has('AUDITOR') && actor.organisationId) can(['read', 'audit'], TrailEvent);
};
