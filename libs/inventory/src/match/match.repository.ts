import { Injectable } from '@nestjs/common';
import {
  badCursor,
  checkPage,
  decodeCursor,
  type Id,
  isId,
  notFound,
  type Page,
  pageOf,
  type PageRequest,
} from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { Asset } from '../asset.entity.ts';
import { refusingTakenSerial } from '../asset.repository.ts';
import { ProductMatch } from './product-match.ts';

type Pair = Pick<ProductMatch, 'outsideProductId' | 'productId'>;

/** What of the own hospital's records equals a product of a vendor, the strongest reason for each pair. */
const MATCHES = `
  mine as (
    select p.id, p.name, p.english_name from product p
    where p.vendor_id = $1 and p.maker_name is not null
      and exists (select from release r join asset a on a.release_id = r.id
                  where r.product_id = p.id and a.hospital_id = $1 and a.status <> 'RETIRED')
  ),
  found as (
    select m.id as outside_id, i.product_id, case i.scheme when 'GTIN' then 1 else 2 end as rank
    from mine m join product_identifier mine on mine.product_id = m.id
      join product_identifier i on i.scheme = mine.scheme and i.value = mine.value and not i.is_outside
    where mine.scheme in ('GTIN', 'APPROVAL_NUMBER') and i.scheme in ('GTIN', 'APPROVAL_NUMBER')
    union all
    select m.id, p.id, 3 from mine m join product p on lower(p.name) = any (array[lower(m.name), lower(m.english_name)])
    where p.maker_name is null
    union all
    select m.id, p.id, 3 from mine m
      join product p on lower(p.english_name) = any (array[lower(m.name), lower(m.english_name)])
    where p.maker_name is null
  ),
  matches as (
    select f.outside_id, f.product_id, min(f.rank) as rank
    from found f join product p on p.id = f.product_id join organisation o on o.id = p.vendor_id and o.state = 'ADMITTED'
    where not exists (select from product_match_rejection x
                      where x.outside_product_id = f.outside_id and x.product_id = f.product_id)
    group by f.outside_id, f.product_id
  )`;

const BASIS = `(array['GTIN', 'APPROVAL_NUMBER', 'NAME'])[m.rank]`;

const VERSIONS = `(
  select jsonb_agg(jsonb_build_object('outsideReleaseId', v.id, 'version', v.version, 'assets', v.assets,
           'devices', v.devices, 'releaseId', same.id) order by v.id)
  from (
    select r.id, r.version, count(*)::int as assets, sum(a.quantity)::int as devices
    from release r join asset a on a.release_id = r.id
    where r.product_id = m.outside_id and a.hospital_id = $1 and a.status <> 'RETIRED' group by r.id
  ) v
  left join release same on same.product_id = m.product_id and lower(btrim(same.version)) = lower(btrim(v.version))
)`;

/** Of the own hospital alone. */
@Injectable()
export class MatchRepository {
  async list(tx: Tx, page: PageRequest): Promise<Page<ProductMatch>> {
    checkPage(page);
    const [outsideId = FIRST, productId = FIRST] = page.after ? decodeCursor(page.after, 2) : [];
    if (!isId(String(outsideId)) || !isId(String(productId))) throw badCursor();
    const rows = await tx.sql<Omit<ProductMatch, 'hospitalId'>>(
      `with ${MATCHES}
       select m.outside_id as "outsideProductId", m.product_id as "productId", ${BASIS} as basis, ${VERSIONS} as versions
       from matches m where (m.outside_id, m.product_id) > ($2, $3) order by m.outside_id, m.product_id limit $4`,
      [tx.ctx.organisationId, outsideId, productId, page.first + 1],
    );
    const matches = rows.map((row) => matchOf(tx, row));
    return pageOf(
      matches,
      page,
      (row) => [row.outsideProductId, row.productId],
      () =>
        tx.later(async (later) => {
          const [counted] = await later.sql<{ n: number }>(`with ${MATCHES} select count(*)::int as n from matches`, [
            later.ctx.organisationId,
          ]);
          return counted?.n ?? 0;
        }),
    );
  }

  /** @throws NOT_FOUND where the two are not, or no longer, suggested to be the same. */
  async get(tx: Tx, { outsideProductId, productId }: Pair): Promise<ProductMatch> {
    const [row] = await tx.sql<Omit<ProductMatch, 'hospitalId'>>(
      `with ${MATCHES}
       select m.outside_id as "outsideProductId", m.product_id as "productId", ${BASIS} as basis, ${VERSIONS} as versions
       from matches m where m.outside_id = $2 and m.product_id = $3`,
      [tx.ctx.organisationId, outsideProductId, productId],
    );
    if (!row) throw notFound('match');
    return matchOf(tx, row);
  }

  /** Assets of what is kept, those that are gone left out; nobody else changes them before the transaction ends. */
  async assetsOf(tx: Tx, outsideProductId: Id<'Product'>): Promise<Asset[]> {
    await tx.sql(
      `select from asset where hospital_id = $1 and status <> 'RETIRED'
         and release_id in (select id from release where product_id = $2) order by id for update`,
      [tx.ctx.organisationId, outsideProductId],
    );
    return tx.manager
      .createQueryBuilder(Asset, 'asset')
      .where(`asset.hospital_id = :hospitalId and asset.status <> 'RETIRED'`, { hospitalId: tx.ctx.organisationId })
      .andWhere('asset.release_id in (select id from release where product_id = :outsideProductId)', {
        outsideProductId,
      })
      .orderBy('asset.id')
      .getMany();
  }

  /** Which release each is of now, in one statement. @throws CONFLICT `inventory.serial_taken` */
  async moveReleases(tx: Tx, assets: readonly Asset[]): Promise<void> {
    const rows = assets.map(({ id, releaseId, vendorId }) => ({ id, releaseId, vendorId }));
    await refusingTakenSerial(
      tx.sql(
        `update asset a set release_id = moved."releaseId", vendor_id = moved."vendorId"
         from jsonb_to_recordset($1::jsonb) as moved (id uuid, "releaseId" uuid, "vendorId" uuid) where a.id = moved.id`,
        [JSON.stringify(rows)],
      ),
    );
  }

  async reject(tx: Tx, { hospitalId, outsideProductId, productId }: ProductMatch): Promise<void> {
    await tx.sql(
      `insert into product_match_rejection (hospital_id, outside_product_id, product_id, rejected_at)
       values ($1, $2, $3, $4) on conflict do nothing`,
      [hospitalId, outsideProductId, productId, tx.now],
    );
  }
}

const FIRST = '00000000-0000-0000-0000-000000000000';

const matchOf = (tx: Tx, row: Omit<ProductMatch, 'hospitalId'>): ProductMatch =>
  Object.assign(new ProductMatch(), { hospitalId: tx.ctx.organisationId, ...row });
