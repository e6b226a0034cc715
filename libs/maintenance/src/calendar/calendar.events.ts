import type { EventDraft } from '#libs/platform';
import type { CalendarLink } from './calendar-link.entity.ts';

/** Its name is free text, in which people may be named: it stays with the link. */
const ofLink = (kind: string, link: CalendarLink): EventDraft => ({
  kind,
  version: 1,
  subject: { type: 'CalendarLink', id: link.id },
  siteId: link.siteId,
  facts: { siteId: link.siteId, madeBy: link.createdBy },
});

export const calendarLinkMade = (link: CalendarLink) => ofLink('calendar_link.made', link);
export const calendarLinkRevoked = (link: CalendarLink) => ofLink('calendar_link.revoked', link);
