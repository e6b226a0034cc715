import { Injectable } from '@nestjs/common';
import { In, IsNull, type FindOptionsWhere } from 'typeorm';
import { badCursor, checkPage, decodeCursor, isCalendarDate, isId, notFound, pageOf } from '#libs/kernel';
import type { Id, Page, PageRequest } from '#libs/kernel';
import { paginate, sqlScope, type Tx } from '#libs/platform';
import { TransferItem } from './transfer-item.entity.ts';
import { ResponsibilityTransfer } from './transfer.entity.ts';

export interface TransferFilter {
  hospitalId?: Id<'Organisation'> | null | undefined;
  vendorId?: Id<'Organisation'> | null | undefined;
  releaseId?: Id<'Release'> | null | undefined;
}

/** A hospital holds a release whose support has ended, and not everything of it passed over by both signatures. */
export interface UnsignedRow {
  hospitalId: Id<'Organisation'>;
  releaseId: Id<'Release'>;
  /** Null where only the stage is known. */
  endedOn: string | null;
  /** Where it is held and no signed item reaches, as far as the actor may see. */
  siteIds: Id<'Site'>[];
  transferId: Id<'ResponsibilityTransfer'> | null;
}

/**
 * Who holds what, as the actor may see it: a hospital its assets, a vendor those that are shared and its own list; what is
 * being agreed on shows itself.
 */
const UNSIGNED = `
  with held as (
    select hospital_id, release_id, site_id from asset where status in ('IN_USE','STORED')
    union
    select hospital_id, release_id, site_id from installed_base_line where state = 'LISTED'
    union
    select hospital_id, release_id, null from responsibility_transfer
      where vendor_signed_at is null or hospital_signed_at is null
  )
  select h.hospital_id as "hospitalId", r.id as "releaseId", r.end_of_support_on::text as "endedOn",
         coalesce(array_agg(distinct h.site_id) filter (where h.site_id is not null), '{}') as "siteIds",
         coalesce(r.end_of_support_on, '9999-12-31')::text as day,
         (select t.id from responsibility_transfer t where t.hospital_id = h.hospital_id and t.release_id = r.id
            and (t.vendor_signed_at is null or t.hospital_signed_at is null)) as "transferId"
  from held h join release r on r.id = h.release_id and r.stage = 'END_OF_SUPPORT' and not r.is_outside
  where $1::uuid in (h.hospital_id, r.vendor_id)
    and not exists (
      select from responsibility_transfer t join responsibility_transfer_item i on i.transfer_id = t.id
      where t.hospital_id = h.hospital_id and t.release_id = r.id
        and t.vendor_signed_at is not null and t.hospital_signed_at is not null
        and i.state = 'ACCEPTED' and (i.site_ids is null or h.site_id is null or h.site_id = any (i.site_ids)))
  group by h.hospital_id, r.id`;

/** Transfers and their items, as the transaction's actor may read them. */
@Injectable()
export class TransferRepository {
  /** @throws NOT_FOUND */
  async getVisible(tx: Tx, id: Id<'ResponsibilityTransfer'>): Promise<ResponsibilityTransfer> {
    const transfer = await tx.manager.findOneBy(ResponsibilityTransfer, { id });
    if (!transfer || !tx.ctx.allows('read', transfer)) throw notFound('responsibility transfer');
    return transfer;
  }

  /** Nobody else changes it or its items before this transaction ends. @throws NOT_FOUND */
  async lock(tx: Tx, id: Id<'ResponsibilityTransfer'>): Promise<ResponsibilityTransfer> {
    await tx.sql('select from responsibility_transfer where id = $1 for update', [id]);
    return this.getVisible(tx, id);
  }

  /** The item, its transfer being locked. @throws NOT_FOUND */
  async lockItem(tx: Tx, id: Id<'TransferItem'>): Promise<{ item: TransferItem; transfer: ResponsibilityTransfer }> {
    const seen = await tx.manager.findOneBy(TransferItem, { id });
    if (!seen || !tx.ctx.allows('read', seen)) throw notFound('item of a responsibility transfer');
    const transfer = await this.lock(tx, seen.transferId);
    const item = await tx.manager.findOneByOrFail(TransferItem, { id });
    return { item, transfer };
  }

  /** The one that is not signed by both, locked; null where there is none. */
  async lockOpen(
    tx: Tx,
    hospitalId: Id<'Organisation'>,
    releaseId: Id<'Release'>,
  ): Promise<ResponsibilityTransfer | null> {
    const own: FindOptionsWhere<ResponsibilityTransfer> = { hospitalId, releaseId };
    const open = await tx.manager.findOneBy(ResponsibilityTransfer, [
      { ...own, vendorSignedAt: IsNull() },
      { ...own, hospitalSignedAt: IsNull() },
    ]);
    return open && this.lock(tx, open.id);
  }

  /** Only one of two that open it at once does. @returns whether it did. */
  async insert(tx: Tx, transfer: ResponsibilityTransfer): Promise<boolean> {
    const { raw } = (await tx.manager
      .createQueryBuilder()
      .insert()
      .into(ResponsibilityTransfer)
      .values(transfer)
      .orIgnore()
      .returning('id')
      .execute()) as { raw: unknown[] };
    return raw.length > 0;
  }

