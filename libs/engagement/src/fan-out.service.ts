import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { AnsweringRepository } from './answering.repository.ts';
import { sitesReached } from './engagement.events.ts';
import { nextDelivery, nextSecondCheckMissed, nextWithdrawal, type Chunk, type FanOutJobs } from './engagement.jobs.ts';
import { FanOutRepository } from './fan-out.repository.ts';
import { StandingRepository } from './standing.repository.ts';

/** Hospitals in one transaction: small enough to be seen soon, large enough to be few. */
export const CHUNK = 2_000;

/** Brings publications to the hospitals concerned, each once, however often a job runs. Run as the system. */
@Injectable()
export class FanOutService implements FanOutJobs {
  private readonly uow: UnitOfWork;
  private readonly fanOut: FanOutRepository;
  private readonly standing: StandingRepository;
  private readonly answering: AnsweringRepository;

  constructor(uow: UnitOfWork, fanOut: FanOutRepository, standing: StandingRepository, answering: AnsweringRepository) {
    this.uow = uow;
    this.fanOut = fanOut;
    this.standing = standing;
    this.answering = answering;
  }

  /**
   * A revision that is in force no more is not delivered: the next one, or the withdrawal, is. What it replaced is closed
   * all the same.
   */
  async deliver(ctx: Ctx, { publicationId, after }: Chunk): Promise<void> {
    const isComplete = await this.uow.runAsSystem(ctx, async (tx) => {
      const state = await this.fanOut.holdState(tx, publicationId);
      if (after === null) await this.standing.closeFormer(tx, publicationId);
      if (state !== 'PUBLISHED') return false;
      const { last } = await this.fanOut.deliver(tx, publicationId, { after, limit: CHUNK });
      if (last) tx.queue(nextDelivery({ publicationId, after: last }));
      return last === null;
    });
    if (isComplete) await this.uow.runAsSystem(ctx, (tx) => this.fanOut.complete(tx, publicationId, 'PUBLICATION'));
  }

  async deliverWithdrawal(ctx: Ctx, { publicationId, after }: Chunk): Promise<void> {
    const isComplete = await this.uow.runAsSystem(ctx, async (tx) => {
      if ((await this.fanOut.holdState(tx, publicationId)) !== 'WITHDRAWN') return false;
      if (after === null) {
        await this.standing.closeFormer(tx, publicationId);
        await this.standing.close(tx, publicationId);
      }
      const { last } = await this.fanOut.deliverWithdrawal(tx, publicationId, { after, limit: CHUNK });
      if (last) tx.queue(nextWithdrawal({ publicationId, after: last }));
      return last === null;
    });
    if (isComplete) await this.uow.runAsSystem(ctx, (tx) => this.fanOut.complete(tx, publicationId, 'WITHDRAWAL'));
  }

  /** What is in force for a release, to a hospital that holds it since later. */
  async deliverLate(ctx: Ctx, releaseId: Id<'Release'>, hospitalId: Id<'Organisation'>): Promise<void> {
    const publicationIds = await this.uow.runAsSystem(ctx, (tx) => this.fanOut.inForceFor(tx, releaseId));
    await this.deliverEach(ctx, publicationIds, hospitalId);
  }

  /** What is in force between a vendor and a hospital that confirmed to deal with each other. */
  async deliverToPartner(ctx: Ctx, vendorId: Id<'Organisation'>, hospitalId: Id<'Organisation'>): Promise<void> {
    const disclose = () => this.uow.runAsSystem(ctx, (tx) => this.standing.disclose(tx, vendorId, hospitalId));
    await disclose();
    const publicationIds = await this.uow.runAsSystem(ctx, (tx) => this.fanOut.inForceAt(tx, hospitalId, vendorId));
    await this.deliverEach(ctx, publicationIds, hospitalId);
    // Delivering waited for whoever was delivering the same at that moment, and had not read of the relationship.
    await disclose();
  }

  /** What is in force for a hospital that could not be reached, or not at all of its sites. */
  async deliverToHospital(ctx: Ctx, hospitalId: Id<'Organisation'>): Promise<void> {
    const publicationIds = await this.uow.runAsSystem(ctx, (tx) => this.fanOut.inForceAt(tx, hospitalId, null));
    await this.deliverEach(ctx, publicationIds, hospitalId);
  }

  admitReader(ctx: Ctx, memberId: Id<'Member'>): Promise<void> {
    return this.uow.runAsSystem(ctx, (tx) => this.standing.admitReader(tx, memberId));
  }

  tellSecondCheckMissed(ctx: Ctx, { publicationId, after }: Chunk): Promise<void> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      const last = await this.standing.tellSecondCheckMissed(tx, publicationId, { after, limit: CHUNK });
      if (last) tx.queue(nextSecondCheckMissed({ publicationId, after: last }));
    });
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
    const standing = await this.standing.openDeliveryOf(tx, publicationId, hospitalId);
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
