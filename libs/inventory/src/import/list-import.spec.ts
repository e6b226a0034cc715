import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Id } from '#libs/kernel';
import type { Ctx } from '#libs/platform';
import { openInventory, type HospitalWithDevices, type Inventory, type Vendor } from '../../test/inventory-scene.ts';
import type { RowVerdict } from './asset-import.entity.ts';
import type { ExportService } from './export.service.ts';
import type { ImportService } from './import.service.ts';
import { fileOf, TABLE_FORMATS } from './table-file.ts';

let inventory: Inventory;
let imports: ImportService;
let exports: ExportService;
let vendor: Vendor;
let hospital: HospitalWithDevices;
let stranger: HospitalWithDevices;

beforeAll(async () => {
  inventory = await openInventory();
  ({ imports, exports } = inventory);
});
afterAll(() => inventory.scene.close());
beforeEach(async () => {
  [vendor, hospital, stranger] = [await inventory.vendor(), await inventory.hospital(), await inventory.hospital()];
  await inventory.scene.relate(vendor.id, hospital.id);
  await called('product', vendor.productId, pump());
  await called('organisation', hospital.id, `Hospital ${hospital.id}`);
  await called('organisation', stranger.id, `Hospital ${stranger.id}`);
  await called('site', hospital.siteIds[0], 'East wing');
  inventory.scene.recorded();
});

const called = (table: 'product' | 'organisation' | 'site', id: Id, name: string) =>
  inventory.scene.admin.query(`update ${table} set name = $2 where id = $1`, [id, name]);
const pump = () => `Pump ${vendor.productId}`;
const codeOf = async ({ id }: HospitalWithDevices) => {
  const { rows } = await inventory.scene.admin.query<{ code: string }>('select code from organisation where id = $1', [
    id,
  ]);
  return rows[0]?.code ?? '';
};
const begin = (rows: readonly (readonly string[])[], ctx: Ctx = vendor.publisher) => {
  const csv = rows.map((cells) => cells.join(',')).join('\n');
  return imports.begin(ctx, 'INSTALLED_BASE', 'list.csv', new TextEncoder().encode(csv));
};
const finish = async (id: Id<'AssetImport'>) => {
  for (;;) {
    const one = await imports.goOn(vendor.publisher, id);
    if (!one.isRunning) return one;
  }
};
const check = async (rows: readonly (readonly string[])[]) => {
  const { id, columns } = await begin(rows);
  await imports.map(vendor.publisher, id, columns);
  return finish(id);
};
const applyNow = async (rows: readonly (readonly string[])[]) => {
  const { id } = await check(rows);
  await imports.apply(vendor.publisher, id);
  return finish(id);
};
const rowsOf = async ({ id }: { id: Id<'AssetImport'> }, verdict: RowVerdict | null = null) => {
  const page = await imports.rows(vendor.publisher, id, verdict, { first: 100 });
  return page.edges.map(({ node }) => node);
};
const reasonsOf = async (one: { id: Id<'AssetImport'> }) =>
  (await rowsOf(one)).map(({ refusals }) => refusals.map(({ column, reason }) => `${column ?? '-'} ${reason}`));
const countsOf = async (one: { id: Id<'AssetImport'> }) =>
  imports.counts(vendor.publisher, await imports.find(vendor.publisher, one.id));
const lines = async () => {
  const page = await inventory.installedBase.list(vendor.publisher, { first: 100 });
  return page.edges.map(({ node }) => node);
};
const refusal = (reason: string) => expect.objectContaining({ reason });
const HEADER = ['病院名', '拠点', '製品名', 'バージョン', '製造番号', '台数'];

