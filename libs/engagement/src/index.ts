import { Acknowledgement } from './acknowledgement.entity.ts';
import { DeliverySite } from './delivery-site.entity.ts';
import { Delivery } from './delivery.entity.ts';

export { Acknowledgement } from './acknowledgement.entity.ts';
export { AnsweringService } from './answering.service.ts';
export { DeliverySite } from './delivery-site.entity.ts';
export { Delivery } from './delivery.entity.ts';
export { EngagementModule } from './engagement.module.ts';
export { engagementPolicy } from './engagement.policy.ts';
export { InboxService } from './inbox.service.ts';

export const engagementEntities = [Delivery, DeliverySite, Acknowledgement];
