import {
  catalogueEntities,
  cataloguePolicy,
  CatalogueRepository,
  CatalogueService,
  LifecycleRepository,
} from '#libs/catalogue';
import { newId, type Id } from '#libs/kernel';
import { Scene } from '../../../test/support/scene.ts';
import { AssetRepository } from '../src/asset.repository.ts';
import { AssetService } from '../src/asset.service.ts';
import { ExportService } from '../src/import/export.service.ts';
import { ImportRepository } from '../src/import/import.repository.ts';
import { ImportService } from '../src/import/import.service.ts';
import { ListRows } from '../src/import/list-rows.ts';
import { MatchRepository } from '../src/match/match.repository.ts';
import { MatchService } from '../src/match/match.service.ts';
import { inventoryEntities, inventoryPolicy } from '../src/index.ts';
import { AssetRecordRepository } from '../src/record/asset-record.repository.ts';
import { InstalledBaseRepository } from '../src/installed-base.repository.ts';
import { InstalledBaseService } from '../src/installed-base.service.ts';

/** The services of inventory on a database of their own. */
export async function openInventory() {
  const entities = [...catalogueEntities, ...inventoryEntities];
  const scene = await Scene.open(entities, [cataloguePolicy, inventoryPolicy]);
  const repository = new AssetRepository();
  const products = new CatalogueRepository();
  const records = new AssetRecordRepository();
  const assets = new AssetService(scene.uow, repository, products, records);
  const lines = new InstalledBaseRepository();
  const installedBase = new InstalledBaseService(scene.uow, lines, repository, assets);
  const catalogue = new CatalogueService(scene.uow, products, new LifecycleRepository());
  const importRows = new ImportRepository();
  const listRows = new ListRows(importRows, lines, installedBase, products);
  const imports = new ImportService(scene.uow, importRows, repository, records, catalogue, products, listRows);
  const matches = new MatchService(scene.uow, new MatchRepository(), products);
  const exports = new ExportService(scene.uow, lines);

  /** A product in two releases. @param makerName a maker that is not in Tasuki, when a hospital keeps the record. */
  const product = async (ownerId: Id<'Organisation'>, makerName: string | null = null) => {
    const productId = newId<'Product'>();
    await scene.admin.query(
      `insert into product (id, vendor_id, maker_name, kind, name, is_connectable, created_at)
       values ($1, $2, $3, 'DEVICE', 'Infusion pump', true, now())`,
      [productId, ownerId, makerName],
    );
    const releaseIds: [Id<'Release'>, Id<'Release'>] = [newId(), newId()];
    for (const [i, releaseId] of releaseIds.entries()) {
      await scene.admin.query(
        `insert into release (id, product_id, vendor_id, is_outside, version, created_at)
         values ($1, $2, $3, $4, $5, now())`,
        [releaseId, productId, ownerId, makerName !== null, `${i + 1}.0`],
      );
    }
    return { productId, releaseIds };
  };

  /** A vendor with one product in two releases. */
  const vendor = async () => {
    const id = await scene.organisation('MANUFACTURER');
    return { id, ...(await product(id)), publisher: scene.member(id, 'MANUFACTURER', ['VENDOR_PUBLISHER']) };
  };

  /** A hospital with its two sites and somebody who answers for the devices of both. */
  const hospital = async () => {
    const { id, siteIds } = await scene.hospital();
    return { id, siteIds, device: scene.member(id, 'HOSPITAL', ['HOSPITAL_DEVICE']) };
  };

  return { scene, assets, installedBase, imports, exports, matches, product, vendor, hospital };
}

export type Inventory = Awaited<ReturnType<typeof openInventory>>;
export type Vendor = Awaited<ReturnType<Inventory['vendor']>>;
export type HospitalWithDevices = Awaited<ReturnType<Inventory['hospital']>>;