describe("a vendor's list of where its devices are", () => {
  it('becomes lines that the hospitals answer, each recorded', async () => {
    const one = await applyNow([
      HEADER,
      [await codeOf(hospital), 'East wing', pump(), '1.0', 'S1', ''],
      [`Hospital ${hospital.id}`, '', pump(), '2.0', '', '3'],
    ]);
    expect(one).toMatchObject({ state: 'APPLIED', rowCount: 2 });
    expect(await lines()).toMatchObject([
      { hospitalId: hospital.id, siteId: hospital.siteIds[0], releaseId: vendor.releaseIds[0], serialNumber: 'S1' },
      { hospitalId: hospital.id, siteId: null, releaseId: vendor.releaseIds[1], serialNumber: null, quantity: 3 },
    ]);
    expect(inventory.scene.recorded().map(({ kind }) => kind)).toEqual([
      'installed_base.listed',
      'installed_base.listed',
      'installed_base.imported',
    ]);
  });

  it('changes nothing when it is imported again, and the quantity alone where that is another', async () => {
    const rows = [
      HEADER,
      [await codeOf(hospital), '', pump(), '1.0', 'S1', ''],
      [await codeOf(hospital), '', pump(), '2.0', '', '3'],
    ];
    await applyNow(rows);
    inventory.scene.recorded();
    expect(await countsOf(await applyNow(rows))).toEqual({ new: 0, changed: 0, same: 2, wrong: 0 });
    expect(inventory.scene.recorded().map(({ kind }) => kind)).toEqual(['installed_base.imported']);

    rows[2] = [await codeOf(hospital), '', pump(), '2.0', '', '４'];
    expect(await countsOf(await applyNow(rows))).toEqual({ new: 0, changed: 1, same: 1, wrong: 0 });
    expect(await lines()).toMatchObject([{ quantity: 1 }, { quantity: 4 }]);
  });

  it('leaves as it is what a hospital has decided', async () => {
    const rows = [HEADER, [await codeOf(hospital), '', pump(), '2.0', '', '3']];
    await applyNow(rows);
    const [line] = await lines();
    await inventory.installedBase.reject(hospital.device, { lineId: line!.id, reason: 'Returned.' });
    rows[1] = [await codeOf(hospital), '', pump(), '2.0', '', '5'];
    expect(await countsOf(await applyNow(rows))).toEqual({ new: 0, changed: 0, same: 1, wrong: 0 });
    expect(await lines()).toMatchObject([{ state: 'REJECTED', quantity: 3 }]);
  });

  it('is exported with what the hospitals said, so that importing it changes nothing', async () => {
    await applyNow([
      HEADER,
      [await codeOf(hospital), 'East wing', pump(), '1.0', '=S1', ''],
      [await codeOf(hospital), '', pump(), '2.0', '', '3'],
    ]);
    const [line] = await lines();
    await inventory.installedBase.reject(hospital.device, { lineId: line!.id, reason: 'Returned in 2024.' });
    for (const format of TABLE_FORMATS) {
      const pieces: (string | Uint8Array)[] = [];
      for await (const piece of fileOf(format, 'List', await exports.installedBase(vendor.publisher, 'en')))
        pieces.push(piece);
      const file = Buffer.concat(pieces.map((piece) => Buffer.from(piece as Uint8Array)));
      if (format === 'csv')
        expect(file.toString()).toContain(`,'=S1,1,Hospital ${hospital.id},Rejected,Returned in 2024.`);
      const { id, columns } = await imports.begin(vendor.publisher, 'INSTALLED_BASE', `list.${format}`, file);
      expect(columns.slice(-3)).toEqual([null, null, null]);
      await imports.map(vendor.publisher, id, columns);
      expect(await countsOf(await finish(id))).toEqual({ new: 0, changed: 0, same: 2, wrong: 0 });
    }
    await expect(exports.installedBase(hospital.device, 'en')).rejects.toEqual(refusal('access.forbidden'));
    const approver = inventory.scene.member(vendor.id, 'MANUFACTURER', ['VENDOR_APPROVER']);
    await expect(exports.installedBase(approver, 'en')).rejects.toEqual(refusal('access.forbidden'));
  });

  it('says of each row what is wrong with it, and takes the others', async () => {
    const code = await codeOf(hospital);
    const another = await inventory.vendor();
    await called('product', another.productId, `Scanner ${another.productId}`);
    const one = await applyNow([
      HEADER,
      [code, '', pump(), '1.0', 'S1', ''],
      [code, '', pump(), '1.0', 'S1', ''],
      ['', '', pump(), '1.0', 'S2', ''],
      [code, 'Nowhere', pump(), '1.0', 'S3', ''],
      [code, '', '', '1.0', 'S4', ''],
      [code, '', `Scanner ${another.productId}`, '1.0', 'S5', ''],
      [code, '', pump(), '9.9', 'S6', ''],
      [code, '', pump(), '', 'S7', ''],
      [code, '', pump(), '1.0', 'S8', '2'],
      [code, '', pump(), '1.0', 'S9', 'many'],
    ]);
    expect(await reasonsOf(one)).toEqual([
      [],
      ['- inventory.row_twice'],
      ['HOSPITAL inventory.hospital_needed'],
      ['SITE inventory.not_a_site'],
      ['PRODUCT inventory.product_needed'],
      ['PRODUCT inventory.own_product_unknown'],
      ['VERSION inventory.version_unknown'],
      ['VERSION inventory.version_needed'],
      ['QUANTITY inventory.serial_names_one'],
      expect.arrayContaining([expect.stringMatching(/^QUANTITY /)]),
    ]);
    expect(await lines()).toHaveLength(1);
  });

  it('tells of a hospital that the vendor does not deal with what it tells of one that does not exist', async () => {
    const ended = await inventory.hospital();
    await inventory.scene.relate(vendor.id, ended.id, { state: 'ENDED' });
    const one = await check([
      HEADER,
      ['TXXX-XXXX', '', pump(), '1.0', 'S1', ''],
      [await codeOf(stranger), '', pump(), '1.0', 'S2', ''],
      [`Hospital ${stranger.id}`, '', pump(), '1.0', 'S3', ''],
      [await codeOf(ended), '', pump(), '1.0', 'S4', ''],
    ]);
    const [unknown, ...others] = (await rowsOf(one)).map(({ refusals }) => refusals);
    expect(unknown).toMatchObject([{ column: 'HOSPITAL', reason: 'inventory.no_relationship' }]);
    for (const refused of others) expect(refused).toEqual(unknown);
  });

  it('asks for the code where two hospitals are called the same', async () => {
    const namesake = await inventory.hospital();
    await inventory.scene.relate(vendor.id, namesake.id);
    await called('organisation', namesake.id, `Hospital ${hospital.id}`);
    const one = await check([HEADER, [`Hospital ${hospital.id}`, '', pump(), '1.0', 'S1', '']]);
    expect(await reasonsOf(one)).toEqual([['HOSPITAL inventory.hospital_ambiguous']]);
  });

  it('finds a product by its identifier before its name, or as the vendor says, among its own alone', async () => {
    const gtin = '04512345678906';
    await inventory.scene.admin.query(
      `insert into product_identifier (id, product_id, vendor_id, is_outside, scheme, value) values (gen_random_uuid(), $1, $2, false, 'GTIN', $3)`,
      [vendor.productId, vendor.id, gtin],
    );
    const header = ['Hospital', 'GTIN', 'Product', 'Version'];
    const code = await codeOf(hospital);
    const { id } = await check([
      header,
      [code, '4512345678906', 'Called otherwise', '1.0'],
      [code, '', 'Model of the brochure', '2.0'],
    ]);
    expect(await reasonsOf({ id })).toEqual([[], ['PRODUCT inventory.own_product_unknown']]);
    const [unknown] = await imports.products(vendor.publisher, id);
    const another = await inventory.vendor();
    await expect(imports.choose(vendor.publisher, id, unknown!.key, another.productId)).rejects.toEqual(
      refusal('not_found'),
    );
    await expect(
      imports.keepProduct(vendor.publisher, id, unknown!.key, { name: 'Model', makerName: 'Sample Works' }),
    ).rejects.toEqual(refusal('access.forbidden'));
    await imports.choose(vendor.publisher, id, unknown!.key, vendor.productId);
    await finish(id);
    expect(await reasonsOf({ id })).toEqual([[], []]);
    await inventory.scene.admin.query('delete from product_identifier where value = $1', [gtin]);
  });

  it("suggests the vendor's own products alone", async () => {
    const another = await inventory.vendor();
    await called('product', another.productId, 'Brochure scanner');
    await called('product', vendor.productId, 'Brochure pump');
    const { id } = await check([HEADER, [await codeOf(hospital), '', 'Brochure model', '1.0', 'S1', '']]);
    const [unknown] = await imports.products(vendor.publisher, id);
    expect(await imports.suggestions(vendor.publisher, unknown!)).toMatchObject([{ id: vendor.productId }]);
  });

  it('tells nothing that an installed-base list does not', async () => {
    const { id } = await begin([
      ['Hospital', 'Zone'],
      [await codeOf(hospital), 'OR'],
    ]);
    expect((await imports.find(vendor.publisher, id)).columns).toEqual(['HOSPITAL', null]);
    await expect(imports.map(vendor.publisher, id, ['HOSPITAL', 'ZONE'])).rejects.toEqual(
      refusal('inventory.column_not_of_table'),
    );
  });

  it("is the vendor's own, and of whoever may list its devices", async () => {
    const rows = [HEADER, [await codeOf(hospital), '', pump(), '1.0', 'S1', '']];
    const { id } = await begin(rows);
    const other = await inventory.vendor();
    for (const ctx of [other.publisher, hospital.device]) {
      await expect(imports.find(ctx, id)).rejects.toEqual(refusal('not_found'));
      expect(await inventory.scene.uow.run(ctx, (tx) => tx.sql('select from asset_import_row'))).toEqual([]);
    }
    const approver = inventory.scene.member(vendor.id, 'MANUFACTURER', ['VENDOR_APPROVER']);
    await expect(begin(rows, approver)).rejects.toEqual(refusal('access.forbidden'));
    await expect(imports.goOn(approver, id)).rejects.toEqual(refusal('access.forbidden'));
    await expect(begin(rows, hospital.device)).rejects.toEqual(refusal('access.forbidden'));
    const asAssets = imports.begin(vendor.publisher, 'ASSETS', 'list.csv', new TextEncoder().encode('Site\nx'));
    await expect(asAssets).rejects.toEqual(refusal('access.forbidden'));
  });
});
