import { wordsSha256, type Id } from '#libs/kernel';
import type { EventDraft } from '#libs/platform';
import type { Handover } from './handover.entity.ts';

/**
 * Told to both, to each in its own trail and without the other's id, so that neither reads who acted in the other nor where
 * the device stands there: the handover and the hash of the history are the same in both, and join them.
 * @param by whose people acted; in the other's trail the system tells it.
 * @param siteId of the own device, for the one who acted.
 */
const toldToBoth = (
  kind: string,
  handover: Handover,
  by: Id<'Organisation'>,
  siteId: Id<'Site'> | null = null,
): EventDraft[] =>
  [handover.giverId, handover.receiverId].map((organisationId) => {
    const isOwn = organisationId === by;
    const isGiver = organisationId === handover.giverId;
    return {
      kind,
      version: 1,
      subject: { type: 'Handover', id: handover.id },
      organisationId,
      ...(!isOwn && { bySystem: true }),
      siteId: isOwn ? siteId : null,
      facts: {
        side: isGiver ? 'GIVER' : 'RECEIVER',
        handover: handover.kind,
        assetId: isGiver ? handover.assetId : handover.receiverAssetId,
        releaseId: handover.releaseId,
        serialNumber: handover.serialNumber,
        handedOverOn: handover.handedOverOn,
        returnBy: handover.returnBy,
        noteSha256: wordsSha256(handover.note),
        declineReasonSha256: wordsSha256(handover.declineReason),
        historySha256: handover.historySha256,
      },
    };
  });

export const offered = (one: Handover, siteId: Id<'Site'>) => toldToBoth('handover.offered', one, one.giverId, siteId);
export const takenOver = (one: Handover, siteId: Id<'Site'>) =>
  toldToBoth('handover.taken_over', one, one.receiverId, siteId);
export const declined = (one: Handover) => toldToBoth('handover.declined', one, one.receiverId);
export const withdrawn = (one: Handover, siteId: Id<'Site'>) =>
  toldToBoth('handover.withdrawn', one, one.giverId, siteId);
