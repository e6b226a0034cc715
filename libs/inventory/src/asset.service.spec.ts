import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { parseInput, type Ctx } from '#libs/platform';
import { openInventory, type HospitalWithDevices, type Inventory, type Vendor } from '../test/inventory-scene.ts';
import { assetList, changeAsset, registerAsset } from './asset.graphql.ts';

const FORBIDDEN = expect.objectContaining({ code: 'FORBIDDEN', reason: 'access.forbidden' });
const NOT_FOUND = expect.objectContaining({ code: 'NOT_FOUND', reason: 'not_found' });
const conflict = (reason: string) => expect.objectContaining({ code: 'CONFLICT', reason });

let inventory: Inventory;
let vendor: Vendor;
let hospital: HospitalWithDevices;
let otherHospital: HospitalWithDevices;

beforeAll(async () => {
  inventory = await openInventory();
});
afterAll(() => inventory.scene.close());
beforeEach(async () => {
  [vendor, hospital, otherHospital] = [
    await inventory.vendor(),
    await inventory.hospital(),
    await inventory.hospital(),
  ];
  inventory.scene.recorded();
});

const register = (ctx: Ctx, facts: object = {}) => {
  const device = { releaseId: vendor.releaseIds[0], siteId: hospital.siteIds[0], connections: ['NETWORK'] };
  return inventory.assets.register(ctx, parseInput(registerAsset, { ...device, ...facts }));
};
const change = (ctx: Ctx, assetId: string, changes: object) =>
  inventory.assets.change(ctx, parseInput(changeAsset, { assetId, ...changes }));
const list = (ctx: Ctx, filter: object = {}) =>
  inventory.assets.list(ctx, parseInput(assetList, { first: 20, ...filter }));
const idsIn = async (ctx: Ctx, filter: object = {}) => (await list(ctx, filter)).edges.map(({ node }) => node.id);

