import { Injectable } from '@nestjs/common';
import {
  badCursor,
  checkPage,
  decodeCursor,
  notFound,
  pageOf,
  type Id,
  type Page,
  type PageRequest,
} from '#libs/kernel';
import { paginate, type Tx } from '#libs/platform';
import type { Asset } from '../asset.entity.ts';
import { AssetImport, type RowVerdict } from './asset-import.entity.ts';
import type { CheckedRow, ImportRow } from './import-row.ts';
import type { NamedProduct } from './read-row.ts';

export interface ImportCounts {
  new: number;
  changed: number;
  same: number;
  wrong: number;
}

/** A product as the file names it. */
export interface ProductInFile extends NamedProduct {
  key: string;
  productId: Id<'Product'> | null;
  rows: number;
}

const ROW = `place, row_number as "rowNumber", cells, verdict, refusals, asset_id as "assetId"`;

/** Imports of the own organisation, and their rows. */
@Injectable()
export class ImportRepository {
  /** @throws NOT_FOUND */
  async get(tx: Tx, id: Id<'AssetImport'>): Promise<AssetImport> {
    const found = await tx.manager.findOneBy(AssetImport, { id });
    if (!found || !tx.ctx.allows('read', found)) throw notFound('import');
    return found;
  }

  /** Nobody else goes on with it before the transaction ends. @throws NOT_FOUND */
  async lock(tx: Tx, id: Id<'AssetImport'>): Promise<AssetImport> {
    await tx.sql('select from asset_import where id = $1 for update', [id]);
    return this.get(tx, id);
  }

  /** Tables grow while their rows come in: a plan that was made for an empty one would serve the last of them. */
  async planAnew(tx: Tx): Promise<void> {
    await tx.sql('set local plan_cache_mode = force_custom_plan');
  }

  /** Newest first. */
  list(tx: Tx, page: PageRequest): Promise<Page<AssetImport>> {
    return paginate(
      tx.manager.createQueryBuilder(AssetImport, 'import').where('import.organisation_id = :organisationId', {
        organisationId: tx.ctx.organisationId,
      }),
      [{ column: 'import.id', type: 'uuid', direction: 'desc', value: (row) => row.id }],
      page,
    );
  }

  async insert(tx: Tx, { header, columns, ...row }: AssetImport): Promise<void> {
    await tx.manager.insert(AssetImport, { ...row, header: [...header], columns: [...columns] });
  }

  async save(tx: Tx, { id, columns, state, doneCount, appliedAt }: AssetImport): Promise<void> {
    await tx.manager.update(AssetImport, { id }, { columns: [...columns], state, doneCount, appliedAt });
  }

  /** @param json of rows as the reader of tables gives them; the first becomes the one after `before`. */
  async addRows(tx: Tx, { id, organisationId }: AssetImport, json: string, before: number): Promise<void> {
    await tx.sql(
      `insert into asset_import_row (import_id, organisation_id, place, row_number, cells)
       select $1, $2, $4::int + row.ordinality, (row.value ->> 'number')::int,
              array(select jsonb_array_elements_text(row.value -> 'cells'))
       from jsonb_array_elements($3::jsonb) with ordinality row`,
      [id, organisationId, json, before],
    );
  }

  /** The next ones, in their order. */
  rowsAfter(tx: Tx, { id }: AssetImport, place: number, atMost: number): Promise<ImportRow[]> {
    return tx.sql(`select ${ROW} from asset_import_row where import_id = $1 and place > $2 order by place limit $3`, [
      id,
      place,
      atMost,
    ]);
  }

  async rows(tx: Tx, { id }: AssetImport, verdict: RowVerdict | null, page: PageRequest): Promise<Page<ImportRow>> {
    checkPage(page);
    const [after = 0] = page.after ? decodeCursor(page.after, 1) : [];
    if (!Number.isInteger(after)) throw badCursor();
    const found = await tx.sql<ImportRow>(
      `select ${ROW} from asset_import_row
       where import_id = $1 and ($2::text is null or verdict = $2) and place > $3 order by place limit $4`,
      [id, verdict, after, page.first + 1],
    );
    return pageOf(
      found,
      page,
      (row) => [row.place],
      () =>
        tx.later(async (later) => {
          const [counted] = await later.sql<{ n: number }>(
            'select count(*)::int as n from asset_import_row where import_id = $1 and ($2::text is null or verdict = $2)',
            [id, verdict],
          );
          return counted?.n ?? 0;
        }),
    );
  }

