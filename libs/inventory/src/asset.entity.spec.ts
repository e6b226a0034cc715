import { describe, expect, it } from '@jest/globals';
import type { Release } from '#libs/catalogue';
import { newId } from '#libs/kernel';
import { parseInput } from '#libs/platform';
import { Asset, CONNECTIONS, type AssetFacts } from './asset.entity.ts';
import { changeAsset, registerAsset } from './asset.graphql.ts';
import { InstalledBaseLine } from './installed-base-line.entity.ts';
import { listInstalledBase } from './installed-base.graphql.ts';

const now = new Date('2026-11-23T00:00:00Z');
const release = { id: newId(), vendorId: newId() } as Release;
const facts: AssetFacts = {
  siteId: newId(),
  name: null,
  serialNumber: null,
  lot: null,
  quantity: 1,
  location: null,
  connections: ['NETWORK'],
  status: 'IN_USE',
};
const asset = (given: Partial<AssetFacts> = {}) => Asset.register(newId(), release, { ...facts, ...given }, now);
const refusal = (reason: string) => expect.objectContaining({ reason });
const reasonsOf = (read: () => unknown) => {
  try {
    return read();
  } catch (error) {
    return (error as { fields: { path: string; reason: string }[] }).fields.map(
      ({ path, reason }) => `${path} ${reason}`,
    );
  }
};

describe('an asset', () => {
  it('counts as connected unless it is known to be connected to nothing', () => {
    for (const connection of CONNECTIONS) {
      expect(asset({ connections: [connection] }).isConnected).toBe(connection !== 'NONE');
    }
  });

  it('is of one serial number only when it is one device', () => {
    expect(() => asset({ serialNumber: 'S1', quantity: 2 })).toThrow(refusal('inventory.serial_names_one'));
    const group = asset({ quantity: 20 });
    expect(() => group.change({ serialNumber: 'S1' })).toThrow(refusal('inventory.serial_names_one'));
    expect(asset({ serialNumber: 'S1' })).toMatchObject({ quantity: 1, vendorId: release.vendorId });
  });

  it('is not changed by naming its connections in another order', () => {
    const one = asset({ connections: ['REMOVABLE_MEDIA', 'NETWORK'] });
    expect(one.connections).toEqual(['NETWORK', 'REMOVABLE_MEDIA']);
    expect(one.change({ connections: ['NETWORK', 'REMOVABLE_MEDIA', 'NETWORK'] })).toBe(false);
    expect(one.change({ connections: ['UNKNOWN'] })).toBe(true);
  });

  it('is retired for good', () => {
    const one = asset();
    one.retire();
    expect(one.status).toBe('RETIRED');
    expect(() => one.retire()).toThrow(refusal('inventory.already_retired'));
    expect(() => one.change({ status: 'IN_USE' })).toThrow(refusal('inventory.already_retired'));
  });
});

describe('a line of an installed-base list', () => {
  const line = () => Object.assign(new InstalledBaseLine(), { state: 'LISTED', assetId: null, rejectionReason: null });

  it('is decided once', () => {
    const [confirmed, rejected] = [line(), line()];
    confirmed.confirm(asset(), now);
    rejected.reject('Returned in 2024.', now);
    expect([confirmed.state, rejected.state]).toEqual(['CONFIRMED', 'REJECTED']);
    for (const decided of [confirmed, rejected]) {
      expect(() => decided.confirm(asset(), now)).toThrow(refusal('inventory.already_decided'));
      expect(() => decided.reject('No.', now)).toThrow(refusal('inventory.already_decided'));
    }
  });
});

describe('what people send', () => {
  const device = { releaseId: newId(), siteId: newId(), connections: ['UNKNOWN'] };
  const register = (given: object) => reasonsOf(() => parseInput(registerAsset, { ...device, ...given }));

  it.each([
    [{ connections: [] }, 'connections input.required'],
    [{ connections: ['NONE', 'NETWORK'] }, 'connections inventory.none_stands_alone'],
    [{ connections: ['WIFI'] }, 'connections.0 input.not_one_of'],
    [{ quantity: 0 }, 'quantity input.too_small'],
    [{ quantity: 100_001 }, 'quantity input.too_large'],
    [{ quantity: 1.5 }, 'quantity input.wrong_type'],
    [{ status: 'RETIRED' }, 'status inventory.retire_instead'],
    [{ siteId: 'here' }, 'siteId input.not_an_id'],
    [{ serialNumber: 'a\u0000b' }, 'serialNumber input.control_character'],
  ])('%o is refused', (given, reason) => {
    expect(register(given)).toEqual([reason]);
  });

  it('may leave out all but release, site and connections', () => {
    expect(register({})).toMatchObject({ quantity: 1, status: 'IN_USE' });
    expect(reasonsOf(() => parseInput(changeAsset, { assetId: newId(), status: 'RETIRED' }))).toEqual([
      'status inventory.retire_instead',
    ]);
  });

  it('lists at most 1,000 devices at once, a serial number for one only', () => {
    const line = { hospitalId: newId(), releaseId: newId() };
    const list = (lines: object[]) => reasonsOf(() => parseInput(listInstalledBase, { lines }));
    expect(list(Array.from({ length: 1_000 }, () => line))).toHaveProperty('lines.length', 1_000);
    expect(list(Array.from({ length: 1_001 }, () => line))).toEqual(['lines input.too_long']);
    expect(list([])).toEqual(['lines input.required']);
    expect(list([{ ...line, serialNumber: 'S1', quantity: 2 }])).toEqual([
      'lines.0.quantity inventory.serial_names_one',
    ]);
  });
});
