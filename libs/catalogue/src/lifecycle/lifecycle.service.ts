import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { calendarDate, type Id } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { releaseChanged } from '../catalogue.events.ts';
import { CatalogueRepository } from '../catalogue.repository.ts';
import type { NoticeOfDates, Release } from '../release.entity.ts';
import { byNotice, changesIn, dateReached, type ReleaseLifecycleChange } from './lifecycle-change.entity.ts';
import { LifecycleRepository } from './lifecycle.repository.ts';

const CHUNK = 500;

/** How long releases are supported: what a day brings, what a notice says, and what was before. */
@Injectable()
export class LifecycleService {
  private readonly uow: UnitOfWork;
  private readonly lifecycle: LifecycleRepository;
  private readonly catalogue: CatalogueRepository;

  constructor(uow: UnitOfWork, lifecycle: LifecycleRepository, catalogue: CatalogueRepository) {
    this.uow = uow;
    this.lifecycle = lifecycle;
    this.catalogue = catalogue;
  }

  /** Brings every release to the stage of its dates; again on the same day it finds nothing. */
  async reachDates(ctx: Ctx): Promise<void> {
    while ((await this.reachSome(ctx)) === CHUNK);
  }

  /**
   * Within the transaction that publishes a notice: its releases become what it says.
   * @throws INVALID_INPUT when the dates are not in order.
   */
  async follow(
    tx: Tx,
    publicationId: Id<'Publication'>,
    notice: NoticeOfDates & { versions: readonly string[] },
    releaseIds: readonly Id<'Release'>[],
  ): Promise<void> {
    for (const seen of await this.catalogue.releasesByIds(tx, releaseIds)) {
      if (notice.versions.length > 0 && !notice.versions.includes(seen.version)) continue;
      const release = await this.catalogue.lockRelease(tx, seen);
      const before = { ...release };
      release.follow(notice, tx.now);
      const cause = byNotice(publicationId);
      const changes = changesIn(before, release, cause, tx.now);
      if (changes.length === 0) continue;

      await this.catalogue.updateRelease(tx, release);
      await this.lifecycle.add(tx, changes);
      await tx.record(releaseChanged(release, before, cause));
    }
  }

  /** The newest first, without asking once for each release. */
  changesOf(ctx: Ctx, { id }: Release): Promise<ReleaseLifecycleChange[]> {
    return ctx
      .loader(
        'catalogue.lifecycleChanges',
        () =>
          new DataLoader<Id<'Release'>, ReleaseLifecycleChange[]>(
            async (ids) => {
              const changes = await this.uow.run(ctx, (tx) => this.lifecycle.changesOf(tx, ids));
              const byRelease = Map.groupBy(changes, ({ releaseId }) => releaseId);
              return ids.map((one) => byRelease.get(one) ?? []);
            },
            { cache: false },
          ),
      )
      .load(id);
  }

  private reachSome(ctx: Ctx): Promise<number> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      const releases = await this.lifecycle.lockReaching(tx, CHUNK);
      const today = calendarDate(tx.now);
      const changes: ReleaseLifecycleChange[] = [];
      for (const release of releases) {
        const before = { ...release };
        release.reachDates(today);
        changes.push(...changesIn(before, release, dateReached, tx.now));
        await tx.record(releaseChanged(release, before, dateReached));
      }
      await this.lifecycle.setStages(tx, releases);
      await this.lifecycle.add(tx, changes);
      return releases.length;
    });
  }
}
