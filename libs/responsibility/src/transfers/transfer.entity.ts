import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, newId, type Id } from '#libs/kernel';
import type { TransferItem } from './transfer-item.entity.ts';

/** Follows from the items and signatures. */
export type TransferState = 'NEGOTIATING' | 'ACCEPTED' | 'HALF_SIGNED' | 'SIGNED';

/** What the law leaves with the vendor, whatever is signed: a transfer says so itself. */
export const STAYS_WITH_VENDOR = ['LEGAL_VIGILANCE'] as const;
export type KeptResponsibility = (typeof STAYS_WITH_VENDOR)[number];

/** What passes over from a vendor to a hospital when the support of a release ends. */
@Entity('responsibility_transfer')
export class ResponsibilityTransfer {
  @PrimaryColumn('uuid') id!: Id<'ResponsibilityTransfer'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('uuid') releaseId!: Id<'Release'>;
  @Column('uuid', { nullable: true }) vendorSignedBy!: Id<'User'> | null;
  @Column('timestamptz', { nullable: true }) vendorSignedAt!: Date | null;
  @Column('uuid', { nullable: true }) hospitalSignedBy!: Id<'User'> | null;
  @Column('timestamptz', { nullable: true }) hospitalSignedAt!: Date | null;
  @Column('timestamptz') createdAt!: Date;

  static open(
    vendorId: Id<'Organisation'>,
    hospitalId: Id<'Organisation'>,
    releaseId: Id<'Release'>,
    now: Date,
  ): ResponsibilityTransfer {
    return Object.assign(new ResponsibilityTransfer(), {
      id: newId<'ResponsibilityTransfer'>(),
      vendorId,
      hospitalId,
      releaseId,
      vendorSignedBy: null,
      vendorSignedAt: null,
      hospitalSignedBy: null,
      hospitalSignedAt: null,
      createdAt: now,
    });
  }

  /** @param items all of it, former versions too. */
  stateWith(items: readonly TransferItem[]): TransferState {
    if (this.vendorSignedAt && this.hospitalSignedAt) return 'SIGNED';
    if (this.isSignedByAny) return 'HALF_SIGNED';
    const standing = items.filter((item) => item.isStanding);
    return standing.length > 0 && standing.every(({ state }) => state === 'ACCEPTED') ? 'ACCEPTED' : 'NEGOTIATING';
  }

  get isSignedByAny(): boolean {
    return this.vendorSignedAt !== null || this.hospitalSignedAt !== null;
  }

  otherParty(organisationId: Id<'Organisation'>): Id<'Organisation'> {
    return organisationId === this.vendorId ? this.hospitalId : this.vendorId;
  }

  /** @throws CONFLICT `responsibility.signed_items_stand` */
  refuseSigned(): void {
    if (!this.isSignedByAny) return;
    throw conflict(
      'responsibility.signed_items_stand',
      'One side has signed: its items stand. What else is to pass over is proposed once both have signed, as another transfer.',
    );
  }

  /** @throws CONFLICT `responsibility.already_signed`, `responsibility.items_open` */
  sign(organisationId: Id<'Organisation'>, by: Id<'User'>, items: readonly TransferItem[], now: Date): void {
    const isVendor = organisationId === this.vendorId;
    if (isVendor ? this.vendorSignedAt : this.hospitalSignedAt) {
      throw conflict(
        'responsibility.already_signed',
        'Your organisation has signed this transfer: each side signs once.',
      );
    }
    if (!this.isSignedByAny && this.stateWith(items) !== 'ACCEPTED') {
      throw conflict(
        'responsibility.items_open',
        'A transfer is signed once every item of it is accepted: see which are proposed or contested.',
      );
    }
    if (isVendor) Object.assign(this, { vendorSignedBy: by, vendorSignedAt: now });
    else Object.assign(this, { hospitalSignedBy: by, hospitalSignedAt: now });
  }
}
