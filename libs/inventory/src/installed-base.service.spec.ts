import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { parseInput, type Ctx } from '#libs/platform';
import { openInventory, type HospitalWithDevices, type Inventory, type Vendor } from '../test/inventory-scene.ts';
import {
  confirmInstalledBaseLine,
  installedBaseList,
  listInstalledBase,
  rejectInstalledBaseLine,
} from './installed-base.graphql.ts';

const FORBIDDEN = expect.objectContaining({ code: 'FORBIDDEN', reason: 'access.forbidden' });
const NOT_FOUND = expect.objectContaining({ code: 'NOT_FOUND', reason: 'not_found' });
const refusal = (code: string, reason: string) => expect.objectContaining({ code, reason });
const DECIDED = refusal('CONFLICT', 'inventory.already_decided');

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
  await inventory.scene.relate(vendor.id, hospital.id);
  inventory.scene.recorded();
});

const pump = (facts: object = {}) => ({ hospitalId: hospital.id, releaseId: vendor.releaseIds[0], ...facts });
const list = (ctx: Ctx, ...lines: object[]) =>
  inventory.installedBase.listDevices(ctx, parseInput(listInstalledBase, { lines }));
const listOne = async (facts: object = {}) => (await list(vendor.publisher, pump(facts))).lines[0]!;
const confirm = (ctx: Ctx, lineId: string, facts: object = { siteId: hospital.siteIds[0], connections: ['NETWORK'] }) =>
  inventory.installedBase.confirm(ctx, parseInput(confirmInstalledBaseLine, { lineId, ...facts }));
const reject = (ctx: Ctx, lineId: string) =>
  inventory.installedBase.reject(ctx, parseInput(rejectInstalledBaseLine, { lineId, reason: 'Returned in 2024.' }));
const linesOf = async (ctx: Ctx, filter: object = {}) => {
  const page = await inventory.installedBase.list(ctx, parseInput(installedBaseList, { first: 20, ...filter }));
  expect(await page.totalCount()).toBe(page.edges.length);
  return page.edges.map(({ node }) => node.id);
};

