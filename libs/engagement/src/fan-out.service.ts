import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { AnsweringRepository } from './answering.repository.ts';
import { sitesReached } from './engagement.events.ts';
import { nextDelivery, nextWithdrawal, type Chunk, type FanOutJobs } from './engagement.jobs.ts';
import { FanOutRepository } from './fan-out.repository.ts';

/** Hospitals in one transaction: small enough to be seen soon, large enough to be few. */
export const CHUNK = 2_000;

/** Brings publications to the hospitals concerned, each once, however often a job runs. Run as the system. */
@Injectable()
export class FanOutService implements FanOutJobs {
  private readonly uow: UnitOfWork;
  private readonly fanOut: FanOutRepository;
  private readonly answering: AnsweringRepository;

  constructor(uow: UnitOfWork, fanOut: FanOutRepository, answering: AnsweringRepository) {
    this.uow = uow;
    this.fanOut = fanOut;
    this.answering = answering;
  }

  /** A revision that is in force no more is not delivered: the next one, or the withdrawal, is. */
  deliver(ctx: Ctx, { publicationId, after }: Chunk): Promise<void> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      if ((await this.fanOut.holdState(tx, publicationId)) !== 'PUBLISHED') return;
      if (after === null) await this.fanOut.closeFormer(tx, publicationId);
      const { last } = await this.fanOut.deliver(tx, publicationId, { after, limit: CHUNK });
      if (last) tx.queue(nextDelivery({ publicationId, after: last }));
    });
  }

  deliverWithdrawal(ctx: Ctx, { publicationId, after }: Chunk): Promise<void> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      if ((await this.fanOut.holdState(tx, publicationId)) !== 'WITHDRAWN') return;
      if (after === null) await this.fanOut.close(tx, publicationId);
      const { last } = await this.fanOut.deliverWithdrawal(tx, publicationId, { after, limit: CHUNK });
      if (last) tx.queue(nextWithdrawal({ publicationId, after: last }));
    });
  }

  /** What is in force for a release, to a hospital that holds it since later. */
  async deliverLate(ctx: Ctx, releaseId: Id<'Release'>, hospitalId: Id<'Organisation'>): Promise<void> {
    const publicationIds = await this.uow.runAsSystem(ctx, (tx) => this.fanOut.inForceFor(tx, releaseId));
    await this.deliverEach(ctx, publicationIds, hospitalId);
  }

  /** What is in force between a vendor and a hospital that confirmed to deal with each other. */
  async deliverToPartner(ctx: Ctx, vendorId: Id<'Organisation'>, hospitalId: Id<'Organisation'>): Promise<void> {
    const publicationIds = await this.uow.runAsSystem(ctx, async (tx) => {
      await this.fanOut.disclose(tx, vendorId, hospitalId);
      return this.fanOut.inForceBetween(tx, vendorId, hospitalId);
    });
    await this.deliverEach(ctx, publicationIds, hospitalId);
  }

  /** One transaction for each, so that approving one of them never waits for the others. */
  private async deliverEach(
    ctx: Ctx,
    publicationIds: readonly Id<'Publication'>[],
    hospitalId: Id<'Organisation'>,
  ): Promise<void> {
    for (const publicationId of publicationIds) {
      await this.uow.runAsSystem(ctx, async (tx) => {
        if ((await this.fanOut.holdState(tx, publicationId)) !== 'PUBLISHED') return;
        const { delivered } = await this.fanOut.deliver(tx, publicationId, { only: hospitalId });
        if (delivered === 0) await this.extend(tx, publicationId, hospitalId);
      });
    }
  }

  /** Sites that a standing delivery did not concern, or asked nothing. */
  private async extend(tx: Tx, publicationId: Id<'Publication'>, hospitalId: Id<'Organisation'>): Promise<void> {
    const standing = await this.fanOut.openDeliveryOf(tx, publicationId, hospitalId);
    if (!standing) return;
    const { delivery, sites } = standing;
    const { sites: concerned, asked } = await this.fanOut.concernedNow(tx, publicationId, hospitalId);
    const reached = concerned.flatMap(({ siteId, isConnected }) => {
      const site = sites.find((one) => one.siteId === siteId);
      return delivery.reach(site, siteId, isConnected, asked) ?? [];
    });
    if (reached.length === 0) return;
    await this.answering.extend(tx, delivery, reached);
    await tx.record(sitesReached(delivery, reached));
  }
}