  async counts(tx: Tx, ids: readonly Id<'AssetImport'>[]): Promise<Map<Id<'AssetImport'>, ImportCounts>> {
    const rows = await tx.sql<ImportCounts & { importId: Id<'AssetImport'> }>(
      `select import_id as "importId",
              (count(*) filter (where verdict = 'NEW'))::int as new,
              (count(*) filter (where verdict = 'CHANGED'))::int as changed,
              (count(*) filter (where verdict = 'SAME'))::int as same,
              (count(*) filter (where verdict = 'WRONG'))::int as wrong
       from asset_import_row where import_id = any ($1) group by import_id`,
      [ids],
    );
    return new Map(rows.map(({ importId, ...counts }) => [importId, counts]));
  }

  /** Of each word the products in whose names it stands. @param ofVendor null: of whomever. */
  async productsLike(
    tx: Tx,
    words: readonly string[],
    ofVendor: Id<'Organisation'> | null,
    atMost: number,
  ): Promise<Map<string, Id<'Product'>[]>> {
    const rows = await tx.sql<{ word: string; ids: Id<'Product'>[] }>(
      `select w.word, array(
         select p.id from product p
         where (strpos(lower(p.name), lower(w.word)) > 0 or strpos(lower(p.english_name), lower(w.word)) > 0)
           and ($3::uuid is null or p.vendor_id = $3)
         order by p.name, p.id limit $2) as ids
       from unnest($1::text[]) as w (word)`,
      [words, atMost, ofVendor],
    );
    return new Map(rows.map(({ word, ids }) => [word, ids]));
  }

  /** Which of these were said in a row before. */
  async saidBefore(tx: Tx, { id }: AssetImport, place: number, identities: readonly string[]): Promise<Set<string>> {
    const rows = await tx.sql<{ identity: string }>(
      'select identity from asset_import_row where import_id = $1 and place < $2 and identity = any ($3)',
      [id, place, identities],
    );
    return new Set(rows.map(({ identity }) => identity));
  }

  /** @param rows those after the ones that are done. */
  async put(tx: Tx, { id, doneCount }: AssetImport, rows: readonly CheckedRow[]): Promise<void> {
    await tx.sql(
      // The places are said twice: of a table that was just filled nothing is known, and every row would be held against all.
      `update asset_import_row r
       set verdict = c.verdict, refusals = c.refusals, identity = c.identity, product_key = c."productKey", asset_id = c."assetId"
       from jsonb_to_recordset($2::jsonb)
         as c (place int, verdict text, refusals jsonb, identity text, "productKey" text, "assetId" uuid)
       where r.import_id = $1 and r.place = c.place and r.place > $3 and r.place <= $4`,
      [id, JSON.stringify(rows), doneCount, doneCount + rows.length],
    );
  }

  /** Verdicts of a former mapping count no more. */
  async forgetVerdicts(tx: Tx, { id }: AssetImport): Promise<void> {
    await tx.sql(
      `update asset_import_row set verdict = null, refusals = '[]', identity = null, product_key = null, asset_id = null
       where import_id = $1 and verdict is not null`,
      [id],
    );
  }

  async dropRows(tx: Tx, { id }: AssetImport): Promise<void> {
    await tx.sql('delete from asset_import_row where import_id = $1', [id]);
    await tx.sql('delete from asset_import_product where import_id = $1', [id]);
  }

  /** Products that whoever imports said what they are, or has to. */
  products(tx: Tx, { id }: AssetImport): Promise<ProductInFile[]> {
    return tx.sql(
      `select p.key, p.gtin, p.approval_number as "approvalNumber", p.name, p.maker_name as "makerName",
              p.product_id as "productId", count(r.place)::int as rows
       from asset_import_product p left join asset_import_row r on r.import_id = p.import_id and r.product_key = p.key
       where p.import_id = $1 group by p.import_id, p.key order by count(r.place) desc, p.key`,
      [id],
    );
  }

  /** What was said that products of the file are, by key. */
  async chosen(tx: Tx, { id }: AssetImport): Promise<Map<string, Id<'Product'>>> {
    const rows = await tx.sql<{ key: string; productId: Id<'Product'> }>(
      `select key, product_id as "productId" from asset_import_product where import_id = $1 and product_id is not null`,
      [id],
    );
    return new Map(rows.map(({ key, productId }) => [key, productId]));
  }

  async addProducts(
    tx: Tx,
    { id, organisationId }: AssetImport,
    products: readonly (NamedProduct & { key: string })[],
  ): Promise<void> {
    if (products.length === 0) return;
    await tx.sql(
      `insert into asset_import_product (import_id, organisation_id, key, gtin, approval_number, name, maker_name)
       select $1, $2, p.key, p.gtin, p."approvalNumber", p.name, p."makerName"
       from jsonb_to_recordset($3::jsonb) as p (key text, gtin text, "approvalNumber" text, name text, "makerName" text)
       on conflict do nothing`,
      [id, organisationId, JSON.stringify(products)],
    );
  }

