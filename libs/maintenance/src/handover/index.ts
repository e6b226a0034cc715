import { Handover } from './handover.entity.ts';

export { HandoverService } from './handover.service.ts';

export const handoverEntities = [Handover];