describe('assets', () => {
  it('are registered at the own sites, and recorded with what follows from them', async () => {
    const asset = await register(hospital.device, { serialNumber: 'S1' });
    expect(await inventory.assets.asset(hospital.device, asset.id)).toMatchObject({
      hospitalId: hospital.id,
      vendorId: vendor.id,
      serialNumber: 'S1',
      quantity: 1,
      status: 'IN_USE',
      isConnected: true,
    });
    expect(inventory.scene.recorded()).toMatchObject([
      {
        kind: 'asset.registered',
        subject: { type: 'Asset', id: asset.id },
        facts: {
          releaseId: vendor.releaseIds[0],
          hospitalId: hospital.id,
          siteId: hospital.siteIds[0],
          connections: ['NETWORK'],
          status: 'IN_USE',
        },
      },
    ]);
  });

  it('are told to no vendor by the trail', async () => {
    const { id } = await register(hospital.device);
    await change(hospital.device, id, { lot: 'L' });
    await inventory.assets.retire(hospital.device, { assetId: id });
    const events = inventory.scene.recorded();
    expect(events.map(({ kind }) => kind)).toEqual(['asset.registered', 'asset.changed', 'asset.retired']);
    for (const event of events) expect(event.counterpartId ?? null).toBeNull();
  });

  it('are not placed at a site of another hospital, which is as if it did not exist', async () => {
    await expect(register(hospital.device, { siteId: otherHospital.siteIds[0] })).rejects.toEqual(NOT_FOUND);
    await expect(register(hospital.device, { siteId: newId() })).rejects.toEqual(NOT_FOUND);
    const { id } = await register(hospital.device);
    await expect(change(hospital.device, id, { siteId: otherHospital.siteIds[0] })).rejects.toEqual(NOT_FOUND);

    const forged = inventory.scene.uow.run(hospital.device, (tx) =>
      tx.sql(`update asset set site_id = $1 where id = $2`, [otherHospital.siteIds[0], id]),
    );
    await expect(forged).rejects.toThrow(/row-level security/);
  });

  it('are not placed at a closed site, nor of a release that does not exist', async () => {
    await inventory.scene.admin.query('update site set is_active = false where id = $1', [hospital.siteIds[1]]);
    const closed = register(hospital.device, { siteId: hospital.siteIds[1] });
    await expect(closed).rejects.toEqual(conflict('inventory.site_closed'));
    await expect(register(hospital.device, { releaseId: newId() })).rejects.toEqual(NOT_FOUND);
  });

  it('are written by those who answer for devices, at their sites only', async () => {
    const { id } = await register(hospital.device);
    const others = (['HOSPITAL_ADMIN', 'HOSPITAL_MANAGER', 'HOSPITAL_SECURITY', 'HOSPITAL_VIEWER'] as const).map(
      (role) => inventory.scene.member(hospital.id, 'HOSPITAL', [role]),
    );
    const elsewhere = inventory.scene.member(hospital.id, 'HOSPITAL', ['HOSPITAL_DEVICE'], [hospital.siteIds[1]]);
    for (const ctx of [...others, elsewhere]) {
      expect(await inventory.assets.asset(ctx, id)).toMatchObject({ id });
      await expect(register(ctx)).rejects.toEqual(FORBIDDEN);
      await expect(change(ctx, id, { lot: 'L' })).rejects.toEqual(FORBIDDEN);
      await expect(inventory.assets.retire(ctx, { assetId: id })).rejects.toEqual(FORBIDDEN);
    }
    const own = await register(elsewhere, { siteId: hospital.siteIds[1] });
    await expect(change(elsewhere, own.id, { siteId: hospital.siteIds[0] })).rejects.toEqual(FORBIDDEN);
    expect(await change(elsewhere, own.id, { lot: 'L' })).toMatchObject({ lot: 'L', siteId: hospital.siteIds[1] });
  });

  it('stay unknown to another hospital, by both walls', async () => {
    const { id } = await register(hospital.device);
    await expect(inventory.assets.asset(otherHospital.device, id)).rejects.toEqual(NOT_FOUND);
    await expect(change(otherHospital.device, id, { lot: 'L' })).rejects.toEqual(NOT_FOUND);
    await expect(inventory.assets.retire(otherHospital.device, { assetId: id })).rejects.toEqual(NOT_FOUND);
    expect(await inventory.assets.visibleAsset(otherHospital.device, id)).toBeNull();
    const page = await list(otherHospital.device);
    expect([page.edges, await page.totalCount()]).toEqual([[], 0]);
    expect(await inventory.scene.uow.run(otherHospital.device, (tx) => tx.sql('select id from asset'))).toEqual([]);
  });

  it('of one release and serial number are one at a site, until retired', async () => {
    const first = await register(hospital.device, { serialNumber: 'S1' });
    const taken = conflict('inventory.serial_taken');
    await expect(register(hospital.device, { serialNumber: 'S1' })).rejects.toEqual(taken);
    await register(hospital.device, { serialNumber: 'S1', siteId: hospital.siteIds[1] });
    const { id } = await register(hospital.device, { serialNumber: 'S2' });
    await expect(change(hospital.device, id, { serialNumber: 'S1' })).rejects.toEqual(taken);

    await inventory.assets.retire(hospital.device, { assetId: first.id });
    expect(await change(hospital.device, id, { serialNumber: 'S1' })).toMatchObject({ serialNumber: 'S1' });
  });

  it('change release within their product, and the trail says from where to where', async () => {
    const { id } = await register(hospital.device);
    await change(hospital.device, id, { releaseId: vendor.releaseIds[1], siteId: hospital.siteIds[1] });
    expect(inventory.scene.recorded().at(-1)).toMatchObject({
      kind: 'asset.changed',
      facts: {
        releaseId: vendor.releaseIds[1],
        releaseIdBefore: vendor.releaseIds[0],
        siteId: hospital.siteIds[1],
        siteIdBefore: hospital.siteIds[0],
        hospitalId: hospital.id,
      },
    });
    const { releaseIds } = await inventory.vendor();
    const other = change(hospital.device, id, { releaseId: releaseIds[0] });
    await expect(other).rejects.toEqual(conflict('inventory.other_product'));
  });

  it('that are said to be as they were are not recorded', async () => {
    const { id } = await register(hospital.device);
    inventory.scene.recorded();
    await change(hospital.device, id, { connections: ['NETWORK'], quantity: 1, name: null });
    expect(inventory.scene.recorded()).toEqual([]);
  });

  it('are retired once, and not changed after', async () => {
    const { id } = await register(hospital.device);
    expect(await inventory.assets.retire(hospital.device, { assetId: id })).toMatchObject({ status: 'RETIRED' });
    const retired = conflict('inventory.already_retired');
    await expect(inventory.assets.retire(hospital.device, { assetId: id })).rejects.toEqual(retired);
    await expect(change(hospital.device, id, { lot: 'L' })).rejects.toEqual(retired);
    await expect(inventory.assets.retire(hospital.device, { assetId: newId() })).rejects.toEqual(NOT_FOUND);
  });

  it('are filtered, searched and paged', async () => {
    const ward = await register(hospital.device, { location: 'Ward 5_A', lot: 'L1' });
    const stored = await register(hospital.device, {
      siteId: hospital.siteIds[1],
      status: 'STORED',
      name: '輸液ポンプ',
    });
    const newer = await register(hospital.device, { releaseId: vendor.releaseIds[1], serialNumber: 'SN-9' });
    const { productId, releaseIds } = await inventory.vendor();
    const other = await register(hospital.device, { releaseId: releaseIds[0] });

    const ids = (filter: object) => idsIn(hospital.device, filter);
    expect(await ids({})).toEqual([ward.id, stored.id, newer.id, other.id]);
    expect(await ids({ siteId: hospital.siteIds[1] })).toEqual([stored.id]);
    expect(await ids({ status: 'STORED' })).toEqual([stored.id]);
    expect(await ids({ releaseId: vendor.releaseIds[1] })).toEqual([newer.id]);
    expect(await ids({ productId })).toEqual([other.id]);
    expect(await ids({ search: '5_a' })).toEqual([ward.id]);
    expect(await ids({ search: 'sn-9' })).toEqual([newer.id]);
    expect(await ids({ search: 'ポンプ' })).toEqual([stored.id]);
    expect(await ids({ search: '%' })).toEqual([]);

    const page = await list(hospital.device, { first: 3 });
    expect(await page.totalCount()).toBe(4);
    expect(await ids({ first: 3, after: page.pageInfo.endCursor })).toEqual([other.id]);
  });
});

