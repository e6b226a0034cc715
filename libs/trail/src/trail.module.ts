import { Module, type OnModuleInit } from '@nestjs/common';
import { Config, PolicyRegistry } from '#libs/platform';
import { SignerKey } from '#libs/transparency';
import { LogFollower } from './log-follower.ts';
import { logKeyOf } from './log-key.ts';
import { PublicLog } from './public-log.service.ts';
import { Receipts } from './receipts.service.ts';
import { TrailController } from './trail.controller.ts';
import { trailPolicy } from './trail.policy.ts';
import { TrailRepository } from './trail.repository.ts';
import { TrailResolver } from './trail.resolver.ts';
import { TrailService } from './trail.service.ts';

/**
 * The record of who did what: read, proved, published. The composition root gives TrailWriter to the unit of work and runs
 * the Sequencer in the worker.
 */
@Module({
  controllers: [TrailController],
  providers: [
    { provide: SignerKey, useFactory: logKeyOf, inject: [Config] },
    LogFollower,
    PublicLog,
    Receipts,
    TrailRepository,
    TrailResolver,
    TrailService,
  ],
  exports: [LogFollower, Receipts, SignerKey, TrailRepository],
})
export class TrailModule implements OnModuleInit {
  private readonly policies: PolicyRegistry;

  constructor(policies: PolicyRegistry) {
    this.policies = policies;
  }

  onModuleInit(): void {
    this.policies.add(trailPolicy);
  }
}
