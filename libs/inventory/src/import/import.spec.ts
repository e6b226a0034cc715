import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Id } from '#libs/kernel';
import { systemCtx, type Ctx } from '#libs/platform';
import { openInventory, type HospitalWithDevices, type Inventory, type Vendor } from '../../test/inventory-scene.ts';
import type { RowVerdict } from './asset-import.entity.ts';
import type { ExportService } from './export.service.ts';
import type { ImportService } from './import.service.ts';
import { fileOf, type Rows, type TableFormat } from './table-file.ts';

let inventory: Inventory;
let imports: ImportService;
let exports: ExportService;
let vendor: Vendor;
let hospital: HospitalWithDevices;

beforeAll(async () => {
  inventory = await openInventory();
  ({ imports, exports } = inventory);
});
afterAll(() => inventory.scene.close());
beforeEach(async () => {
  [vendor, hospital] = [await inventory.vendor(), await inventory.hospital()];
  await name(vendor.productId, `Pump ${vendor.productId}`);
  for (const [i, siteId] of hospital.siteIds.entries()) {
    await inventory.scene.admin.query('update site set name = $2 where id = $1', [siteId, `Site ${i + 1}`]);
  }
  inventory.scene.recorded();
});

const name = (productId: Id, words: string) =>
  inventory.scene.admin.query('update product set name = $2 where id = $1', [productId, words]);
const pump = () => `Pump ${vendor.productId}`;
const siteName = async () => {
  const { rows } = await inventory.scene.admin.query<{ name: string }>('select name from site where id = $1', [
    hospital.siteIds[0],
  ]);
  return rows[0]?.name ?? '';
};
const begin = (rows: readonly (readonly string[])[], ctx: Ctx = hospital.device) =>
  imports.begin(
    ctx,
    'ASSETS',
    'devices.csv',
    new TextEncoder().encode(rows.map((cells) => cells.join(',')).join('\n')),
  );
const finish = async (id: Id<'AssetImport'>, ctx: Ctx = hospital.device) => {
  for (;;) {
    const one = await imports.goOn(ctx, id);
    if (!one.isRunning) return one;
  }
};
const check = async (rows: readonly (readonly string[])[], ctx: Ctx = hospital.device) => {
  const { id, columns } = await begin(rows, ctx);
  await imports.map(ctx, id, columns);
  return finish(id, ctx);
};
const applyNow = async (rows: readonly (readonly string[])[]) => {
  const { id } = await check(rows);
  await imports.apply(hospital.device, id);
  return finish(id);
};
const rowsOf = async (one: { id: Id<'AssetImport'> }, verdict: RowVerdict | null = null) => {
  const page = await imports.rows(hospital.device, one.id, verdict, { first: 100 });
  return page.edges.map(({ node }) => node);
};
const reasonsOf = async (one: { id: Id<'AssetImport'> }) =>
  (await rowsOf(one)).map(({ refusals }) => refusals.map(({ column, reason }) => `${column ?? '-'} ${reason}`));
const countsOf = (one: { id: Id<'AssetImport'> }) =>
  imports.find(hospital.device, one.id).then((found) => imports.counts(hospital.device, found));
const assets = async () => {
  const page = await inventory.assets.list(hospital.device, { first: 100 });
  return page.edges.map(({ node }) => node);
};
const fileIn = async (format: TableFormat, rows: Rows): Promise<Buffer> => {
  const pieces: (string | Uint8Array)[] = [];
  for await (const piece of fileOf(format, 'Devices', rows)) pieces.push(piece);
  return Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
};
const refusal = (reason: string) => expect.objectContaining({ reason });
const HEADER = ['拠点', '製品名', 'バージョン', '製造番号', '台数', '接続', '管理番号', 'VLAN', '導入日'];

