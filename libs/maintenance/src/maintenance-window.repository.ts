import { Injectable } from '@nestjs/common';
import { notFound, type Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { MaintenanceWindow } from './maintenance-window.entity.ts';

@Injectable()
export class MaintenanceWindowRepository {
  /** Those in use, of some sites or of all. */
  inUse(tx: Tx, siteIds: readonly Id<'Site'>[] | null): Promise<MaintenanceWindow[]> {
    const query = tx.manager
      .createQueryBuilder(MaintenanceWindow, 'agreed')
      .where('agreed.removed_at is null')
      .orderBy('agreed.id');
    if (siteIds) query.andWhere('agreed.site_id = any(:siteIds)', { siteIds });
    return query.getMany();
  }

  /** Nobody else changes it before the transaction ends. @throws NOT_FOUND */
  async lock(tx: Tx, id: Id<'MaintenanceWindow'>): Promise<MaintenanceWindow> {
    await tx.sql('select from maintenance_window where id = $1 for update', [id]);
    const found = await tx.manager.findOneBy(MaintenanceWindow, { id });
    if (!found || !tx.ctx.allows('read', found)) throw notFound('maintenance window');
    return found;
  }

  async insert(tx: Tx, { weekdays, ...columns }: MaintenanceWindow): Promise<void> {
    await tx.manager.insert(MaintenanceWindow, { ...columns, weekdays: [...weekdays] });
  }

  async update(tx: Tx, { id, removedAt }: MaintenanceWindow): Promise<void> {
    await tx.manager.update(MaintenanceWindow, { id }, { removedAt });
  }

  /** @throws NOT_FOUND for a site of others. */
  async requireOwnSite(tx: Tx, siteId: Id<'Site'>): Promise<void> {
    const rows = await tx.sql('select from site where id = $1 and organisation_id = $2', [
      siteId,
      tx.ctx.organisationId,
    ]);
    if (rows.length === 0) throw notFound('site');
  }
}
