import { wordsSha256, type Id, type Json } from '#libs/kernel';
import type { EventDraft } from '#libs/platform';
import type { InformationRequest } from './information-request.entity.ts';
import type { RequestAttachment } from './request-attachment.entity.ts';
import type { SaidMessage } from './request-message.entity.ts';
import type { ChecklistAnswer } from './rounds/checklist-answer.entity.ts';
import type { RequestRound } from './rounds/request-round.entity.ts';
import type { ResponsePromise } from './response-promise.entity.ts';

/** Words are content and stay with the message; their hash lets the receipt vouch for them. */
const said = ({ id, words, attachments }: SaidMessage) => ({
  messageId: id,
  wordsSha256: wordsSha256(words),
  attachmentsSha256: attachments.map(({ sha256 }) => sha256),
});

/** Both sides read it. */
const sentence = (
  verb: string,
  request: InformationRequest,
  by: Id<'Organisation'>,
  facts: Record<string, Json> = {},
): EventDraft => ({
  kind: `request.${verb}`,
  version: 1,
  subject: { type: 'InformationRequest', id: request.id },
  organisationId: by,
  counterpartId: by === request.vendorId ? request.hospitalId : request.vendorId,
  facts: {
    urgency: request.urgency,
    productId: request.productId,
    releaseId: request.releaseId,
    publicationId: request.publicationId,
    dueAt: request.dueAt?.toISOString() ?? null,
    ...facts,
  },
});

export const asked = (request: InformationRequest, question: SaidMessage): EventDraft =>
  sentence('asked', request, request.hospitalId, {
    promisedHours: request.promisedHours,
    roundId: request.roundId,
    ...said(question),
  });

/** To the hospital alone: no vendor learns who else is asked. */
export const roundAsked = (round: RequestRound, requests: readonly InformationRequest[]): EventDraft => ({
  kind: 'request_round.asked',
  version: 1,
  subject: { type: 'RequestRound', id: round.id },
  facts: {
    kind: round.kind,
    checklist: round.checklist,
    requestIds: requests.map(({ id }) => id),
    wordsSha256: wordsSha256(round.words),
  },
});

/** A note is told to nobody but the side that wrote it. */
export const replied = (request: InformationRequest, message: SaidMessage): EventDraft =>
  message.isInternal
    ? { ...sentence('noted', request, message.organisationId, said(message)), counterpartId: null }
    : sentence('replied', request, message.organisationId, said(message));

export const paused = (request: InformationRequest): EventDraft => sentence('paused', request, request.vendorId);
export const resumed = (request: InformationRequest, by: Id<'Organisation'>): EventDraft =>
  sentence('resumed', request, by);
export const answered = (
  request: InformationRequest,
  message: SaidMessage,
  checklist: readonly ChecklistAnswer[],
): EventDraft =>
  sentence('answered', request, request.vendorId, {
    ...said(message),
    ...(checklist.length > 0 && {
      checklist: checklist.map(({ item, answer, confirmedOn, targetOn }) => ({ item, answer, confirmedOn, targetOn })),
    }),
  });
export const declined = (request: InformationRequest, message: SaidMessage): EventDraft =>
  sentence('declined', request, request.vendorId, { reason: request.declineReason, ...said(message) });
export const closed = (request: InformationRequest): EventDraft => sentence('closed', request, request.hospitalId);
export const reopened = (request: InformationRequest, message: SaidMessage): EventDraft =>
  sentence('reopened', request, request.hospitalId, said(message));
/** By the system, to the vendor and its hospital. */
export const overdue = (request: InformationRequest): EventDraft => sentence('overdue', request, request.vendorId);

/** What one side sent the other reads; a file of a note is told to nobody else. */
export const attachmentDownloaded = (
  request: InformationRequest,
  { messageId, uploadId, sha256, isInternal }: RequestAttachment,
  by: Id<'Organisation'>,
): EventDraft => {
  const told = sentence('attachment_downloaded', request, by, { messageId, uploadId, sha256 });
  return isInternal ? { ...told, counterpartId: null } : told;
};

export const promisesPublished = (
  vendorId: Id<'Organisation'>,
  promises: readonly Pick<ResponsePromise, 'urgency' | 'hours'>[],
): EventDraft => ({
  kind: 'response_promises.published',
  version: 1,
  subject: { type: 'Organisation', id: vendorId },
  facts: { promises: promises.map(({ urgency, hours }) => ({ urgency, hours })) },
});