describe('a table of devices', () => {
  it('becomes assets with what is written of them, each recorded', async () => {
    const site = await siteName();
    const one = await applyNow([
      HEADER,
      [site, pump(), '1.0', 'S1', '', 'LAN、USB', 'ME-1', 'OR', '2026/4/1'],
      [site, pump(), '2.0', '', '３', 'なし', '', '', '2025年12月31日'],
    ]);
    expect(one).toMatchObject({ state: 'APPLIED', rowCount: 2 });
    expect(await countsOf(one)).toEqual({ new: 2, changed: 0, same: 0, wrong: 0 });
    const [single, group] = await assets();
    expect(single).toMatchObject({
      releaseId: vendor.releaseIds[0],
      vendorId: vendor.id,
      siteId: hospital.siteIds[0],
      serialNumber: 'S1',
      quantity: 1,
      connections: ['NETWORK', 'REMOVABLE_MEDIA'],
      status: 'IN_USE',
    });
    expect(group).toMatchObject({ releaseId: vendor.releaseIds[1], quantity: 3, connections: ['NONE'] });
    expect(await inventory.assets.recordOf(hospital.device, single!)).toMatchObject({
      assetTag: 'ME-1',
      zone: 'OR',
      installedOn: '2026-04-01',
    });
    expect(await inventory.assets.recordOf(hospital.device, group!)).toMatchObject({ installedOn: '2025-12-31' });
    expect(inventory.scene.recorded().map(({ kind }) => kind)).toEqual([
      'asset.registered',
      'asset.registered',
      'asset_import.applied',
    ]);
  });

  it('changes nothing when it is imported again, and only what is another afterwards', async () => {
    const site = await siteName();
    const rows = [
      HEADER,
      [site, pump(), '1.0', 'S1', '', 'LAN', 'ME-1', 'OR', ''],
      [site, pump(), '1.0', '', '3', 'LAN', '', '', ''],
    ];
    await applyNow(rows);
    inventory.scene.recorded();
    expect(await countsOf(await applyNow(rows))).toEqual({ new: 0, changed: 0, same: 2, wrong: 0 });
    expect(inventory.scene.recorded().map(({ kind }) => kind)).toEqual(['asset_import.applied']);

    rows[1] = [site, pump(), '2.0', 'S1', '', '', 'ME-1', 'Ward', ''];
    const again = await applyNow(rows);
    expect(await countsOf(again)).toEqual({ new: 0, changed: 1, same: 1, wrong: 0 });
    expect(await assets()).toMatchObject([
      { releaseId: vendor.releaseIds[1], connections: ['NETWORK'] },
      { quantity: 3 },
    ]);
    expect(inventory.scene.recorded()[0]).toMatchObject({ kind: 'asset.changed', facts: { recorded: ['zone'] } });
  });

  it('is exported so that importing it changes nothing, and no cell becomes a formula', async () => {
    const site = await siteName();
    await applyNow(
      [
        [...HEADER, '名称'],
        [site, pump(), '1.0', 'S1', '', 'LAN、USB', 'ME-1', 'OR', '2026/4/1', '=HYPERLINK("x")'],
        [site, pump(), '2.0', '', '3', 'なし', '', '', '', ''],
      ].map((cells) => cells.map((cell) => (cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell))),
    );
    for (const [language, format] of [
      ['ja', 'csv'],
      ['en', 'csv'],
      ['ja', 'xlsx'],
    ] as const) {
      const file = await fileIn(format, await exports.assets(hospital.device, language));
      if (format === 'csv') expect(file.toString()).toContain(`"'=HYPERLINK(""x"")"`);
      const { id, columns } = await imports.begin(hospital.device, 'ASSETS', `again.${format}`, file);
      expect(columns.filter((column) => column === null)).toEqual([]);
      await imports.map(hospital.device, id, columns);
      expect(await countsOf(await finish(id))).toEqual({ new: 0, changed: 0, same: 2, wrong: 0 });
    }
    await expect(exports.assets(vendor.publisher, 'ja')).rejects.toEqual(refusal('access.forbidden'));
  });

  it('says of each row what is wrong with it, and takes the others', async () => {
    const site = await siteName();
    const one = await applyNow([
      HEADER,
      [site, pump(), '1.0', 'S1', '', '', '', '', ''],
      [site, pump(), '1.0', 'S1', '', '', '', '', ''],
      ['Elsewhere', pump(), '1.0', 'S2', '', '', '', '', ''],
      ['', pump(), '1.0', 'S3', '', '', '', '', ''],
      [site, '', '', 'S4', '', '', '', '', ''],
      [site, 'Unheard of', '1.0', 'S5', '', '', '', '', ''],
      [site, pump(), '9.9', 'S6', '', '', '', '', ''],
      [site, pump(), '', 'S7', '', '', '', '', ''],
      [site, pump(), '1.0', 'S8', '2', '', '', '', ''],
      [site, pump(), '1.0', 'S9', '-1', 'Carrier pigeon', '', '', '2026-02-30'],
    ]);
    expect(await reasonsOf(one)).toEqual([
      [],
      ['- inventory.row_twice'],
      ['SITE inventory.site_unknown'],
      ['SITE inventory.site_needed'],
      ['PRODUCT inventory.product_needed'],
      ['PRODUCT inventory.product_unknown'],
      ['VERSION inventory.version_unknown'],
      ['VERSION inventory.version_needed'],
      ['- inventory.serial_names_one'],
      ['QUANTITY input.too_small', 'CONNECTIONS input.not_one_of', 'INSTALLED_ON input.not_a_date'],
    ]);
    expect(await countsOf(one)).toEqual({ new: 1, changed: 0, same: 0, wrong: 9 });
    expect(await assets()).toHaveLength(1);
  });

  it('finds a product by GTIN before its name, and keeps a record of one that no vendor has registered', async () => {
    const site = await siteName();
    const gtin = '04512345678906';
    await inventory.scene.admin.query(
      `insert into product_identifier (id, product_id, vendor_id, is_outside, scheme, value) values (gen_random_uuid(), $1, $2, false, 'GTIN', $3)`,
      [vendor.productId, vendor.id, gtin],
    );
    const header = ['Site', 'GTIN', 'Product', 'Maker', 'Version', 'Serial number'];
    const { id } = await check([
      header,
      [site, '4512345678906', 'Called otherwise', '', '1.0', 'S1'],
      [site, '', 'Old monitor', 'Sample Works', '3', 'S2'],
    ]);
    expect(await reasonsOf({ id })).toEqual([[], ['PRODUCT inventory.product_unknown']]);
    const [unknown] = await imports.products(hospital.device, id);
    expect(unknown).toMatchObject({ name: 'Old monitor', makerName: 'Sample Works', rows: 1, productId: null });

    await imports.keepProduct(hospital.device, id, unknown!.key, { name: 'Old monitor', makerName: 'Sample Works' });
    await finish(id);
    await imports.apply(hospital.device, id);
    await finish(id);
    const [, kept] = await assets();
    expect(kept).toMatchObject({ serialNumber: 'S2', vendorId: hospital.id });
    await inventory.scene.admin.query('delete from product_identifier where value = $1', [gtin]);
  });

  it('never becomes another product by its tag, unless its maker has joined since', async () => {
    const site = await siteName();
    const other = await inventory.vendor();
    await name(other.productId, `Monitor ${other.productId}`);
    await applyNow([HEADER, [site, pump(), '1.0', '', '', '', 'ME-1', '', '']]);
    const swapped = await check([HEADER, [site, `Monitor ${other.productId}`, '1.0', '', '', '', 'ME-1', '', '']]);
    expect(await reasonsOf(swapped)).toEqual([['PRODUCT inventory.other_product']]);

    const kept = await inventory.product(hospital.id, 'Maker to come');
    await name(kept.productId, `Scanner ${kept.productId}`);
    const row = [site, `Scanner ${kept.productId}`, '2.0', 'S9', '', '', 'ME-9', '', ''];
    await applyNow([HEADER, row]);
    const joined = await inventory.vendor();
    await name(joined.productId, `Scanner ${kept.productId}`);
    expect(await countsOf(await applyNow([HEADER, row]))).toEqual({ new: 0, changed: 1, same: 0, wrong: 0 });
    expect(await assets()).toMatchObject([{}, { releaseId: joined.releaseIds[1], vendorId: joined.id }]);
  });

  it('is of the product that the hospital chooses', async () => {
    const site = await siteName();
    const { id } = await check([
      ['Site', 'Product', 'Version'],
      [site, 'What they call it', '1.0'],
    ]);
    const [unknown] = await imports.products(hospital.device, id);
    await expect(imports.choose(hospital.device, id, 'no such key', vendor.productId)).rejects.toEqual(
      refusal('not_found'),
    );
    await imports.choose(hospital.device, id, unknown!.key, vendor.productId);
    await finish(id);
    expect(await reasonsOf({ id })).toEqual([[]]);
  });

  it('moves a device that has a tag to another site, and keeps devices of people with other sites away', async () => {
    const { rows } = await inventory.scene.admin.query<{ name: string }>('select name from site where id = $1', [
      hospital.siteIds[1],
    ]);
    const [here, there] = [await siteName(), rows[0]?.name ?? ''];
    await applyNow([HEADER, [here, pump(), '1.0', 'S1', '', '', 'ME-1', '', '']]);
    await applyNow([HEADER, [there, pump(), '1.0', 'S1', '', '', 'ME-1', '', '']]);
    expect(await assets()).toMatchObject([{ siteId: hospital.siteIds[1] }]);

    const ofOne = inventory.scene.member(hospital.id, 'HOSPITAL', ['HOSPITAL_DEVICE'], [hospital.siteIds[0]]);
    const one = await check([HEADER, [there, pump(), '1.0', 'S2', '', '', '', '', '']], ofOne);
    expect(await reasonsOf(one)).toEqual([['- access.forbidden']]);
  });
});

