import { enumeration } from '#libs/platform';
import type { DeclineReason, RequestState, Urgency } from './information-request.entity.ts';
import type { MessageKind } from './request-message.entity.ts';

export const UrgencyEnum = enumeration<Urgency>('RequestUrgency', 'How soon a hospital needs an answer.', {
  URGENT: 'Care or security depends on it now.',
  NORMAL: 'In the ordinary course of work.',
  LOW: 'When there is time.',
});

export const RequestStateEnum = enumeration<RequestState>('InformationRequestState', 'Where a request stands.', {
  OPEN: 'The vendor has not answered.',
  ANSWERED: 'The vendor answered.',
  DECLINED: 'The vendor does not answer, and said why.',
  CLOSED: 'The hospital closed it after that.',
  REOPENED: 'The hospital asked again; the vendor has not answered since.',
});

export const DeclineReasonEnum = enumeration<DeclineReason>('DeclineReason', 'Why a vendor does not answer.', {
  NOT_OUR_PRODUCT: 'It is not about a product of the vendor.',
  CONFIDENTIAL: 'The vendor may not or will not tell it.',
  SUPPORT_ENDED: 'The release is no longer supported.',
  NOT_CONTRACTED: 'It is not part of the contract.',
  NOT_AVAILABLE: 'The vendor does not have it, and cannot get it.',
  ANSWERED_ELSEWHERE: 'It was told already, as the words say where.',
  OTHER: 'As the words say.',
});

export const MessageKindEnum = enumeration<MessageKind>('RequestMessageKind', 'What a message is.', {
  QUESTION: 'What the hospital asked first.',
  REPLY: 'What either side said besides, or noted for itself.',
  ANSWER: "The vendor's answer.",
  DECLINE: 'Why the vendor does not answer.',
  REOPENING: 'What the hospital asked again.',
});
