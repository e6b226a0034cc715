export { type Receipt, receiptFile, receiptText } from './receipt.ts';
export { Receipts } from './receipts.service.ts';
export { Sequencer } from './sequencer.ts';
export { trailEntities, TrailEvent } from './trail-event.entity.ts';
export { TrailWriter } from './trail-writer.repository.ts';
export { ReceiptFile, TrailArgs, TrailEventConnection, trailFilter } from './trail.graphql.ts';
export { TrailModule } from './trail.module.ts';
export { type TrailFilter, TrailRepository, type TrailScope } from './trail.repository.ts';
