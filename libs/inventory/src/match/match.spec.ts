import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Id } from '#libs/kernel';
import { parseInput, type Ctx } from '#libs/platform';
import { openInventory, type HospitalWithDevices, type Inventory, type Vendor } from '../../test/inventory-scene.ts';
import { registerAsset } from '../asset.graphql.ts';
import { confirmProductMatch, rejectProductMatch } from './match.graphql.ts';

let inventory: Inventory;
let vendor: Vendor;
let hospital: HospitalWithDevices;
let outside: { productId: Id<'Product'>; releaseIds: [Id<'Release'>, Id<'Release'>] };
let serial = 0;

beforeAll(async () => {
  inventory = await openInventory();
});
afterAll(() => inventory.scene.close());
beforeEach(async () => {
  [vendor, hospital] = [await inventory.vendor(), await inventory.hospital()];
  outside = await inventory.product(hospital.id, 'Acme Medical');
  await called(vendor.productId, `Pump ${vendor.productId}`);
  await called(outside.productId, `Kept ${outside.productId}`);
  inventory.scene.recorded();
});

const called = (productId: Id, name: string) =>
  inventory.scene.admin.query('update product set name = $2 where id = $1', [productId, name]);
const identified = (productId: Id, ownerId: Id, isOutside: boolean, scheme: string, value: string) =>
  inventory.scene.admin.query(
    `insert into product_identifier (id, product_id, vendor_id, is_outside, scheme, value)
     values (gen_random_uuid(), $1, $2, $3, $4, $5)`,
    [productId, ownerId, isOutside, scheme, value],
  );
/** The same of both, that no other test has. */
const identify = async (scheme: string) => {
  const value = `0451234567${String((serial += 1)).padStart(4, '0')}`;
  await identified(outside.productId, hospital.id, true, scheme, value);
  await identified(vendor.productId, vendor.id, false, scheme, value);
};
const register = (facts: object = {}) =>
  inventory.assets.register(
    hospital.device,
    parseInput(registerAsset, {
      releaseId: outside.releaseIds[0],
      siteId: hospital.siteIds[0],
      connections: ['NETWORK'],
      ...facts,
    }),
  );
const matches = async (ctx: Ctx = hospital.device) => {
  const page = await inventory.matches.list(ctx, { first: 20 });
  expect(await page.totalCount()).toBe(page.edges.length);
  return page.edges.map(({ node }) => node);
};
const pair = () => ({ outsideProductId: outside.productId, productId: vendor.productId });
const confirm = (versions: object[] = [], ctx: Ctx = hospital.device) =>
  inventory.matches.confirm(ctx, parseInput(confirmProductMatch, { ...pair(), versions }));
const reject = (ctx: Ctx = hospital.device) => inventory.matches.reject(ctx, parseInput(rejectProductMatch, pair()));
const refusal = (reason: string) => expect.objectContaining({ reason });

describe('a product that a hospital keeps a record of', () => {
  it.each(['GTIN', 'APPROVAL_NUMBER'])(
    'is suggested to be what a vendor registers under the same %s',
    async (scheme) => {
      await register({ serialNumber: 'S1' });
      await register({ releaseId: outside.releaseIds[1], quantity: 4 });
      expect(await matches()).toEqual([]);
      await identify(scheme);
      expect(await matches()).toEqual([
        expect.objectContaining({
          ...pair(),
          basis: scheme,
          versions: [
            expect.objectContaining({ version: '1.0', assets: 1, devices: 1, releaseId: vendor.releaseIds[0] }),
            expect.objectContaining({ version: '2.0', assets: 1, devices: 4, releaseId: vendor.releaseIds[1] }),
          ],
        }),
      ]);
    },
  );

  it('is suggested by its name too, which is said to be no more than a name', async () => {
    await register();
    await called(outside.productId, `PUMP ${vendor.productId}`);
    expect(await matches()).toMatchObject([{ ...pair(), basis: 'NAME' }]);
    await identify('GTIN');
    expect(await matches()).toMatchObject([{ ...pair(), basis: 'GTIN' }]);
  });

  it('is not suggested where no device of it is left, nor for a vendor that is suspended', async () => {
    await identify('GTIN');
    expect(await matches()).toEqual([]);
    const { id } = await register();
    await inventory.scene.admin.query(`update organisation set state = 'SUSPENDED' where id = $1`, [vendor.id]);
    expect(await matches()).toEqual([]);
    await inventory.scene.admin.query(`update organisation set state = 'ADMITTED' where id = $1`, [vendor.id]);
    expect(await matches()).toHaveLength(1);
    await inventory.assets.retire(hospital.device, { assetId: id });
    expect(await matches()).toEqual([]);
  });

  it('is suggested to nobody else', async () => {
    await register();
    await identify('GTIN');
    const other = await inventory.hospital();
    expect(await matches(other.device)).toEqual([]);
    await expect(confirm([], other.device)).rejects.toEqual(refusal('not_found'));
    await expect(reject(other.device)).rejects.toEqual(refusal('not_found'));
    await expect(confirm([], vendor.publisher)).rejects.toEqual(refusal('not_found'));
    const viewer = inventory.scene.member(hospital.id, 'HOSPITAL', ['HOSPITAL_VIEWER']);
    expect(await matches(viewer)).toHaveLength(1);
    await expect(confirm([], viewer)).rejects.toEqual(refusal('access.forbidden'));
    await expect(reject(viewer)).rejects.toEqual(refusal('access.forbidden'));
  });
});

