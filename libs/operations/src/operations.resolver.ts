import { Args, Query, Resolver } from '@nestjs/graphql';
import { Access, checkedPage, type Ctx, CurrentCtx, MutationOf, PageArgs, parsedBy } from '#libs/platform';
import * as g from './operations.graphql.ts';
import { OperationsService } from './operations.service.ts';
import { SystemState } from './system-state.ts';

@Resolver()
export class OperationsResolver {
  private readonly operations: OperationsService;

  constructor(operations: OperationsService) {
    this.operations = operations;
  }

  @Query(() => g.SystemHealthObject, { description: 'For the operator: how the portal and what it stands on fare.' })
  @Access('read', SystemState)
  systemHealth(@CurrentCtx() ctx: Ctx) {
    return this.operations.health(ctx);
  }

  @Query(() => g.FailedJobConnection, { description: 'For the operator: jobs that failed, the newest first.' })
  @Access('read', SystemState)
  failedJobs(@CurrentCtx() ctx: Ctx, @Args(checkedPage) page: PageArgs) {
    return this.operations.failedJobs(ctx, page);
  }

  @MutationOf('job', g.FailedJobObject, 'Has a failed job tried at once, also one that was given up.')
  @Access('retry', SystemState)
  async retryJob(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'Which one.' }, parsedBy(g.retryJob)) input: g.RetryJobInput,
  ) {
    return { job: await this.operations.retryJob(ctx, input.jobId) };
  }

  @Query(() => g.StorageUsageObject, { description: 'For the operator: what takes room in the store of files.' })
  @Access('read', SystemState)
  storageUsage(@CurrentCtx() ctx: Ctx) {
    return this.operations.storageUsage(ctx);
  }
}
