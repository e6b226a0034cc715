import type { Policy } from '#libs/platform';
import { TrailEvent } from './trail-event.entity.ts';

/** Every member reads what their own organisation did, and what others did that concerns it or for it. */
export const trailPolicy: Policy = (actor, can) => {
  const { organisationId } = actor;
  if (!organisationId) return;
  can('read', TrailEvent, { organisationId });
  can('read', TrailEvent, { counterpartId: organisationId });
  can('read', TrailEvent, { onBehalfOfId: organisationId });
};
