import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Id } from '#libs/kernel';
import { parseInput, type Ctx } from '#libs/platform';
import { openInventory, type HospitalWithDevices, type Inventory, type Vendor } from '../../test/inventory-scene.ts';
import { assetList, changeAsset, registerAsset, retireAsset } from '../asset.graphql.ts';
import { NetworkRepository } from '../network/network.repository.ts';

let inventory: Inventory;
let vendor: Vendor;
let hospital: HospitalWithDevices;

beforeAll(async () => {
  inventory = await openInventory();
});
afterAll(() => inventory.scene.close());
beforeEach(async () => {
  [vendor, hospital] = [await inventory.vendor(), await inventory.hospital()];
  inventory.scene.recorded();
});

const register = (record: object, facts: object = {}, by: HospitalWithDevices = hospital) => {
  const device = { releaseId: vendor.releaseIds[0], siteId: by.siteIds[0], connections: ['NETWORK'] };
  return inventory.assets.register(by.device, parseInput(registerAsset, { ...device, record, ...facts }));
};
const write = (assetId: Id, record: object, ctx: Ctx = hospital.device) =>
  inventory.assets.change(ctx, parseInput(changeAsset, { assetId, record }));
const recordOf = async (asset: Awaited<ReturnType<typeof register>>, ctx: Ctx = hospital.device) =>
  inventory.assets.recordOf(ctx, asset);
const refusal = (reason: string) => expect.objectContaining({ reason });
const foundIn = async (filter: object) => {
  const page = await inventory.assets.list(hospital.device, parseInput(assetList, { first: 20, ...filter }));
  return page.edges.map(({ node }) => node.id);
};

describe('what a hospital writes of an asset for itself', () => {
  it('is kept with it, changed field by field, and the trail tells which fields, not what they say', async () => {
    const asset = await register({ assetTag: 'ME-0001', zone: 'VLAN 20', networkAddress: '192.0.2.7' });
    await write(asset.id, { department: 'ICU', zone: null });
    expect(await recordOf(asset)).toMatchObject({
      assetTag: 'ME-0001',
      department: 'ICU',
      zone: null,
      networkAddress: '192.0.2.7',
      ownership: 'OWNED',
      exposedTo: [],
    });
    const [, changed] = inventory.scene.recorded();
    expect(changed).toMatchObject({ kind: 'asset.changed', facts: { recorded: ['department', 'zone'] } });
    expect(JSON.stringify(changed)).not.toContain('ICU');
  });

  it('is no change, and no event, when the same is said again', async () => {
    const asset = await register({ zone: 'VLAN 20', controls: ['FIREWALL', 'MONITORING'] });
    inventory.scene.recorded();
    await write(asset.id, { zone: 'VLAN 20', controls: ['FIREWALL', 'MONITORING'] });
    expect(inventory.scene.recorded()).toEqual([]);
  });

  it('is read by nobody else, a vendor with whom assets are shared included', async () => {
    const asset = await register({ networkAddress: '192.0.2.7' });
    await inventory.scene.admin.query(
      `insert into relationship (id, vendor_id, hospital_id, state, shares, proposed_by_id, proposed_at, confirmed_at)
       values (gen_random_uuid(), $1, $2, 'ACTIVE', 'ASSETS', $1, now(), now())`,
      [vendor.id, hospital.id],
    );
    const seen = await inventory.assets.asset(vendor.publisher, asset.id);
    expect(await recordOf(seen, vendor.publisher)).toBeNull();
    const other = await inventory.hospital();
    expect(await recordOf(asset, other.device)).toBeNull();
    const behindThePolicies = inventory.scene.uow.run(vendor.publisher, (tx) => tx.sql('select from asset_record'));
    expect(await behindThePolicies).toEqual([]);
  });

  it('finds the asset again: by tag, address, zone and department', async () => {
    const { id } = await register({ assetTag: 'ME-0007', networkAddress: '192.0.2.70', zone: 'OR', department: 'ICU' });
    await register({ assetTag: 'XX', zone: 'Ward' });
    for (const filter of [{ search: 'me-0007' }, { search: '192.0.2.70' }, { zone: 'OR' }, { department: 'ICU' }]) {
      expect(await foundIn(filter)).toEqual([id]);
    }
  });

  it('has each tag once in a hospital, until the device is gone', async () => {
    const { id } = await register({ assetTag: 'ME-1' });
    await expect(register({ assetTag: 'ME-1' })).rejects.toEqual(refusal('inventory.tag_taken'));
    await inventory.assets.retire(
      hospital.device,
      parseInput(retireAsset, { assetId: id, retiredOn: '2026-11-01', decommissioning: 'Erased, certificate 12' }),
    );
    const again = await register({ assetTag: 'ME-1' });
    expect(await recordOf(again)).toMatchObject({ assetTag: 'ME-1', retiredOn: null });
  });

  it('keeps when a device went, and how it was made fit to leave', async () => {
    const asset = await register({ zone: 'OR' });
    const retire = (facts: object) =>
      inventory.assets.retire(hospital.device, parseInput(retireAsset, { assetId: asset.id, ...facts }));
    await expect(retire({ retiredOn: '2199-01-01' })).rejects.toEqual(refusal('inventory.retired_in_future'));
    await retire({ retiredOn: '2026-11-01', decommissioning: 'Erased' });
    expect(await recordOf(asset)).toMatchObject({ retiredOn: '2026-11-01', decommissioning: 'Erased', zone: 'OR' });
    await expect(write(asset.id, { zone: 'Ward' })).rejects.toEqual(refusal('inventory.already_retired'));
  });

  it('names members and assets of the own hospital only, and no asset as a part of itself', async () => {
    const [whole, part] = [await register({}), await register({})];
    await write(part.id, { partOfId: whole.id });
    await expect(write(whole.id, { partOfId: part.id })).rejects.toEqual(refusal('inventory.part_of_itself'));
    await expect(write(whole.id, { partOfId: whole.id })).rejects.toEqual(refusal('inventory.part_of_itself'));
    const other = await inventory.hospital();
    const theirs = await register({}, {}, other);
    await expect(write(whole.id, { partOfId: theirs.id })).rejects.toEqual(refusal('not_found'));
    await expect(write(whole.id, { responsibleId: theirs.id })).rejects.toEqual(refusal('not_found'));
    expect(await recordOf(whole)).toBeNull();
  });

  it.each([
    [{ networkAddress: '192.0.2.700' }, 'networkAddress'],
    [{ networkAddress: '192.0.2.0/33' }, 'networkAddress'],
    [{ installedOn: '2026-02-30' }, 'installedOn'],
    [{ exposedTo: Array.from({ length: 21 }, (_, i) => `Zone ${i}`) }, 'exposedTo'],
    [{ zone: 'a\u202eb' }, 'zone'],
  ])('refuses %p', (record, field) => {
    const given = { assetId: '0193a1b2-0000-7000-8000-000000000001', record };
    expect(() => parseInput(changeAsset, given)).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ path: expect.stringContaining(field) })] }),
    );
  });

  it.each(['192.0.2.7', '192.0.2.0/24', '2001:db8::7', '2001:db8::/32', '00:00:5E:00:53:01'])(
    'takes %s as an address',
    (networkAddress) => {
      const given = { assetId: '0193a1b2-0000-7000-8000-000000000001', record: { networkAddress } };
      expect(parseInput(changeAsset, given).record).toMatchObject({ networkAddress });
    },
  );

  it('refuses another owner of what is the hospital’s own', async () => {
    const asset = await register({ ownership: 'LEASED', ownerName: 'Sample Leasing' });
    await expect(write(asset.id, { ownership: 'OWNED' })).rejects.toEqual(refusal('inventory.owned_by_itself'));
    await write(asset.id, { ownership: 'OWNED', ownerName: null });
    expect(await recordOf(asset)).toMatchObject({ ownership: 'OWNED', ownerName: null });
  });
});

