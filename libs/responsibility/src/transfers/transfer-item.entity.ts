import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, newId, type Id } from '#libs/kernel';

export const TRANSFER_ITEM_KINDS = [
  'LAST_UPDATES',
  'PORTS_AND_ADDRESSES',
  'HARDENING',
  'DOCUMENTS',
  'DECOMMISSIONING',
  'OTHER',
] as const;
export type TransferItemKind = (typeof TRANSFER_ITEM_KINDS)[number];

export type TransferItemState = 'PROPOSED' | 'ACCEPTED' | 'CONTESTED' | 'REPLACED' | 'WITHDRAWN';

/** What the vendor proposes; only this is said anew when it was contested. */
export interface ItemTerms {
  text: string;
  effectiveOn: string;
  /** Null: all sites of the hospital. */
  siteIds: readonly Id<'Site'>[] | null;
}

/** What an item knows of the transfer that it is in. */
interface TransferOfItem {
  id: Id<'ResponsibilityTransfer'>;
  vendorId: Id<'Organisation'>;
  hospitalId: Id<'Organisation'>;
}

/** One thing that is to pass over, in one version. Its words never change: it is proposed anew. */
@Entity('responsibility_transfer_item')
export class TransferItem implements ItemTerms {
  @PrimaryColumn('uuid') id!: Id<'TransferItem'>;
  @Column('uuid') transferId!: Id<'ResponsibilityTransfer'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('int') number!: number;
  @Column('int') version!: number;
  @Column('text') kind!: TransferItemKind;
  @Column('text') text!: string;
  @Column('date') effectiveOn!: string;
  @Column('uuid', { array: true, nullable: true }) siteIds!: readonly Id<'Site'>[] | null;
  @Column('text') state!: TransferItemState;
  @Column('uuid') proposedBy!: Id;
  @Column('timestamptz') proposedAt!: Date;
  @Column('uuid', { nullable: true }) answeredBy!: Id | null;
  @Column('timestamptz', { nullable: true }) answeredAt!: Date | null;
  @Column('text', { nullable: true }) note!: string | null;

  static propose(
    { id: transferId, vendorId, hospitalId }: TransferOfItem,
    place: { kind: TransferItemKind; number: number; version: number },
    { text, effectiveOn, siteIds }: ItemTerms,
    proposedBy: Id,
    now: Date,
  ): TransferItem {
    return Object.assign(new TransferItem(), {
      id: newId<'TransferItem'>(),
      transferId,
      vendorId,
      hospitalId,
      ...place,
      text,
      effectiveOn,
      siteIds,
      state: 'PROPOSED' as const,
      proposedBy,
      proposedAt: now,
      answeredBy: null,
      answeredAt: null,
      note: null,
    });
  }

  /** Whether it is neither replaced nor withdrawn. */
  get isStanding(): boolean {
    return this.state !== 'REPLACED' && this.state !== 'WITHDRAWN';
  }

  /** @throws CONFLICT `responsibility.item_state` */
  accept(by: Id<'User'>, now: Date): void {
    this.require('PROPOSED');
    Object.assign(this, { state: 'ACCEPTED', answeredBy: by, answeredAt: now });
  }

  /** Also what was accepted before, as long as nobody signed. @throws CONFLICT `responsibility.item_state` */
  contest(by: Id<'User'>, note: string, now: Date): void {
    this.require('PROPOSED', 'ACCEPTED');
    Object.assign(this, { state: 'CONTESTED', answeredBy: by, answeredAt: now, note });
  }

  /** The next version gives other terms to what was contested. @throws CONFLICT `responsibility.item_state` */
  repropose(transfer: TransferOfItem, terms: ItemTerms, by: Id, now: Date): TransferItem {
    this.require('CONTESTED');
    this.state = 'REPLACED';
    const { kind, number, version } = this;
    return TransferItem.propose(transfer, { kind, number, version: version + 1 }, terms, by, now);
  }

  /** @throws CONFLICT `responsibility.item_state` */
  withdraw(): void {
    this.require('PROPOSED', 'CONTESTED');
    this.state = 'WITHDRAWN';
  }

  private require(...states: readonly TransferItemState[]): void {
    if (states.includes(this.state)) return;
    throw conflict('responsibility.item_state', `This item is ${this.state}, not ${states.join(' or ')}.`);
  }
}
