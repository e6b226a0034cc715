import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { conflict, notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { paginate, sqlScope, type Tx } from '#libs/platform';
import { Asset, type AssetStatus } from './asset.entity.ts';

export interface AssetFilter {
  siteId?: Id<'Site'> | null | undefined;
  releaseId?: Id<'Release'> | null | undefined;
  /** Only of one of these. */
  releaseIds?: readonly Id<'Release'>[];
  productId?: Id<'Product'> | null | undefined;
  status?: AssetStatus | null | undefined;
  zone?: string | null | undefined;
  department?: string | null | undefined;
  /** Only in one of these. */
  statuses?: readonly AssetStatus[];
  /** Part of a name, serial number, lot or location, or of what the own hospital wrote of it. */
  search?: string | null | undefined;
}

/** Assets, as the transaction's actor may read them. */
@Injectable()
export class AssetRepository {
  /** @throws NOT_FOUND */
  async getVisible(tx: Tx, id: Id<'Asset'>): Promise<Asset> {
    return visible(tx, await tx.manager.findOneBy(Asset, { id }));
  }

  /** As it is now, and nobody else changes it before this transaction ends. Only of the hospital's own. */
  async lock(tx: Tx, { id }: Asset): Promise<Asset> {
    await tx.sql('select from asset where id = $1 for update', [id]);
    return this.getVisible(tx, id);
  }

  /** Locked, for the system too, which no policy gives any verb; null where there is none. */
  async hold(tx: Tx, id: Id<'Asset'>): Promise<Asset | null> {
    await tx.sql('select from asset where id = $1 for update', [id]);
    return tx.manager.findOneBy(Asset, { id });
  }

  /** In the order they were registered. */
  list(tx: Tx, filter: AssetFilter, page: PageRequest): Promise<Page<Asset>> {
    return paginate(
      this.matching(tx, filter),
      [{ column: 'asset.id', type: 'uuid', direction: 'asc', value: (asset) => asset.id }],
      page,
    );
  }

  private matching(tx: Tx, filter: AssetFilter): SelectQueryBuilder<Asset> {
    const { siteId, releaseId, releaseIds, productId, status, statuses, zone, department, search } = filter;
    const query = tx.manager.createQueryBuilder(Asset, 'asset');
    const scope = sqlScope(tx.ctx.ability, 'read', Asset, (property) => `asset.${property}`);
    query.where(scope.sql, scope.parameters);
    if (siteId) query.andWhere('asset.site_id = :siteId', { siteId });
    if (releaseId) query.andWhere('asset.release_id = :releaseId', { releaseId });
    if (releaseIds) query.andWhere('asset.release_id = any(:releaseIds)', { releaseIds });
    if (productId) {
      query.andWhere('asset.release_id in (select r.id from release r where r.product_id = :productId)', { productId });
    }
    if (status) query.andWhere('asset.status = :status', { status });
    if (statuses) query.andWhere('asset.status = any(:statuses)', { statuses });
    if (zone) query.andWhere(`asset.id in (select r.asset_id from asset_record r where r.zone = :zone)`, { zone });
    if (department) {
      query.andWhere(`asset.id in (select r.asset_id from asset_record r where r.department = :department)`, {
        department,
      });
    }
    if (search) {
      query.andWhere(
        `(strpos(lower(concat_ws(chr(10), asset.name, asset.serial_number, asset.lot, asset.location)), lower(:search)) > 0
          or asset.id in (select r.asset_id from asset_record r where strpos(lower(concat_ws(chr(10),
            r.asset_tag, r.department, r.network_name, r.network_address, r.zone)), lower(:search)) > 0))`,
        { search },
      );
    }
    return query;
  }

  byIds(tx: Tx, ids: readonly Id<'Asset'>[]): Promise<Asset[]> {
    return tx.manager.createQueryBuilder(Asset, 'asset').where('asset.id = any(:ids)', { ids }).getMany();
  }

  /** @throws CONFLICT `inventory.serial_taken` */
  insert(tx: Tx, asset: Asset): Promise<unknown> {
    return refusingTakenSerial(tx.manager.insert(Asset, { ...asset, connections: [...asset.connections] }));
  }

  /** @throws CONFLICT `inventory.serial_taken` */
  update(tx: Tx, { id, connections, ...columns }: Asset): Promise<unknown> {
    const changed: Partial<Asset> = { ...columns, connections: [...connections] };
    return refusingTakenSerial(tx.manager.update(Asset, { id }, changed));
  }

  /**
   * Whether the actor's organisation uses the site.
   * @throws NOT_FOUND when it is not its own, CONFLICT `inventory.site_closed`
   */
  async requireOwnSite(tx: Tx, siteId: Id<'Site'>): Promise<void> {
    const [site] = await tx.sql<{ is_active: boolean }>(
      `select is_active from site where id = $1 and organisation_id = $2`,
      [siteId, tx.ctx.organisationId],
    );
    if (!site) throw notFound('site');
    if (!site.is_active) throw conflict('inventory.site_closed', 'This site is no longer in use.');
  }
}

function visible(tx: Tx, asset: Asset | null): Asset {
  if (!asset || !tx.ctx.allows('read', asset)) throw notFound('asset');
  return asset;
}

/** @throws CONFLICT `inventory.serial_taken` */
export async function refusingTakenSerial<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    // The ORM wraps what the database says; a statement of one's own brings it as it is.
    const { driverError, constraint } = error as { driverError?: { constraint?: string }; constraint?: string };
    if ((driverError?.constraint ?? constraint) !== 'asset_serial') throw error;
    throw conflict('inventory.serial_taken', 'An asset of this release and serial number is registered at the site.');
  }
}
