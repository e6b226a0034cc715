import type { Id } from '#libs/kernel';
import { holdsWords, ifOther, joined, sqlScope, type Found, type Searcher, type Sought, type Tx } from '#libs/platform';
import { Asset } from './asset.entity.ts';

interface FoundAsset {
  id: Id;
  name: string | null;
  serialNumber: string | null;
  location: string | null;
  status: string;
  productName: string | null;
  productEnglishName: string | null;
  version: string | null;
  siteName: string | null;
  siteEnglishName: string | null;
}

async function assets(tx: Tx, { patterns }: Sought, atMost: number): Promise<Found[]> {
  const scope = sqlScope(tx.ctx.ability, 'read', Asset, (property) => `asset.${property}`);
  const rows = await tx.manager
    .createQueryBuilder(Asset, 'asset')
    // What a row belongs to is seen by whoever sees the row; should it not be, the row is still there.
    .leftJoin('release', 'release', 'release.id = asset.release_id')
    .leftJoin('product', 'product', 'product.id = release.product_id')
    .leftJoin('site', 'site', 'site.id = asset.site_id')
    .where(scope.sql, scope.parameters)
    .andWhere(
      holdsWords(
        'asset.name',
        'asset.serial_number',
        'asset.lot',
        'asset.location',
        'product.name',
        'product.english_name',
        'release.version',
        'site.name',
        'site.english_name',
      ),
      { patterns },
    )
    .orderBy('asset.id', 'DESC')
    .limit(atMost)
    .select('asset.id', 'id')
    .addSelect('asset.name', 'name')
    .addSelect('asset.serial_number', 'serialNumber')
    .addSelect('asset.location', 'location')
    .addSelect('asset.status', 'status')
    .addSelect('product.name', 'productName')
    .addSelect('product.english_name', 'productEnglishName')
    .addSelect('release.version', 'version')
    .addSelect('site.name', 'siteName')
    .addSelect('coalesce(site.english_name, site.name)', 'siteEnglishName')
    .getRawMany<FoundAsset>();
  return rows.map((row) => {
    const product = joined(row.productName) ?? row.id;
    const detail = joined(row.name && product, row.version, row.serialNumber, row.siteName, row.location);
    const englishProduct = row.productEnglishName ?? product;
    return {
      id: row.id,
      withinId: null,
      title: row.name ?? product,
      englishTitle: row.name ? null : row.productEnglishName,
      detail,
      englishDetail: ifOther(
        joined(row.name && englishProduct, row.version, row.serialNumber, row.siteEnglishName, row.location),
        detail,
      ),
      state: row.status,
    };
  });
}

/** Devices by words of what they are, where they are and what is written on them. */
export const assetSearchers: Searcher[] = [{ kind: 'ASSET', find: assets }];