describe('the network of a site', () => {
  it('shows what stands in each zone, what reaches it, and what is past its support without protection', async () => {
    await register({ zone: 'OR', exposedTo: ['Ward', 'Internet'], remoteMaintenance: 'VPN' }, { quantity: 3 });
    await register({ zone: 'OR', exposedTo: ['Ward'], controls: ['FIREWALL'] });
    await register({ zone: 'Ward' });
    await register({});
    await register({}, { connections: ['NONE'] });
    await register({ zone: 'OR' }, { siteId: hospital.siteIds[1] });
    await inventory.scene.admin.query(`update release set stage = 'END_OF_SUPPORT' where id = $1`, [
      vendor.releaseIds[0],
    ]);
    const networkOf = (ctx: Ctx) =>
      inventory.scene.uow.run(ctx, (tx) => new NetworkRepository().zonesOf(tx, hospital.siteIds[0]));
    const quiet = { remotelyMaintained: 0, limitedSupport: 0, exposedTo: [] };
    expect(await networkOf(hospital.device)).toEqual([
      {
        ...quiet,
        zone: 'OR',
        assets: 2,
        devices: 4,
        remotelyMaintained: 1,
        endOfSupport: 2,
        unprotected: 1,
        exposedTo: [
          { to: 'Ward', isZone: true, assets: 2 },
          { to: 'Internet', isZone: false, assets: 1 },
        ],
      },
      { ...quiet, zone: 'Ward', assets: 1, devices: 1, endOfSupport: 1, unprotected: 1 },
      { ...quiet, zone: null, assets: 1, devices: 1, endOfSupport: 1, unprotected: 1 },
    ]);
    expect(await networkOf((await inventory.hospital()).device)).toEqual([]);
  });
});