  /** @returns whether the file names such a product. */
  async choose(tx: Tx, { id }: AssetImport, key: string, productId: Id<'Product'>): Promise<boolean> {
    const rows = await tx.sql(
      'update asset_import_product set product_id = $3 where import_id = $1 and key = $2 returning 1',
      [id, key, productId],
    );
    return rows.length > 0;
  }

  /** Own sites in use, by id. */
  sites(tx: Tx): Promise<{ id: Id<'Site'>; name: string; englishName: string | null }[]> {
    return tx.sql(
      `select id, name, english_name as "englishName" from site where organisation_id = $1 and is_active order by id`,
      [tx.ctx.organisationId],
    );
  }

  /** Products that have one of the identifiers; a vendor's own before a record of the hospital's. */
  byIdentifier(
    tx: Tx,
    named: readonly { scheme: string; value: string }[],
  ): Promise<{ scheme: string; value: string; productId: Id<'Product'> }[]> {
    return tx.sql(
      `select i.scheme, i.value, i.product_id as "productId"
       from product_identifier i join product p on p.id = i.product_id
       where (i.scheme, i.value) in (select n.scheme, n.value from jsonb_to_recordset($1::jsonb) as n (scheme text, value text))
       order by p.maker_name is not null, i.id`,
      [JSON.stringify(named)],
    );
  }

  /** @param names in lower case. */
  byName(
    tx: Tx,
    names: readonly string[],
  ): Promise<{ id: Id<'Product'>; name: string; englishName: string | null; makers: string[]; isOutside: boolean }[]> {
    return tx.sql(
      `select p.id, p.name, p.english_name as "englishName",
              array_remove(array[p.maker_name, o.name, o.english_name], null) as makers, p.maker_name is not null as "isOutside"
       from product p left join organisation o on o.id = p.vendor_id and p.maker_name is null
       where lower(p.name) = any ($1) or lower(p.english_name) = any ($1)`,
      [names],
    );
  }

  /** Assets of the hospital that rows may be about, locked: those with these tags or serials, and groups of these products. */
  assetsLike(
    tx: Tx,
    tags: readonly string[],
    serials: readonly string[],
    productIds: readonly Id<'Product'>[],
    hasGroups: boolean,
  ): Promise<{ id: Id<'Asset'>; productId: Id<'Product'>; assetTag: string | null }[]> {
    // Each by its own way: one condition of three would hold every device against every word. And words as lists: a join
    // with them is planned by what was known of the tables before they were filled.
    return tx.sql(
      `with found as (
         select x.asset_id as id from asset_record x
         where x.hospital_id = $1 and x.asset_tag = any ($2) and x.retired_on is null
         union
         select a.id from asset a
         where a.hospital_id = $1 and a.serial_number = any ($3) and a.status <> 'RETIRED'
           and a.release_id in (select id from release where product_id = any ($4))
         union
         select a.id from asset a left join asset_record x on x.asset_id = a.id
         where $5 and a.hospital_id = $1 and a.status <> 'RETIRED' and a.serial_number is null and x.asset_tag is null
           and a.release_id in (select id from release where product_id = any ($4))
       )
       select a.id, r.product_id as "productId", x.asset_tag as "assetTag"
       from found join asset a on a.id = found.id join release r on r.id = a.release_id
         left join asset_record x on x.asset_id = a.id
       where a.hospital_id = $1 and a.status <> 'RETIRED' order by a.id for update of a`,
      [tx.ctx.organisationId, tags, serials, productIds, hasGroups],
    );
  }

  async insertAssets(tx: Tx, assets: readonly Asset[]): Promise<void> {
    if (assets.length === 0) return;
    await tx.sql(
      `insert into asset (id, hospital_id, site_id, release_id, vendor_id, name, serial_number, lot, quantity, location,
                          connections, status, created_at)
       select a.id, a."hospitalId", a."siteId", a."releaseId", a."vendorId", a.name, a."serialNumber", a.lot, a.quantity,
              a.location, a.connections, a.status, a."createdAt"
       from jsonb_to_recordset($1::jsonb)
         as a (id uuid, "hospitalId" uuid, "siteId" uuid, "releaseId" uuid, "vendorId" uuid, name text,
               "serialNumber" text, lot text, quantity int, location text, connections text[], status text,
               "createdAt" timestamptz)`,
      [JSON.stringify(assets)],
    );
  }

  /** For the system: rows of imports that nobody went on with for a month. @returns how many. */
  async dropOldRows(tx: Tx, before: Date, atMost: number): Promise<number> {
    const rows = await tx.sql(
      `delete from asset_import_row r using (
         select x.import_id, x.place from asset_import_row x join asset_import i on i.id = x.import_id
         where i.created_at < $1 limit $2
       ) old where r.import_id = old.import_id and r.place = old.place returning 1`,
      [before, atMost],
    );
    return rows.length;
  }
}
