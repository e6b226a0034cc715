import type { Json } from '#libs/kernel';
import type { EventDraft } from '#libs/platform';
import type { Delegate, DelegateLink } from './delegate.entity.ts';

/** Names and addresses stay with the delegate. */
const ofDelegate = (kind: string, { id, siteId, expiresAt }: Delegate): EventDraft => ({
  kind,
  version: 1,
  subject: { type: 'Delegate', id },
  siteId,
  facts: { expiresAt: expiresAt.toISOString() },
});
export const delegateNamed = (delegate: Delegate) => ofDelegate('delegate.named', delegate);
export const delegateRevoked = (delegate: Delegate) => ofDelegate('delegate.revoked', delegate);

/** By whoever holds the link: in the books of the hospital, and of the vendor where it is told of the recipient. */
const ofLink = (
  kind: string,
  { id, hospitalId, deliveryId, siteId, delegateId }: DelegateLink,
  publication: { publicationId: string; vendorId: string | null },
  facts: Record<string, Json> = {},
): EventDraft => ({
  kind,
  version: 1,
  subject: { type: 'Delivery', id: deliveryId },
  organisationId: hospitalId,
  counterpartId: publication.vendorId,
  siteId,
  facts: { publicationId: publication.publicationId, delegateId, linkId: id, ...facts },
});
type Publication = Parameters<typeof ofLink>[2];

export const linkOpened = (link: DelegateLink, publication: Publication) =>
  ofLink('delegate_link.opened', link, publication);
export const linkMoved = (link: DelegateLink, publication: Publication) =>
  ofLink('delegate_link.moved', link, publication);
/** Whoever was refused is not known: the portal says that it refused. */
export const linkRefused = (link: DelegateLink, publication: Publication, reason: string): EventDraft => ({
  ...ofLink('delegate_link.refused', link, publication, { reason }),
  bySystem: true,
});
