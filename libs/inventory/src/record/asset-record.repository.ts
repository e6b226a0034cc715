import { Injectable } from '@nestjs/common';
import { isOwnMember } from '#libs/directory';
import { conflict, type Id, notFound } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { AssetRecord, partOfItself } from './asset-record.entity.ts';

/** Of the own hospital's assets alone. */
@Injectable()
export class AssetRecordRepository {
  ofAssets(tx: Tx, assetIds: readonly Id<'Asset'>[]): Promise<AssetRecord[]> {
    return tx.manager
      .createQueryBuilder(AssetRecord, 'record')
      .where('record.asset_id = any(:assetIds)', { assetIds })
      .getMany();
  }

  /** Of an asset that the transaction holds; blank, where nothing was written. */
  async of(tx: Tx, asset: { id: Id<'Asset'>; hospitalId: Id<'Organisation'> }): Promise<AssetRecord> {
    const [record] = await this.ofAssets(tx, [asset.id]);
    return record ?? AssetRecord.blank(asset);
  }

  /** @throws CONFLICT `inventory.tag_taken` */
  async save(tx: Tx, records: readonly AssetRecord[]): Promise<void> {
    const rows = records.map(({ exposedTo, controls, ...row }) => ({
      ...row,
      exposedTo: [...exposedTo],
      controls: [...controls],
    }));
    try {
      await tx.manager.upsert(AssetRecord, rows, ['assetId']);
    } catch (error) {
      const { driverError } = error as { driverError?: { constraint?: string } };
      if (driverError?.constraint !== 'asset_record_tag') throw error;
      throw conflict('inventory.tag_taken', 'Another asset of the hospital has this tag.');
    }
  }

  /**
   * That the people and assets it names are the hospital's own, and that it is no part of its own parts.
   * @throws NOT_FOUND, INVALID_INPUT `inventory.part_of_itself`
   */
  async requireNamed(tx: Tx, { assetId, hospitalId, responsibleId, partOfId }: AssetRecord): Promise<void> {
    if (responsibleId !== null && !(await isOwnMember(tx, responsibleId))) throw notFound('member');
    if (partOfId === null) return;
    const whole = await tx.sql<{ id: Id<'Asset'> }>(
      `with recursive whole as (
         select id from asset where id = $1 and hospital_id = $2
         union select r.part_of_id from asset_record r join whole on r.asset_id = whole.id where r.part_of_id is not null
       ) select id from whole`,
      [partOfId, hospitalId],
    );
    if (whole.length === 0) throw notFound('asset');
    if (whole.some(({ id }) => id === assetId)) throw partOfItself();
  }
}
