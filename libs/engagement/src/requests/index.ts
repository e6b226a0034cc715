import { InformationRequest } from './information-request.entity.ts';
import { RequestAttachment } from './request-attachment.entity.ts';
import { RequestMessage } from './request-message.entity.ts';
import { RequestPause } from './request-pause.entity.ts';
import { ChecklistAnswer } from './rounds/checklist-answer.entity.ts';
import { RequestRound } from './rounds/request-round.entity.ts';
import { publishedAnswerEntities } from './published/index.ts';
import { ResponsePromise } from './response-promise.entity.ts';

export { InformationRequest };
export { InformationRequestObject } from './request.graphql.ts';
export { PromiseService } from './promise.service.ts';
export { PublishedAnswerService } from './published/index.ts';
export { RequestService } from './request.service.ts';

export const requestEntities = [
  InformationRequest,
  RequestMessage,
  RequestPause,
  RequestAttachment,
  ResponsePromise,
  RequestRound,
  ChecklistAnswer,
  ...publishedAnswerEntities,
];
