import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { Release } from '#libs/catalogue';
import { Clock, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import { milestonePackages, type MilestonePackage } from './milestone.ts';
import { MilestoneRepository } from './milestone.repository.ts';

@Injectable()
export class MilestoneService {
  private readonly uow: UnitOfWork;
  private readonly clock: Clock;
  private readonly milestones: MilestoneRepository;

  constructor(uow: UnitOfWork, clock: Clock, milestones: MilestoneRepository) {
    this.uow = uow;
    this.clock = clock;
    this.milestones = milestones;
  }

  /** Own releases that lack something at a milestone that they reached, the newest first. */
  lacking(ctx: Ctx, page: PageRequest): Promise<Page<Release>> {
    return this.uow.run(ctx, (tx) => this.milestones.lacking(tx, page));
  }

  countLacking(ctx: Ctx): Promise<number> {
    return this.uow.run(ctx, (tx) => this.milestones.countLacking(tx));
  }

  packagesOf(ctx: Ctx, release: Release): Promise<MilestonePackage[]> {
    const load = async (releases: readonly Release[]) => {
      const ids = releases.map(({ id }) => id);
      const found = await this.uow.run(ctx, (tx) => this.milestones.inForceAbout(tx, ids));
      const byRelease = Map.groupBy(found, ({ releaseId }) => releaseId);
      return releases.map((one) => milestonePackages(one, byRelease.get(one.id) ?? [], this.clock.today()));
    };
    return ctx
      .loader('publishing.milestones', () => new DataLoader<Release, MilestonePackage[]>(load, { cache: false }))
      .load(release);
  }
}
