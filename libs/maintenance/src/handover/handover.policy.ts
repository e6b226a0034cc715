import { Asset } from '#libs/inventory';
import type { Policy } from '#libs/platform';
import { Handover } from './handover.entity.ts';

/**
 * Both hospitals read it and nobody else. Who looks after devices hands over those of the own sites, and takes over into
 * these; an offer is for the whole hospital, and anybody who looks after devices there may decline it.
 */
export const handoverPolicy: Policy = (actor, can) => {
  const { organisationId, organisationKind, siteIds } = actor;
  if (!organisationId || organisationKind !== 'HOSPITAL') return;
  can('read', Handover, { giverId: organisationId });
  can('read', Handover, { receiverId: organisationId });
  if (!actor.has('HOSPITAL_DEVICE')) return;
  const hospitalId = organisationId;
  can('handOver', Asset, siteIds === null ? { hospitalId } : { hospitalId, siteId: { $in: siteIds } });
  can('withdraw', Handover, { giverId: organisationId });
  can(['takeOver', 'decline'], Handover, { receiverId: organisationId });
};