describe('a vendor', () => {
  it('reads assets of its own products where the hospital shares them, and changes none', async () => {
    const { id } = await register(hospital.device);
    const stranger = await inventory.vendor();
    await register(hospital.device, { releaseId: stranger.releaseIds[0] });
    expect(await idsIn(vendor.publisher)).toEqual([]);

    for (const relation of [
      { shares: 'COUNTS' },
      { shares: 'ASSETS', state: 'REQUESTED' },
      { shares: 'ASSETS', state: 'ENDED' },
    ]) {
      await inventory.scene.relate(vendor.id, hospital.id, relation);
      expect(await idsIn(vendor.publisher)).toEqual([]);
      await expect(inventory.assets.asset(vendor.publisher, id)).rejects.toEqual(NOT_FOUND);
    }

    await inventory.scene.relate(vendor.id, hospital.id, { shares: 'ASSETS' });
    expect(await idsIn(vendor.publisher)).toEqual([id]);
    await expect(change(vendor.publisher, id, { lot: 'L' })).rejects.toEqual(FORBIDDEN);
    await expect(register(vendor.publisher)).rejects.toEqual(NOT_FOUND);
  });

  it('does not see more by what a row claims: whose product it is comes from the release', async () => {
    const stranger = await inventory.vendor();
    await inventory.scene.relate(stranger.id, hospital.id, { shares: 'ASSETS' });
    const { id } = await register(hospital.device);
    await inventory.scene.admin.query('update asset set vendor_id = $1 where id = $2', [stranger.id, id]);
    expect(await idsIn(stranger.publisher)).toEqual([]);
  });
});

it('nobody else reads assets: not auditors, regulators or operators', async () => {
  const { id } = await register(hospital.device);
  const others = [
    inventory.scene.member(await inventory.scene.organisation('AUDITOR'), 'AUDITOR', ['AUDITOR']),
    inventory.scene.member(await inventory.scene.organisation('REGULATOR'), 'REGULATOR', ['REGULATOR_VIEWER']),
    inventory.scene.member(await inventory.scene.organisation('OPERATOR'), 'OPERATOR', ['OPERATOR']),
  ];
  for (const ctx of others) {
    await expect(inventory.assets.asset(ctx, id)).rejects.toEqual(NOT_FOUND);
    expect(await idsIn(ctx)).toEqual([]);
  }
});
