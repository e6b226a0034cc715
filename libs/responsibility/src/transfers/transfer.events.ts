import { createHash } from 'node:crypto';
import type { Id, Json } from '#libs/kernel';
import type { EventDraft } from '#libs/platform';
import type { TransferItem } from './transfer-item.entity.ts';
import { STAYS_WITH_VENDOR, type ResponsibilityTransfer } from './transfer.entity.ts';

/** The words of an item and of an objection stay with it: the trail proves them by their hash. */
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const itemFacts = (item: TransferItem): Record<string, Json> => ({
  itemId: item.id,
  number: item.number,
  version: item.version,
  item: item.kind,
  textSha256: sha256(item.text),
  effectiveOn: item.effectiveOn,
  siteIds: item.siteIds && [...item.siteIds],
});

const ofTransfer = (
  kind: string,
  transfer: ResponsibilityTransfer,
  by: Id<'Organisation'>,
  facts: Record<string, Json>,
): EventDraft => ({
  kind,
  version: 1,
  subject: { type: 'ResponsibilityTransfer', id: transfer.id },
  counterpartId: transfer.otherParty(by),
  facts: {
    vendorId: transfer.vendorId,
    hospitalId: transfer.hospitalId,
    releaseId: transfer.releaseId,
    ...facts,
  },
});

type OfItem = (transfer: ResponsibilityTransfer, item: TransferItem) => EventDraft;
export const itemProposed: OfItem = (transfer, item) =>
  ofTransfer('transfer.item_proposed', transfer, transfer.vendorId, itemFacts(item));
export const itemWithdrawn: OfItem = (transfer, item) =>
  ofTransfer('transfer.item_withdrawn', transfer, transfer.vendorId, itemFacts(item));
export const itemAccepted: OfItem = (transfer, item) =>
  ofTransfer('transfer.item_accepted', transfer, transfer.hospitalId, itemFacts(item));
export const itemContested: OfItem = (transfer, item) =>
  ofTransfer('transfer.item_contested', transfer, transfer.hospitalId, {
    ...itemFacts(item),
    noteSha256: sha256(item.note ?? ''),
  });

/** What was signed, whole, and what the law leaves with the vendor. */
export const transferSigned = (
  transfer: ResponsibilityTransfer,
  by: Id<'Organisation'>,
  items: readonly TransferItem[],
): EventDraft =>
  ofTransfer('transfer.signed', transfer, by, {
    side: by === transfer.vendorId ? 'VENDOR' : 'HOSPITAL',
    isSignedByBoth: transfer.vendorSignedAt !== null && transfer.hospitalSignedAt !== null,
    items: items.map(itemFacts),
    staysWithVendor: [...STAYS_WITH_VENDOR],
  });
