import { InformationRequest } from './information-request.entity.ts';
import { RequestMessage } from './request-message.entity.ts';
import { RequestPause } from './request-pause.entity.ts';
import { ResponsePromise } from './response-promise.entity.ts';

export { InformationRequest };
export { InformationRequestObject } from './request.graphql.ts';
export { PromiseService } from './promise.service.ts';
export { RequestService } from './request.service.ts';

export const requestEntities = [InformationRequest, RequestMessage, RequestPause, ResponsePromise];
