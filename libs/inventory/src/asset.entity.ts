import { Column, Entity, PrimaryColumn } from 'typeorm';
import { applyGiven, type Release } from '#libs/catalogue';
import { conflict, invalidInput, newId, type Id } from '#libs/kernel';

export const CONNECTIONS = ['NETWORK', 'DEVICE', 'REMOVABLE_MEDIA', 'MAINTENANCE_ONLY', 'NONE', 'UNKNOWN'] as const;
export type Connection = (typeof CONNECTIONS)[number];

export const ASSET_STATUSES = ['EVALUATING', 'IN_USE', 'STORED', 'LENT_OUT', 'RETIRED'] as const;
export type AssetStatus = (typeof ASSET_STATUSES)[number];
/** What may be set; RETIRED is reached by retiring alone, LENT_OUT by another hospital's taking it over. */
/** The condition that a hospital has the asset with it now: neither retired nor lent to another. */
export const isWithHospital = (asset: string): string => `${asset}.status not in ('LENT_OUT','RETIRED')`;
export type SettableStatus = Exclude<AssetStatus, 'RETIRED' | 'LENT_OUT'>;

/** What a hospital says of an asset. */
export interface AssetFacts {
  siteId: Id<'Site'>;
  name: string | null;
  serialNumber: string | null;
  lot: string | null;
  /** 1, or the size of a group of equal devices. */
  quantity: number;
  location: string | null;
  connections: readonly Connection[];
  status: SettableStatus;
}

/** What a hospital says of a device that it takes over from another; of one that returns, what is left out stays. */
export type TakenOverFacts = Pick<AssetFacts, 'siteId' | 'connections' | 'status'> & {
  name?: string | null | undefined;
  location?: string | null | undefined;
};

/** One device, or a group of equal devices, at a site. */
@Entity('asset')
export class Asset {
  @PrimaryColumn('uuid') id!: Id<'Asset'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('uuid') siteId!: Id<'Site'>;
  @Column('uuid') releaseId!: Id<'Release'>;
  /** Whose release it is, the hospital itself where the maker is not in Tasuki; the database keeps it to the release's. */
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('text', { nullable: true }) name!: string | null;
  @Column('text', { nullable: true }) serialNumber!: string | null;
  @Column('text', { nullable: true }) lot!: string | null;
  @Column('int') quantity!: number;
  @Column('text', { nullable: true }) location!: string | null;
  @Column('text', { array: true }) connections!: readonly Connection[];
  @Column('text') status!: AssetStatus;
  @Column('timestamptz') createdAt!: Date;

  /** @throws INVALID_INPUT `inventory.serial_names_one` */
  static register(hospitalId: Id<'Organisation'>, release: Release, facts: AssetFacts, now: Date): Asset {
    const { siteId, name, serialNumber, lot, quantity, location, connections, status } = facts;
    const asset = Object.assign(new Asset(), {
      id: newId(),
      hospitalId,
      siteId,
      releaseId: release.id,
      vendorId: release.vendorId,
      name,
      serialNumber,
      lot,
      quantity,
      location,
      connections: inOrder(connections),
      status,
      createdAt: now,
    });
    refuseSharedSerial(asset);
    return asset;
  }

  /** Counts as connected unless it is known not to be: what is UNKNOWN is asked too. */
  get isConnected(): boolean {
    return this.connections.join() !== 'NONE';
  }

  /**
   * Whether anything became different.
   * @throws CONFLICT `inventory.already_retired`, `inventory.lent_out`, INVALID_INPUT `inventory.serial_names_one`
   */
  change(given: { [K in keyof AssetFacts]?: AssetFacts[K] | undefined } & { release?: Release | undefined }): boolean {
    this.refuseRetired();
    if (this.status === 'LENT_OUT') {
      throw conflict('inventory.lent_out', 'This asset is lent to another hospital: it is theirs until it returns.');
    }
    const { siteId, release, name, serialNumber, lot, quantity, location, status } = given;
    const connections = given.connections && inOrder(given.connections);
    const isOf = { releaseId: release?.id, vendorId: release?.vendorId };
    const facts = { siteId, ...isOf, name, serialNumber, lot, quantity, location, connections, status };
    const isChanged = applyGiven<Asset>(this, facts);
    refuseSharedSerial(this);
    return isChanged;
  }

  /** For good: a device that comes back is registered anew. @throws CONFLICT `inventory.already_retired` */
  retire(): void {
    this.refuseRetired();
    this.status = 'RETIRED';
  }

  /** Another hospital has it until it returns: nothing is asked about it meanwhile. */
  lendOut(): void {
    this.refuseRetired();
    this.status = 'LENT_OUT';
  }

  /** With the release that runs on it now. */
  comeBack(release: Release, facts: TakenOverFacts): void {
    this.status = facts.status;
    this.change({ ...facts, release });
  }

  /** Whether it is no longer, or not now, with the hospital. */
  get isGone(): boolean {
    return this.status === 'RETIRED' || this.status === 'LENT_OUT';
  }

  refuseRetired(): void {
    if (this.status === 'RETIRED') throw conflict('inventory.already_retired', 'This asset was retired already.');
  }
}

/** One writing of one set, so that saying it in another order is no change. */
const inOrder = (connections: readonly Connection[]): readonly Connection[] =>
  CONNECTIONS.filter((connection) => connections.includes(connection));

/** A serial number names one device, not a group. @throws INVALID_INPUT `inventory.serial_names_one` */
export function refuseSharedSerial({ serialNumber, quantity }: Pick<Asset, 'serialNumber' | 'quantity'>): void {
  if (serialNumber === null || quantity === 1) return;
  const message = 'A serial number names one device: the quantity is 1. Leave it out for a group of devices.';
  throw invalidInput('inventory.serial_names_one', message, [
    { path: 'quantity', reason: 'inventory.serial_names_one', message },
  ]);
}