describe('an import', () => {
  const row = async () => [await siteName(), pump(), '1.0', 'S1', '', '', '', '', ''];

  it('goes step by step, and says what comes first', async () => {
    const { id, columns } = await begin([HEADER, await row()]);
    await expect(imports.goOn(hospital.device, id)).rejects.toEqual(refusal('inventory.import_not_running'));
    await expect(imports.apply(hospital.device, id)).rejects.toEqual(refusal('inventory.import_not_checked'));
    await expect(imports.map(hospital.device, id, ['SITE'])).rejects.toEqual(refusal('inventory.columns_missing'));
    const twice = columns.map(() => 'SITE' as const);
    await expect(imports.map(hospital.device, id, twice)).rejects.toEqual(refusal('inventory.column_named_twice'));
    await imports.map(hospital.device, id, columns);
    await finish(id);
    await imports.apply(hospital.device, id);
    await expect(imports.map(hospital.device, id, columns)).rejects.toEqual(refusal('inventory.import_is_over'));
    await finish(id);
    await expect(imports.discard(hospital.device, id)).rejects.toEqual(refusal('inventory.import_is_over'));
  });

  it('is given up with its rows', async () => {
    const { id } = await check([HEADER, await row()]);
    await imports.discard(hospital.device, id);
    expect(await rowsOf({ id })).toEqual([]);
    expect(await assets()).toEqual([]);
  });

  it('is for those who keep the devices, of the own hospital', async () => {
    const { id } = await begin([HEADER, await row()]);
    const other = await inventory.hospital();
    await expect(imports.find(other.device, id)).rejects.toEqual(refusal('not_found'));
    await expect(imports.goOn(other.device, id)).rejects.toEqual(refusal('not_found'));
    const viewer = inventory.scene.member(hospital.id, 'HOSPITAL', ['HOSPITAL_VIEWER']);
    await expect(begin([HEADER, await row()], viewer)).rejects.toEqual(refusal('access.forbidden'));
    await expect(imports.goOn(viewer, id)).rejects.toEqual(refusal('access.forbidden'));
    await expect(begin([HEADER, await row()], vendor.publisher)).rejects.toEqual(refusal('access.forbidden'));
  });

  it('is refused where the file is no table', async () => {
    await expect(begin([['only a header']])).rejects.toEqual(refusal('formats.table_empty'));
  });

  it('forgets its rows after a month', async () => {
    const { id } = await check([HEADER, await row()]);
    await imports.dropOld(systemCtx('test'));
    expect(await rowsOf({ id })).toHaveLength(1);
    await inventory.scene.admin.query(`update asset_import set created_at = now() - interval '31 days' where id = $1`, [
      id,
    ]);
    await imports.dropOld(systemCtx('test'));
    expect(await rowsOf({ id })).toEqual([]);
  });
});