  async insertItems(tx: Tx, items: readonly TransferItem[]): Promise<void> {
    const rows = items.map((item) => ({ ...item, siteIds: item.siteIds && [...item.siteIds] }));
    await tx.manager.insert(TransferItem, rows);
  }

  async updateItem(tx: Tx, { id, state, answeredBy, answeredAt, note }: TransferItem): Promise<void> {
    await tx.manager.update(TransferItem, { id }, { state, answeredBy, answeredAt, note });
  }

  async updateSignatures(tx: Tx, transfer: ResponsibilityTransfer): Promise<void> {
    const { id, vendorSignedBy, vendorSignedAt, hospitalSignedBy, hospitalSignedAt } = transfer;
    const signatures = { vendorSignedBy, vendorSignedAt, hospitalSignedBy, hospitalSignedAt };
    await tx.manager.update(ResponsibilityTransfer, { id }, signatures);
  }

  /** Every version, by number; of one number the newest version first. */
  itemsOf(tx: Tx, transferIds: readonly Id<'ResponsibilityTransfer'>[]): Promise<TransferItem[]> {
    return tx.manager.find(TransferItem, {
      where: { transferId: In([...transferIds]) },
      order: { number: 'ASC', version: 'DESC' },
    });
  }

  byIds(tx: Tx, ids: readonly Id<'ResponsibilityTransfer'>[]): Promise<ResponsibilityTransfer[]> {
    return tx.manager.findBy(ResponsibilityTransfer, { id: In([...ids]) });
  }

  /** The newest first. */
  list(tx: Tx, filter: TransferFilter, page: PageRequest): Promise<Page<ResponsibilityTransfer>> {
    const query = tx.manager.createQueryBuilder(ResponsibilityTransfer, 'transfer');
    const scope = sqlScope(tx.ctx.ability, 'read', ResponsibilityTransfer, (property) => `transfer.${property}`);
    query.where(scope.sql, scope.parameters);
    for (const name of ['hospitalId', 'vendorId', 'releaseId'] as const) {
      if (filter[name]) query.andWhere(`transfer.${name} = :${name}`, { [name]: filter[name] });
    }
    return paginate(query, [{ column: 'transfer.id', type: 'uuid', direction: 'desc', value: ({ id }) => id }], page);
  }

  /** What ended first comes first. @throws INVALID_INPUT on a page that is not one of ours. */
  async unsigned(tx: Tx, page: PageRequest): Promise<Page<UnsignedRow>> {
    checkPage(page);
    const own = [tx.ctx.organisationId];
    const rows = await tx.sql<UnsignedRow & { day: string }>(
      `select * from (${UNSIGNED}) row where (day, "releaseId", "hospitalId") > ($2::text, $3::uuid, $4::uuid)
       order by day, "releaseId", "hospitalId" limit $5`,
      [...own, ...placeAfter(page), page.first + 1],
    );
    const count = () =>
      tx.later(async (later) => {
        const [counted] = await later.sql<{ total: number }>(
          `select count(*)::int as total from (${UNSIGNED}) row`,
          own,
        );
        return counted?.total ?? 0;
      });
    return pageOf(rows, page, ({ day, releaseId, hospitalId }) => [day, releaseId, hospitalId], count);
  }

  /** How many devices of the own hospital each item is about. */
  coveredAssets(tx: Tx, itemIds: readonly Id<'TransferItem'>[]): Promise<{ id: Id<'TransferItem'>; count: number }[]> {
    return tx.sql(
      `select i.id, coalesce(sum(a.quantity), 0)::int as count
       from responsibility_transfer_item i join responsibility_transfer t on t.id = i.transfer_id
         left join asset a on a.release_id = t.release_id and a.hospital_id = t.hospital_id
           and a.status in ('IN_USE','STORED') and (i.site_ids is null or a.site_id = any (i.site_ids))
       where i.id = any ($1) and t.hospital_id = $2
       group by i.id`,
      [itemIds, tx.ctx.organisationId],
    );
  }

  /** @throws NOT_FOUND when the own organisation does not deal with that hospital. */
  async requireRelationship(tx: Tx, hospitalId: Id<'Organisation'>): Promise<void> {
    const found = await tx.sql(
      `select from relationship where vendor_id = $1 and hospital_id = $2 and state = 'ACTIVE'`,
      [tx.ctx.organisationId, hospitalId],
    );
    if (found.length === 0) throw notFound('relationship with this hospital');
  }

  /** @throws NOT_FOUND when one of them is not the hospital's. */
  async requireSites(tx: Tx, hospitalId: Id<'Organisation'>, siteIds: readonly Id<'Site'>[]): Promise<void> {
    const found = await tx.sql('select from site where organisation_id = $1 and id = any ($2)', [hospitalId, siteIds]);
    if (found.length < siteIds.length) throw notFound('site of this hospital');
  }
}

function placeAfter(page: PageRequest): readonly unknown[] {
  if (!page.after) return ['0001-01-01', FIRST_ID, FIRST_ID];
  const key = decodeCursor(page.after, 3);
  const [day, ...ids] = key;
  const isOurs =
    typeof day === 'string' && isCalendarDate(day) && ids.every((id) => typeof id === 'string' && isId(id));
  if (!isOurs) throw badCursor();
  return key;
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