describe('a match that is confirmed', () => {
  beforeEach(() => identify('GTIN'));

  it("makes every device one of the vendor's product and release, each recorded, and the match too", async () => {
    const [one, two] = [
      await register({ serialNumber: 'S1' }),
      await register({ releaseId: outside.releaseIds[1], quantity: 4 }),
    ];
    inventory.scene.recorded();
    expect(await confirm()).toBe(2);
    expect(await inventory.assets.asset(hospital.device, one.id)).toMatchObject({
      releaseId: vendor.releaseIds[0],
      vendorId: vendor.id,
      serialNumber: 'S1',
    });
    expect(await inventory.assets.asset(hospital.device, two.id)).toMatchObject({
      releaseId: vendor.releaseIds[1],
      quantity: 4,
    });
    expect(inventory.scene.recorded()).toMatchObject([
      { kind: 'asset.changed', facts: { releaseId: vendor.releaseIds[0], releaseIdBefore: outside.releaseIds[0] } },
      { kind: 'asset.changed', facts: { releaseId: vendor.releaseIds[1], releaseIdBefore: outside.releaseIds[1] } },
      { kind: 'product_match.confirmed', facts: { ...pair(), basis: 'GTIN', assets: 2 } },
    ]);
    expect(await matches()).toEqual([]);
    await expect(confirm()).rejects.toEqual(refusal('not_found'));
  });

  it('takes the version that the hospital chooses where the vendor calls it otherwise', async () => {
    const { id } = await register();
    await inventory.scene.admin.query(`update release set version = 'A' where id = $1`, [outside.releaseIds[0]]);
    expect(await matches()).toMatchObject([{ versions: [{ version: 'A', releaseId: null }] }]);
    await expect(confirm()).rejects.toEqual(refusal('inventory.version_to_choose'));
    const another = await inventory.vendor();
    const [outsideReleaseId] = outside.releaseIds;
    await expect(confirm([{ outsideReleaseId, releaseId: another.releaseIds[0] }])).rejects.toEqual(
      refusal('inventory.not_of_product'),
    );
    await expect(
      confirm([{ outsideReleaseId: another.releaseIds[0], releaseId: vendor.releaseIds[1] }]),
    ).rejects.toEqual(refusal('not_found'));
    expect(await confirm([{ outsideReleaseId, releaseId: vendor.releaseIds[1] }])).toBe(1);
    expect(await inventory.assets.asset(hospital.device, id)).toMatchObject({ releaseId: vendor.releaseIds[1] });
  });

  it('is refused as a whole to whoever may not change all of the devices', async () => {
    const [here] = [await register(), await register({ siteId: hospital.siteIds[1] })];
    const ofOne = inventory.scene.member(hospital.id, 'HOSPITAL', ['HOSPITAL_DEVICE'], [hospital.siteIds[0]]);
    await expect(confirm([], ofOne)).rejects.toEqual(refusal('access.forbidden'));
    expect(await inventory.assets.asset(hospital.device, here.id)).toMatchObject({ releaseId: outside.releaseIds[0] });
  });

  it('is refused where a device of that serial number is registered already', async () => {
    await register({ serialNumber: 'S1' });
    await register({ releaseId: vendor.releaseIds[0], serialNumber: 'S1' });
    await expect(confirm()).rejects.toEqual(refusal('inventory.serial_taken'));
  });
});

describe('a match that is rejected', () => {
  it('is recorded, and not asked again, though another may be', async () => {
    await register();
    await identify('GTIN');
    await called(outside.productId, `Pump ${vendor.productId}`);
    const another = await inventory.vendor();
    await called(another.productId, `Pump ${vendor.productId}`);
    inventory.scene.recorded();
    await reject();
    expect(inventory.scene.recorded()).toMatchObject([{ kind: 'product_match.rejected', facts: pair() }]);
    expect(await matches()).toMatchObject([{ productId: another.productId, basis: 'NAME' }]);
    await expect(confirm()).rejects.toEqual(refusal('not_found'));
    await expect(reject()).rejects.toEqual(refusal('not_found'));
  });
});
