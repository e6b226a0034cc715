import { wordsSha256, type Id, type Json } from '#libs/kernel';
import type { EventDraft } from '#libs/platform';
import type { InformationRequest } from '../information-request.entity.ts';
import type { PublishedAnswer, PublishedAnswerVersion } from './published-answer.entity.ts';

/** The vendor's own; it names a request only where that is what happened, and never when it goes to all. */
const sentence = (verb: string, answer: PublishedAnswer, facts: Record<string, Json> = {}): EventDraft => ({
  kind: `published_answer.${verb}`,
  version: 1,
  subject: { type: 'PublishedAnswer', id: answer.id },
  organisationId: answer.vendorId,
  facts: {
    productId: answer.productId,
    releaseId: answer.releaseId,
    publicationId: answer.publicationId,
    ...facts,
  },
});

const said = ({ number, title, question, words }: PublishedAnswerVersion) => ({
  number,
  wordsSha256: wordsSha256([title, question, words].join('\n')),
});

export const proposed = (
  answer: PublishedAnswer,
  version: PublishedAnswerVersion,
  requestId: Id<'InformationRequest'>,
): EventDraft => sentence('proposed', answer, { requestId, ...said(version) });
export const released = (answer: PublishedAnswer, version: PublishedAnswerVersion): EventDraft =>
  sentence('released', answer, said(version));
export const sentBack = (answer: PublishedAnswer, version: PublishedAnswerVersion): EventDraft =>
  sentence('sent_back', answer, said(version));
export const withdrawn = (answer: PublishedAnswer): EventDraft => sentence('withdrawn', answer);

/** Its hospital learns of the publication when it is delivered. */
export const publicationDrafted = (request: InformationRequest, publicationId: Id<'Publication'>): EventDraft => ({
  kind: 'request.publication_drafted',
  version: 1,
  subject: { type: 'InformationRequest', id: request.id },
  organisationId: request.vendorId,
  facts: { publicationId },
});
