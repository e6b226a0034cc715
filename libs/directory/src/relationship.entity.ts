import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, forbidden, type Id } from '#libs/kernel';

export type RelationshipState = 'REQUESTED' | 'ACTIVE' | 'ENDED';
/** How much asset data the hospital shares with the vendor: sums, or asset by asset. */
export const SHARES = ['COUNTS', 'ASSETS'] as const;
export type Shares = (typeof SHARES)[number];

/** Between a vendor and a hospital: proposed by one, confirmed by the other, ended by either. */
@Entity('relationship')
export class Relationship {
  @PrimaryColumn('uuid') id!: Id<'Relationship'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('text') state!: RelationshipState;
  @Column('text') shares!: Shares;
  @Column('uuid') proposedById!: Id<'Organisation'>;
  @Column('timestamptz') proposedAt!: Date;
  @Column('timestamptz', { nullable: true }) confirmedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('uuid', { nullable: true }) endedById!: Id<'Organisation'> | null;

  otherParty(organisationId: Id<'Organisation'>): Id<'Organisation'> {
    return organisationId === this.vendorId ? this.hospitalId : this.vendorId;
  }

  confirm(by: Id<'Organisation'>, now: Date): void {
    if (this.state !== 'REQUESTED') throw this.notIn('REQUESTED');
    if (by === this.proposedById) {
      throw forbidden('directory.proposer_cannot_confirm', 'The other side confirms what your organisation proposed.');
    }
    this.state = 'ACTIVE';
    this.confirmedAt = now;
  }

  end(by: Id<'Organisation'>, now: Date): void {
    if (this.state === 'ENDED') throw this.notIn('ACTIVE');
    this.state = 'ENDED';
    this.endedAt = now;
    this.endedById = by;
  }

  share(shares: Shares): void {
    if (this.state === 'ENDED') throw this.notIn('ACTIVE');
    this.shares = shares;
  }

  private notIn(expected: RelationshipState) {
    return conflict('directory.relationship_state', `This relationship is ${this.state}, not ${expected}.`);
  }
}
