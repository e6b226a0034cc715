import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, type Id } from '#libs/kernel';
import type { Asset } from './asset.entity.ts';

export const LINE_STATES = ['LISTED', 'CONFIRMED', 'REJECTED'] as const;
export type LineState = (typeof LINE_STATES)[number];

/** A vendor says that a device of its is at a hospital; the hospital confirms or rejects it, once. */
@Entity('installed_base_line')
export class InstalledBaseLine {
  @PrimaryColumn('uuid') id!: Id<'InstalledBaseLine'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  /** Where the vendor says it is; null when it does not know the site. */
  @Column('uuid', { nullable: true }) siteId!: Id<'Site'> | null;
  @Column('uuid') releaseId!: Id<'Release'>;
  @Column('text', { nullable: true }) serialNumber!: string | null;
  @Column('int') quantity!: number;
  @Column('text') state!: LineState;
  @Column('text', { nullable: true }) rejectionReason!: string | null;
  /** The hospital's own record of the device, once confirmed. */
  @Column('uuid', { nullable: true }) assetId!: Id<'Asset'> | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;

  /** @throws CONFLICT `inventory.already_decided` */
  confirm(asset: Asset, now: Date): void {
    this.decide('CONFIRMED', now);
    this.assetId = asset.id;
  }

  /** @throws CONFLICT `inventory.already_decided` */
  reject(reason: string, now: Date): void {
    this.decide('REJECTED', now);
    this.rejectionReason = reason;
  }

  refuseDecided(): void {
    if (this.state === 'LISTED') return;
    throw conflict(
      'inventory.already_decided',
      `This line was ${this.state === 'CONFIRMED' ? 'confirmed' : 'rejected'} already.`,
    );
  }

  private decide(state: LineState, now: Date): void {
    this.refuseDecided();
    this.state = state;
    this.decidedAt = now;
  }
}
