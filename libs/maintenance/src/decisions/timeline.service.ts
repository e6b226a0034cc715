import { Injectable } from '@nestjs/common';
import { AssetService, type Asset } from '#libs/inventory';
import type { Id, Page, PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import {
  TimelineRepository,
  type EndOfSupportCounts,
  type HeldFilter,
  type PlanRow,
  type TimelineFilter,
  type TimelineRow,
  type UndecidedFilter,
} from './timeline.repository.ts';

/** What of the own hospital's loses its support when, and what is decided for it. */
@Injectable()
export class TimelineService {
  private readonly uow: UnitOfWork;
  private readonly timelines: TimelineRepository;
  private readonly assets: AssetService;

  constructor(uow: UnitOfWork, timelines: TimelineRepository, assets: AssetService) {
    this.uow = uow;
    this.timelines = timelines;
    this.assets = assets;
  }

  timeline(ctx: Ctx, filter: TimelineFilter, page: PageRequest): Promise<Page<TimelineRow>> {
    return this.uow.run(ctx, (tx) => this.timelines.timeline(tx, filter, page));
  }

  async undecided(ctx: Ctx, filter: UndecidedFilter, page: PageRequest): Promise<Page<Asset>> {
    const found = await this.uow.run(ctx, (tx) => this.timelines.undecided(tx, filter, page));
    const read = await Promise.all(found.edges.map(({ node }) => this.assets.visibleAsset(ctx, node.id)));
    const byId = new Map<Id, Asset>(read.flatMap((asset) => (asset ? [[asset.id, asset] as const] : [])));
    const edges = found.edges.flatMap(({ cursor, node }) => {
      const asset = byId.get(node.id);
      return asset ? [{ cursor, node: asset }] : [];
    });
    return { ...found, edges };
  }

  plan(ctx: Ctx, filter: HeldFilter & { fromYear: number; toYear: number }): Promise<PlanRow[]> {
    return this.uow.run(ctx, (tx) => this.timelines.plan(tx, filter));
  }

  counts(ctx: Ctx): Promise<EndOfSupportCounts> {
    return this.uow.run(ctx, (tx) => this.timelines.counts(tx));
  }
}