describe('a vendor lists its devices', () => {
  it('and both sides see the line, nobody else', async () => {
    const { lines, newCount } = await list(vendor.publisher, pump({ siteId: hospital.siteIds[0], serialNumber: 'S1' }));
    expect(newCount).toBe(1);
    const ids = lines.map(({ id }) => id);
    expect(await linesOf(vendor.publisher)).toEqual(ids);
    expect(await linesOf(inventory.scene.member(hospital.id, 'HOSPITAL', ['HOSPITAL_VIEWER']))).toEqual(ids);
    const stranger = await inventory.vendor();
    for (const ctx of [otherHospital.device, stranger.publisher]) {
      expect(await linesOf(ctx)).toEqual([]);
      expect(await inventory.scene.uow.run(ctx, (tx) => tx.sql('select id from installed_base_line'))).toEqual([]);
    }
    expect(inventory.scene.recorded()).toMatchObject([
      {
        kind: 'installed_base.listed',
        subject: { type: 'InstalledBaseLine', id: ids[0] },
        counterpartId: hospital.id,
        facts: { releaseId: vendor.releaseIds[0], hospitalId: hospital.id, siteId: hospital.siteIds[0] },
      },
    ]);
  });

  it('and the same line twice is one line, in one list, in two, and in two at once', async () => {
    const lines = [pump(), pump({ quantity: 5 }), pump({ serialNumber: 'S1' }), pump({ siteId: hospital.siteIds[0] })];
    const first = await list(vendor.publisher, ...lines);
    expect(first.newCount).toBe(3);
    expect(first.lines[0]).toMatchObject({ siteId: null, serialNumber: null, quantity: 5 });

    const again = await Promise.all([list(vendor.publisher, ...lines), list(vendor.publisher, ...lines.toReversed())]);
    expect(again.map(({ newCount }) => newCount)).toEqual([0, 0]);
    expect(again[0].lines.map(({ id }) => id)).toEqual(first.lines.map(({ id }) => id));
    expect(inventory.scene.recorded()).toHaveLength(3);

    const other = await inventory.vendor();
    await inventory.scene.relate(other.id, hospital.id);
    const racing = pump({ releaseId: other.releaseIds[0] });
    const counts = await Promise.all([1, 2, 3].map(() => list(other.publisher, racing)));
    expect(counts.reduce((sum, { newCount }) => sum + newCount, 0)).toBe(1);
  });

  it('a thousand at once', async () => {
    const lines = Array.from({ length: 1_000 }, (_, i) => pump({ serialNumber: `S${i}` }));
    expect(await list(vendor.publisher, ...lines)).toMatchObject({ newCount: 1_000 });
    expect(inventory.scene.recorded()).toHaveLength(1_000);
  });

  it('and the last said quantity holds until the hospital decides, then its decision stands', async () => {
    const { id } = await listOne({ quantity: 3 });
    expect(await listOne({ quantity: 4 })).toMatchObject({ id, quantity: 4, state: 'LISTED' });
    await reject(hospital.device, id);
    expect(await listOne({ quantity: 5 })).toMatchObject({ id, quantity: 4, state: 'REJECTED' });
  });

  it('only with hospitals that it deals with: an unknown one gets the same answer as a stranger', async () => {
    const refused = (hospitalId: string) =>
      list(vendor.publisher, pump({ hospitalId })).catch((error: unknown) => error);
    const unknown = await refused(newId());
    expect(unknown).toEqual(refusal('INVALID_INPUT', 'inventory.no_relationship'));
    expect(await refused(otherHospital.id)).toEqual(unknown);
    for (const state of ['REQUESTED', 'ENDED']) {
      await inventory.scene.relate(vendor.id, hospital.id, { state });
      expect(await refused(hospital.id)).toEqual(unknown);
    }
  });

  it('only its own releases, at sites of that hospital; one wrong line refuses the whole list and all are named', async () => {
    const stranger = await inventory.vendor();
    await inventory.scene.admin.query('update site set is_active = false where id = $1', [hospital.siteIds[1]]);
    const refused = await list(
      vendor.publisher,
      pump(),
      pump({ releaseId: stranger.releaseIds[0] }),
      pump({ siteId: otherHospital.siteIds[0] }),
      pump({ siteId: hospital.siteIds[1] }),
      pump({ releaseId: newId() }),
    ).catch((error: unknown) => error);
    expect(refused).toEqual(refusal('INVALID_INPUT', 'inventory.not_own_release'));
    expect(refused).toMatchObject({
      fields: [
        { path: 'lines.1.releaseId', reason: 'inventory.not_own_release' },
        { path: 'lines.2.siteId', reason: 'inventory.not_a_site' },
        { path: 'lines.3.siteId', reason: 'inventory.not_a_site' },
        { path: 'lines.4.releaseId', reason: 'inventory.not_own_release' },
      ],
    });
    expect(await linesOf(vendor.publisher)).toEqual([]);
    expect(inventory.scene.recorded()).toEqual([]);
  });

  it('by its publishers alone', async () => {
    const others = [
      inventory.scene.member(vendor.id, 'MANUFACTURER', ['VENDOR_ADMIN', 'VENDOR_APPROVER', 'VENDOR_SUPPORT']),
      hospital.device,
    ];
    for (const ctx of others) await expect(list(ctx, pump())).rejects.toEqual(FORBIDDEN);
  });

  it('and the database lets nobody list for another, decide for the hospital, or take a decision back', async () => {
    const { id } = await listOne();
    const insert = (ctx: Ctx, hospitalId: string) =>
      inventory.scene.uow.run(ctx, (tx) =>
        tx.sql(
          `insert into installed_base_line (id, vendor_id, hospital_id, release_id, serial_number, created_at)
           values ($1, $2, $3, $4, 'forged', now())`,
          [newId(), vendor.id, hospitalId, vendor.releaseIds[0]],
        ),
      );
    const walled = /row-level security/;
    await expect(insert(hospital.device, hospital.id)).rejects.toThrow(walled);
    await expect(insert(vendor.publisher, otherHospital.id)).rejects.toThrow(walled);
    const update = (ctx: Ctx, change: string) =>
      inventory.scene.uow.run(ctx, (tx) => tx.sql(`update installed_base_line set ${change} where id = '${id}'`));
    const rejected = `state = 'REJECTED', rejection_reason = 'no', decided_at = now()`;
    await expect(update(vendor.publisher, rejected)).rejects.toThrow(walled);
    await reject(hospital.device, id);
    await expect(
      update(hospital.device, `state = 'LISTED', rejection_reason = null, decided_at = null`),
    ).rejects.toThrow(walled);
  });
});

