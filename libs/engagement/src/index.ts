import { Acknowledgement } from './acknowledgement.entity.ts';
import { DeliverySite } from './delivery-site.entity.ts';
import { Delivery } from './delivery.entity.ts';

export { EngagementModule } from './engagement.module.ts';

export const engagementEntities = [Delivery, DeliverySite, Acknowledgement];
