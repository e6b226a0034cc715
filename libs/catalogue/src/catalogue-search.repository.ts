import type { Id } from '#libs/kernel';
import { holdsWords, ifOther, joined, sqlScope, type Found, type Searcher, type Sought, type Tx } from '#libs/platform';
import { Product } from './product.entity.ts';
import { Release } from './release.entity.ts';

interface FoundProduct {
  id: Id;
  name: string;
  englishName: string | null;
  makerName: string | null;
  vendorName: string | null;
  vendorEnglishName: string | null;
  state: string;
}

// A vendor is known to everybody; of a hospital's own record the maker is told.
const VENDOR = 'organisation.id = product.vendor_id and product.maker_name is null';

/** Products by words of their names, their makers' and their vendors', or an identifier. */
async function products(tx: Tx, { patterns }: Sought, atMost: number): Promise<Found[]> {
  const scope = sqlScope(tx.ctx.ability, 'read', Product, (property) => `product.${property}`);
  const rows = await tx.manager
    .createQueryBuilder(Product, 'product')
    .leftJoin('organisation', 'organisation', VENDOR)
    .leftJoin(
      (identifiers) =>
        identifiers
          .from('product_identifier', 'identifier')
          .select('identifier.product_id', 'product_id')
          .addSelect(`string_agg(identifier.value, chr(10))`, 'written')
          .groupBy('identifier.product_id'),
      'identifiers',
      'identifiers.product_id = product.id',
    )
    .where(scope.sql, scope.parameters)
    .andWhere(
      holdsWords(
        'product.name',
        'product.english_name',
        'product.maker_name',
        'organisation.name',
        'organisation.english_name',
        'identifiers.written',
      ),
      { patterns },
    )
    .orderBy('product.name')
    .addOrderBy('product.id')
    .limit(atMost)
    .select('product.id', 'id')
    .addSelect('product.name', 'name')
    .addSelect('product.english_name', 'englishName')
    .addSelect('product.maker_name', 'makerName')
    .addSelect('product.kind', 'state')
    .addSelect('organisation.name', 'vendorName')
    .addSelect('coalesce(organisation.english_name, organisation.name)', 'vendorEnglishName')
    .getRawMany<FoundProduct>();
  return rows.map((row) => ({
    id: row.id,
    withinId: null,
    title: row.name,
    englishTitle: row.englishName,
    ...vendorOf(row),
    state: row.state,
  }));
}

/** Releases by words of their product and their version. */
async function releases(tx: Tx, { patterns }: Sought, atMost: number): Promise<Found[]> {
  const scope = sqlScope(tx.ctx.ability, 'read', Release, (property) => `release.${property}`);
  const rows = await tx.manager
    .createQueryBuilder(Release, 'release')
    .innerJoin(Product, 'product', 'product.id = release.productId')
    .leftJoin('organisation', 'organisation', VENDOR)
    .where(scope.sql, scope.parameters)
    .andWhere(holdsWords('product.name', 'product.english_name', 'product.maker_name', 'release.version'), { patterns })
    .orderBy('product.name')
    .addOrderBy('release.id', 'DESC')
    .limit(atMost)
    .select('release.id', 'id')
    .addSelect('product.id', 'productId')
    .addSelect('release.version', 'version')
    .addSelect('release.stage', 'state')
    .addSelect('product.name', 'name')
    .addSelect('product.english_name', 'englishName')
    .addSelect('product.maker_name', 'makerName')
    .addSelect('organisation.name', 'vendorName')
    .addSelect('coalesce(organisation.english_name, organisation.name)', 'vendorEnglishName')
    .getRawMany<FoundProduct & { productId: Id; version: string }>();
  return rows.map((row) => ({
    id: row.id,
    withinId: row.productId,
    title: `${row.name} ${row.version}`,
    englishTitle: row.englishName && `${row.englishName} ${row.version}`,
    ...vendorOf(row),
    state: row.state,
  }));
}

function vendorOf({ makerName, vendorName, vendorEnglishName }: FoundProduct) {
  const detail = joined(makerName ?? vendorName);
  return { detail, englishDetail: ifOther(makerName ?? vendorEnglishName, detail) };
}

/** Products and releases by words, as the actor may read them. */
export const catalogueSearchers: Searcher[] = [
  { kind: 'PRODUCT', find: products },
  { kind: 'RELEASE', find: releases },
];