describe('a hospital decides', () => {
  it('that it has the device, which registers an asset', async () => {
    const { id } = await listOne({ serialNumber: 'S1' });
    inventory.scene.recorded();
    const line = await confirm(hospital.device, id, { siteId: hospital.siteIds[1], connections: ['NONE'], name: 'P' });
    expect(line).toMatchObject({ state: 'CONFIRMED', siteId: null, decidedAt: expect.any(Date) });
    const asset = await inventory.assets.asset(hospital.device, line.assetId!);
    expect(asset).toMatchObject({
      siteId: hospital.siteIds[1],
      releaseId: vendor.releaseIds[0],
      serialNumber: 'S1',
      connections: ['NONE'],
      name: 'P',
    });

    const [registered, confirmed] = inventory.scene.recorded();
    expect(registered).toMatchObject({
      kind: 'asset.registered',
      facts: {
        releaseId: vendor.releaseIds[0],
        hospitalId: hospital.id,
        siteId: hospital.siteIds[1],
        installedBaseLineId: id,
      },
    });
    expect(confirmed).toMatchObject({ kind: 'installed_base.confirmed', counterpartId: vendor.id });
    // Under COUNTS the vendor learns neither the asset nor where it is.
    expect(registered?.counterpartId ?? null).toBeNull();
    expect(JSON.stringify(confirmed)).not.toContain(asset.id);
    expect(JSON.stringify(confirmed)).not.toContain(asset.siteId);
    expect(await inventory.assets.visibleAsset(vendor.publisher, asset.id)).toBeNull();
  });

  it('that it is where the vendor says, unless it says another site', async () => {
    const { id } = await listOne({ siteId: hospital.siteIds[1] });
    const { assetId } = await confirm(hospital.device, id, { connections: ['UNKNOWN'] });
    expect(await inventory.assets.asset(hospital.device, assetId!)).toMatchObject({ siteId: hospital.siteIds[1] });
  });

  it('that it is an asset of the product that is registered already', async () => {
    const register = (releaseId: string) =>
      inventory.assets.register(hospital.device, {
        releaseId,
        siteId: hospital.siteIds[0],
        serialNumber: 'S1',
        connections: ['NETWORK'],
        quantity: 1,
        status: 'IN_USE',
      });
    const updated = await register(vendor.releaseIds[1]);
    const { id } = await listOne({ serialNumber: 'S1' });
    inventory.scene.recorded();
    expect(await confirm(hospital.device, id, { assetId: updated.id })).toMatchObject({ assetId: updated.id });
    expect(inventory.scene.recorded().map(({ kind }) => kind)).toEqual(['asset.linked', 'installed_base.confirmed']);

    const stranger = await inventory.vendor();
    const foreign = await register(stranger.releaseIds[0]);
    const other = await listOne({ serialNumber: 'S2' });
    const link = (assetId: string) => confirm(hospital.device, other.id, { assetId });
    await expect(link(foreign.id)).rejects.toEqual(refusal('CONFLICT', 'inventory.other_product'));
    await expect(link(newId())).rejects.toEqual(NOT_FOUND);
    await inventory.assets.retire(hospital.device, { assetId: updated.id });
    await expect(link(updated.id)).rejects.toEqual(refusal('CONFLICT', 'inventory.already_retired'));
    expect(await linesOf(hospital.device, { state: 'LISTED' })).toEqual([other.id]);
  });

  it('that it does not, and says why', async () => {
    const { id } = await listOne();
    inventory.scene.recorded();
    await reject(hospital.device, id);
    const events = inventory.scene.recorded();
    expect(events).toMatchObject([{ kind: 'installed_base.rejected', counterpartId: vendor.id }]);
    // Free text may name people: it stays out of what can never be erased.
    expect(JSON.stringify(events)).not.toContain('Returned');
    const page = await inventory.installedBase.list(vendor.publisher, { first: 1 });
    expect(page.edges[0]?.node).toMatchObject({ state: 'REJECTED', rejectionReason: 'Returned in 2024.' });
    expect(await linesOf(vendor.publisher, { state: 'LISTED' })).toEqual([]);
    expect(await linesOf(vendor.publisher, { state: 'REJECTED' })).toEqual([id]);
  });

  it('once, also when two people decide at the same moment', async () => {
    const { id } = await listOne();
    const outcomes = await Promise.allSettled([
      confirm(hospital.device, id),
      reject(hospital.device, id),
      confirm(hospital.device, id),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toEqual(DECIDED);
    await expect(confirm(hospital.device, id)).rejects.toEqual(DECIDED);
    await expect(reject(hospital.device, id)).rejects.toEqual(DECIDED);
    const { rows } = await inventory.scene.admin.query('select from asset where hospital_id = $1', [hospital.id]);
    expect(rows.length).toBeLessThanOrEqual(1);
  });

  it('saying where it is and what it is connected to', async () => {
    const { id } = await listOne({ serialNumber: 'S1' });
    const refused = (facts: object) => confirm(hospital.device, id, facts);
    const site = { siteId: hospital.siteIds[0] };
    const connections = ['NETWORK'];
    await expect(refused({ connections })).rejects.toEqual(refusal('INVALID_INPUT', 'inventory.site_needed'));
    await expect(refused(site)).rejects.toEqual(refusal('INVALID_INPUT', 'inventory.connections_needed'));
    await expect(refused({ siteId: otherHospital.siteIds[0], connections })).rejects.toEqual(NOT_FOUND);

    await confirm(hospital.device, id);
    const twin = await listOne({ serialNumber: 'S1', siteId: hospital.siteIds[0] });
    await expect(confirm(hospital.device, twin.id)).rejects.toEqual(refusal('CONFLICT', 'inventory.serial_taken'));
  });

  it('by those who answer for devices, at their sites; what names no site is rejected for all sites only', async () => {
    const somewhere = await listOne();
    const there = await listOne({ siteId: hospital.siteIds[1] });
    const here = inventory.scene.member(hospital.id, 'HOSPITAL', ['HOSPITAL_DEVICE'], [hospital.siteIds[0]]);
    const admin = inventory.scene.member(hospital.id, 'HOSPITAL', ['HOSPITAL_ADMIN', 'HOSPITAL_SECURITY']);
    for (const ctx of [admin, vendor.publisher]) {
      await expect(confirm(ctx, somewhere.id)).rejects.toEqual(FORBIDDEN);
      await expect(reject(ctx, somewhere.id)).rejects.toEqual(FORBIDDEN);
    }
    await expect(confirm(otherHospital.device, somewhere.id)).rejects.toEqual(NOT_FOUND);
    await expect(reject(otherHospital.device, somewhere.id)).rejects.toEqual(NOT_FOUND);

    for (const line of [somewhere, there]) await expect(reject(here, line.id)).rejects.toEqual(FORBIDDEN);
    await expect(confirm(here, there.id)).rejects.toEqual(FORBIDDEN);
    const elsewhere = confirm(here, somewhere.id, { siteId: hospital.siteIds[1], connections: ['NONE'] });
    await expect(elsewhere).rejects.toEqual(FORBIDDEN);
    expect(await confirm(here, somewhere.id)).toMatchObject({ state: 'CONFIRMED' });
  });
});
