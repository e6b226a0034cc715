import { Acknowledgement } from './acknowledgement.entity.ts';
import { chasingEntities } from './chasing/index.ts';
import { delegateEntities } from './delegates/index.ts';
import { DeliverySite } from './delivery-site.entity.ts';
import { Delivery } from './delivery.entity.ts';
import { requestEntities } from './requests/index.ts';

export { AnsweringService } from './answering.service.ts';
export type { ActionAnswer } from './answers.ts';
export { ChaseService, ChasingPlanService } from './chasing/index.ts';
export { DelegateService } from './delegates/index.ts';
export { EngagementModule } from './engagement.module.ts';
export { PromiseService, PublishedAnswerService, RequestService } from './requests/index.ts';

export const engagementEntities = [
  Delivery,
  DeliverySite,
  Acknowledgement,
  ...requestEntities,
  ...chasingEntities,
  ...delegateEntities,
];
