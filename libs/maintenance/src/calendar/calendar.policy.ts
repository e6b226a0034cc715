import type { Policy } from '#libs/platform';
import { CalendarLink } from './calendar-link.entity.ts';

/** Whoever plans updates at a site may have them in a calendar. An administrator may end what got into wrong hands. */
export const calendarPolicy: Policy = (actor, can) => {
  const { organisationId, organisationKind, siteIds } = actor;
  if (!organisationId || organisationKind !== 'HOSPITAL') return;
  const hospitalId = organisationId;
  can('read', CalendarLink, { hospitalId });
  if (actor.kind !== 'PERSON') return;
  if (actor.has('HOSPITAL_ADMIN')) can('revoke', CalendarLink, { hospitalId });
  if (!actor.has('HOSPITAL_DEVICE')) return;
  const atOwnSites = siteIds === null ? { hospitalId } : { hospitalId, siteId: { $in: siteIds } };
  can(['make', 'revoke'], CalendarLink, atOwnSites);
};
