import { createHash } from 'node:crypto';
import type { Id, Json } from '#libs/kernel';
import type { EventDraft } from '#libs/platform';
import { wordsOf, type Acknowledgement } from './acknowledgement.entity.ts';
import type { DeliverySite } from './delivery-site.entity.ts';
import type { Delivery } from './delivery.entity.ts';

/**
 * What engagement tells the trail. `delivery.delivered` and `delivery.disclosed` are written where the rows are made, in
 * fan-out.repository.ts. The vendor reads along only where it is told of the recipient.
 */
const sentence = (
  kind: string,
  delivery: Delivery,
  facts: Record<string, Json>,
  siteId: Id<'Site'> | null = null,
): EventDraft => ({
  kind,
  version: 1,
  subject: { type: 'Delivery', id: delivery.id },
  counterpartId: delivery.isVendorInformed ? delivery.vendorId : null,
  siteId,
  facts: { publicationId: delivery.publicationId, revision: delivery.revision, notice: delivery.notice, ...facts },
});

export const deliveryViewed = (delivery: Delivery, sites: readonly DeliverySite[]): EventDraft =>
  sentence(
    'delivery.viewed',
    delivery,
    { siteIds: sites.map(({ siteId }) => siteId).toSorted() },
    sites.length === 1 ? (sites[0]?.siteId ?? null) : null,
  );

/** Comments are content and stay with the acknowledgement; their hash lets the receipt vouch for them. */
export const acknowledged = (delivery: Delivery, acknowledgement: Acknowledgement): EventDraft =>
  sentence(
    acknowledgement.correctsId ? 'acknowledgement.corrected' : 'delivery.acknowledged',
    delivery,
    {
      acknowledgementId: acknowledgement.id,
      correctsId: acknowledgement.correctsId,
      answers: acknowledgement.answers.map(({ action, answer }) => ({ action, answer })),
      wordsSha256: createHash('sha256').update(wordsOf(acknowledgement)).digest('hex'),
      ...(acknowledgement.delegateId && { delegateId: acknowledgement.delegateId }),
    },
    acknowledgement.siteId,
  );

export const siteCovered = (delivery: Delivery, { siteId, coverage, coveredById }: DeliverySite): EventDraft =>
  sentence('delivery.site_covered', delivery, { coverage, coveredById }, siteId);

/** By the system, for the vendor where it knows of the recipient, and else for the hospital alone. */
export const sitesReached = (delivery: Delivery, sites: readonly DeliverySite[]): EventDraft => ({
  ...sentence('delivery.extended', delivery, { siteIds: sites.map(({ siteId }) => siteId).toSorted() }),
  organisationId: delivery.isVendorInformed ? delivery.vendorId : delivery.hospitalId,
  counterpartId: delivery.isVendorInformed ? delivery.hospitalId : null,
});
