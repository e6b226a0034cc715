import { Column, Entity, PrimaryColumn } from 'typeorm';
import { applyGiven } from '#libs/catalogue';
import { invalidInput, type Id } from '#libs/kernel';
import type { CompensatingControl } from '../compensating-control.ts';

export const OWNERSHIPS = ['OWNED', 'LEASED', 'ON_LOAN', 'POOLED'] as const;
export type Ownership = (typeof OWNERSHIPS)[number];

/** What a hospital writes of an asset for itself alone; days are calendar dates (`2026-11-23`). */
export interface AssetRecordFacts {
  assetTag: string | null;
  department: string | null;
  responsibleId: Id<'Member'> | null;
  installedOn: string | null;
  ownership: Ownership;
  /** Who owns what is not the hospital's own. */
  ownerName: string | null;
  networkName: string | null;
  networkAddress: string | null;
  /** VLAN, or network zone. */
  zone: string | null;
  /** Zones and neighbours that reach it. */
  exposedTo: readonly string[];
  /** By which way it is maintained from outside. */
  remoteMaintenance: string | null;
  controls: readonly CompensatingControl[];
  /** The system that it is a part of. */
  partOfId: Id<'Asset'> | null;
}

export type GivenRecord = { [K in keyof AssetRecordFacts]?: AssetRecordFacts[K] | undefined };

/** Kept apart from the asset, which vendors may read: of this they read nothing. */
@Entity('asset_record')
export class AssetRecord implements AssetRecordFacts {
  @PrimaryColumn('uuid') assetId!: Id<'Asset'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('text', { nullable: true }) assetTag!: string | null;
  @Column('text', { nullable: true }) department!: string | null;
  @Column('uuid', { nullable: true }) responsibleId!: Id<'Member'> | null;
  @Column('date', { nullable: true }) installedOn!: string | null;
  @Column('text') ownership!: Ownership;
  @Column('text', { nullable: true }) ownerName!: string | null;
  @Column('text', { nullable: true }) networkName!: string | null;
  @Column('text', { nullable: true }) networkAddress!: string | null;
  @Column('text', { nullable: true }) zone!: string | null;
  @Column('text', { array: true }) exposedTo!: readonly string[];
  @Column('text', { nullable: true }) remoteMaintenance!: string | null;
  @Column('text', { array: true }) controls!: readonly CompensatingControl[];
  @Column('uuid', { nullable: true }) partOfId!: Id<'Asset'> | null;
  @Column('date', { nullable: true }) retiredOn!: string | null;
  /** How it was made fit to leave: data erased, certificate, who took it. */
  @Column('text', { nullable: true }) decommissioning!: string | null;

  /** Of an asset of which nothing was written yet. */
  static blank(asset: { id: Id<'Asset'>; hospitalId: Id<'Organisation'> }): AssetRecord {
    return Object.assign(new AssetRecord(), {
      assetId: asset.id,
      hospitalId: asset.hospitalId,
      assetTag: null,
      department: null,
      responsibleId: null,
      installedOn: null,
      ownership: 'OWNED' as const,
      ownerName: null,
      networkName: null,
      networkAddress: null,
      zone: null,
      exposedTo: [],
      remoteMaintenance: null,
      controls: [],
      partOfId: null,
      retiredOn: null,
      decommissioning: null,
    });
  }

  /**
   * What became different, by name.
   * @throws INVALID_INPUT `inventory.owned_by_itself`, `inventory.part_of_itself`
   */
  change(given: GivenRecord): (keyof AssetRecordFacts)[] {
    const before = { ...this };
    applyGiven<AssetRecord>(this, given);
    if (this.ownership === 'OWNED' && this.ownerName !== null) {
      throw wrong(
        'ownerName',
        'inventory.owned_by_itself',
        'The owner is the hospital: leave the name of another out.',
      );
    }
    if (this.partOfId === this.assetId) throw partOfItself();
    const names = Object.keys(given) as (keyof AssetRecordFacts)[];
    return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(this[name]));
  }

  retire(retiredOn: string, decommissioning: string | null): void {
    Object.assign(this, { retiredOn, decommissioning });
  }
}

export const partOfItself = () =>
  wrong('partOfId', 'inventory.part_of_itself', 'An asset is no part of itself, nor of what is a part of it.');

const wrong = (field: string, reason: string, message: string) =>
  invalidInput(reason, message, [{ path: `record.${field}`, reason, message }]);
