import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Id } from '#libs/kernel';
import { parseInput, type Ctx } from '#libs/platform';
import { openInventory, type HospitalWithDevices, type Inventory, type Vendor } from '../test/inventory-scene.ts';
import { assetList, changeAsset, registerAsset } from './asset.graphql.ts';
import { confirmInstalledBaseLine, listInstalledBase } from './installed-base.graphql.ts';

const NOT_FOUND = expect.objectContaining({ code: 'NOT_FOUND', reason: 'not_found' });
const conflict = (reason: string) => expect.objectContaining({ code: 'CONFLICT', reason });

let inventory: Inventory;
let vendor: Vendor;
let hospital: HospitalWithDevices;
let otherHospital: HospitalWithDevices;
let outside: { productId: Id<'Product'>; releaseIds: [Id<'Release'>, Id<'Release'>] };

beforeAll(async () => {
  inventory = await openInventory();
});
afterAll(() => inventory.scene.close());
beforeEach(async () => {
  vendor = await inventory.vendor();
  hospital = await inventory.hospital();
  otherHospital = await inventory.hospital();
  outside = await inventory.product(hospital.id, 'Acme Medical');
  await inventory.scene.relate(vendor.id, hospital.id, { shares: 'ASSETS' });
  inventory.scene.recorded();
});

const register = (ctx: Ctx, facts: object = {}) => {
  const device = { releaseId: outside.releaseIds[0], siteId: hospital.siteIds[0], connections: ['NETWORK'] };
  return inventory.assets.register(ctx, parseInput(registerAsset, { ...device, ...facts }));
};
const move = (assetId: string, releaseId: string) =>
  inventory.assets.change(hospital.device, parseInput(changeAsset, { assetId, releaseId }));
const idsIn = async (ctx: Ctx, filter: object = {}) =>
  (await inventory.assets.list(ctx, parseInput(assetList, { first: 20, ...filter }))).edges.map(({ node }) => node.id);
const list = (releaseId: string) =>
  inventory.installedBase.listDevices(
    vendor.publisher,
    parseInput(listInstalledBase, { lines: [{ hospitalId: hospital.id, releaseId }] }),
  );

describe('an asset of a product whose maker is not in Tasuki', () => {
  it('is registered by the hospital that keeps the product, and found like any other', async () => {
    const asset = await register(hospital.device, { serialNumber: 'S1' });
    const ofVendor = await register(hospital.device, { releaseId: vendor.releaseIds[0] });
    expect(await idsIn(hospital.device)).toEqual([asset.id, ofVendor.id]);
    expect(await idsIn(hospital.device, { productId: outside.productId })).toEqual([asset.id]);
    expect(await idsIn(hospital.device, { search: 's1' })).toEqual([asset.id]);
    expect(inventory.scene.recorded()[0]).toMatchObject({
      kind: 'asset.registered',
      facts: { releaseId: outside.releaseIds[0], hospitalId: hospital.id },
    });
  });

  it('is registered by no other hospital, for which the product does not exist', async () => {
    const there = { siteId: otherHospital.siteIds[0] };
    await expect(register(otherHospital.device, there)).rejects.toEqual(NOT_FOUND);
    const ofVendor = await register(otherHospital.device, { ...there, releaseId: vendor.releaseIds[0] });
    const moved = inventory.assets.change(
      otherHospital.device,
      parseInput(changeAsset, { assetId: ofVendor.id, releaseId: outside.releaseIds[0] }),
    );
    await expect(moved).rejects.toEqual(NOT_FOUND);
    const forged = inventory.scene.uow.run(otherHospital.device, (tx) =>
      tx.sql('update asset set release_id = $1 where id = $2', [outside.releaseIds[0], ofVendor.id]),
    );
    await expect(forged).rejects.toThrow(/vendor_id/);
  });

  it('is read by the hospital alone: its being whose row the product is opens it to nobody', async () => {
    const { id } = await register(hospital.device);
    // Relationships have a vendor; should a row say that a hospital is one, nothing follows from it.
    await inventory.scene.relate(otherHospital.id, hospital.id, { shares: 'ASSETS' });
    await inventory.scene.relate(hospital.id, otherHospital.id, { shares: 'ASSETS' });
    for (const ctx of [vendor.publisher, otherHospital.device]) {
      expect(await idsIn(ctx)).toEqual([]);
      await expect(inventory.assets.asset(ctx, id)).rejects.toEqual(NOT_FOUND);
      expect(await inventory.scene.uow.run(ctx, (tx) => tx.sql('select id from asset'))).toEqual([]);
    }
  });

  it('is listed by no vendor, to which its release is like one that does not exist', async () => {
    const refused = await list(outside.releaseIds[0]).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'lines.0.releaseId', reason: 'inventory.not_own_release' }],
    });
  });

  it('changes release within its product, and to that of no other product that is kept', async () => {
    const { id } = await register(hospital.device);
    expect(await move(id, outside.releaseIds[1])).toMatchObject({ releaseId: outside.releaseIds[1] });
    const other = await inventory.product(hospital.id, 'Another maker');
    await expect(move(id, other.releaseIds[0])).rejects.toEqual(conflict('inventory.other_product'));
  });
});

describe('once the maker is in Tasuki', () => {
  it("an asset moves to the vendor's release, which the vendor then sees, and not back", async () => {
    const { id } = await register(hospital.device, { serialNumber: 'S1' });
    expect(await idsIn(vendor.publisher)).toEqual([]);

    const moved = await move(id, vendor.releaseIds[0]);
    expect(moved).toMatchObject({ id, serialNumber: 'S1', vendorId: vendor.id, releaseId: vendor.releaseIds[0] });
    expect(await inventory.assets.asset(hospital.device, id)).toMatchObject({ vendorId: vendor.id });
    expect(inventory.scene.recorded().at(-1)).toMatchObject({
      kind: 'asset.changed',
      facts: { releaseId: vendor.releaseIds[0], releaseIdBefore: outside.releaseIds[0], hospitalId: hospital.id },
    });
    expect(await idsIn(vendor.publisher)).toEqual([id]);
    await expect(move(id, outside.releaseIds[0])).rejects.toEqual(conflict('inventory.other_product'));
  });

  it('a retired asset stays what it was', async () => {
    const { id } = await register(hospital.device);
    await inventory.assets.retire(hospital.device, { assetId: id });
    await expect(move(id, vendor.releaseIds[0])).rejects.toEqual(conflict('inventory.already_retired'));
  });

  it("a line of the vendor's list is confirmed with the asset after it moved, and not before", async () => {
    const { id: assetId } = await register(hospital.device);
    const { lines } = await list(vendor.releaseIds[0]);
    const confirm = () =>
      inventory.installedBase.confirm(
        hospital.device,
        parseInput(confirmInstalledBaseLine, { lineId: lines[0]?.id, assetId }),
      );
    await expect(confirm()).rejects.toEqual(conflict('inventory.maker_outside'));
    await move(assetId, vendor.releaseIds[0]);
    expect(await confirm()).toMatchObject({ state: 'CONFIRMED', assetId });
  });
});
