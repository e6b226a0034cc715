import { Module } from '@nestjs/common';
import { WebhooksModule } from './webhooks/index.ts';

/** The same records in other protocols. */
@Module({ imports: [WebhooksModule] })
export class InteropModule {}
