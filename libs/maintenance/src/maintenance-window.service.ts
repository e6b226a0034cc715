import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import type { WeeklyWindow } from './local-time.ts';
import { MaintenanceWindow } from './maintenance-window.entity.ts';
import { MaintenanceWindowRepository } from './maintenance-window.repository.ts';
import { windowAgreed, windowRemoved } from './maintenance.events.ts';

/** When sites agreed that devices may be worked on. */
@Injectable()
export class MaintenanceWindowService {
  private readonly uow: UnitOfWork;
  private readonly windows: MaintenanceWindowRepository;

  constructor(uow: UnitOfWork, windows: MaintenanceWindowRepository) {
    this.uow = uow;
    this.windows = windows;
  }

  list(ctx: Ctx, siteId: Id<'Site'> | null): Promise<MaintenanceWindow[]> {
    return this.uow.run(ctx, async (tx) => {
      const windows = await this.windows.inUse(tx, siteId && [siteId]);
      return windows.filter((window) => ctx.allows('read', window));
    });
  }

  /** @throws what MaintenanceWindow.agree throws; NOT_FOUND for a site of others. */
  agree(ctx: Ctx, facts: WeeklyWindow & { siteId: Id<'Site'>; name: string }): Promise<MaintenanceWindow> {
    return this.uow.run(ctx, async (tx) => {
      await this.windows.requireOwnSite(tx, facts.siteId);
      const window = MaintenanceWindow.agree(ctx.organisationId, facts, tx.now);
      ctx.authorise('agree', window);

      await this.windows.insert(tx, window);
      await tx.record(windowAgreed(window));
      return window;
    });
  }

  /** What is scheduled in it stays. @throws CONFLICT `maintenance.window_already_removed` */
  remove(ctx: Ctx, id: Id<'MaintenanceWindow'>): Promise<MaintenanceWindow> {
    return this.uow.run(ctx, async (tx) => {
      const window = await this.windows.lock(tx, id);
      ctx.authorise('remove', window);
      window.remove(tx.now);

      await this.windows.update(tx, window);
      await tx.record(windowRemoved(window));
      return window;
    });
  }
}
