import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Asset } from '#libs/inventory';
import { calendarDate, conflict, invalidInput, newId, type Id } from '#libs/kernel';
import type { FrozenHistory } from './device-history.ts';
import type { HandoverKind } from './handover-kinds.ts';

export const HANDOVER_STATES = ['OFFERED', 'TAKEN_OVER', 'DECLINED', 'WITHDRAWN'] as const;
export type HandoverState = (typeof HANDOVER_STATES)[number];

export interface NamedHospital {
  id: Id<'Organisation'>;
  name: string;
  englishName: string | null;
}

/** What is said of a handover; days are calendar dates (`2026-11-23`). */
export interface HandoverTerms {
  kind: HandoverKind;
  handedOverOn: string;
  returnBy: string | null;
  note: string | null;
}

/** How far from today its day may be, and how far from its day the return. */
const MOST_DAYS = 366;
const MOST_DAYS_LENT = 3_660;
const DAY_MS = 86_400_000;

/** One device that goes from one hospital to another. */
@Entity('handover')
export class Handover implements HandoverTerms, FrozenHistory {
  @PrimaryColumn('uuid') id!: Id<'Handover'>;
  @Column('uuid') giverId!: Id<'Organisation'>;
  /** As it was called then: a hospital sees no other in the directory. */
  @Column('text') giverName!: string;
  @Column('text', { nullable: true }) giverEnglishName!: string | null;
  @Column('uuid') receiverId!: Id<'Organisation'>;
  @Column('text') receiverName!: string;
  @Column('text', { nullable: true }) receiverEnglishName!: string | null;
  @Column('text') kind!: HandoverKind;
  @Column('text') state!: HandoverState;
  @Column('date') handedOverOn!: string;
  /** Of LENT: by when it returns. */
  @Column('date', { nullable: true }) returnBy!: string | null;
  /** For the receiver. */
  @Column('text', { nullable: true }) note!: string | null;
  @Column('text', { nullable: true }) declineReason!: string | null;
  /** The giver's. */
  @Column('uuid') assetId!: Id<'Asset'>;
  /** What became of it; of RETURNED the one that was lent, which the receiver may have retired meanwhile. */
  @Column('uuid', { nullable: true }) receiverAssetId!: Id<'Asset'> | null;
  /** This and the next two as it was offered. */
  @Column('uuid') releaseId!: Id<'Release'>;
  @Column('text', { nullable: true }) serialNumber!: string | null;
  @Column('text', { nullable: true }) lot!: string | null;
  @Column('text') history!: string;
  @Column('text') historySha256!: string;
  @Column('timestamptz') offeredAt!: Date;
  @Column('timestamptz', { nullable: true }) answeredAt!: Date | null;

  /** @param lentAssetId of RETURNED, the lender's. @throws CONFLICT `maintenance.handover_to_oneself` */
  static offer(
    giver: NamedHospital,
    receiver: NamedHospital,
    { id, releaseId, serialNumber, lot }: Asset,
    lentAssetId: Id<'Asset'> | null,
    { kind, handedOverOn, returnBy, note }: HandoverTerms,
    { history, historySha256 }: FrozenHistory,
    now: Date,
  ): Handover {
    if (giver.id === receiver.id) {
      throw conflict('maintenance.handover_to_oneself', 'This is your own code: to move a device, change its site.');
    }
    return Object.assign(new Handover(), {
      id: newId<'Handover'>(),
      giverId: giver.id,
      giverName: giver.name,
      giverEnglishName: giver.englishName,
      receiverId: receiver.id,
      receiverName: receiver.name,
      receiverEnglishName: receiver.englishName,
      kind,
      state: 'OFFERED' as const,
      handedOverOn,
      returnBy,
      note,
      declineReason: null,
      assetId: id,
      receiverAssetId: lentAssetId,
      releaseId,
      serialNumber,
      lot,
      history,
      historySha256,
      offeredAt: now,
      answeredAt: null,
    });
  }

  /** Whether the device is still what was offered. */
  isOf(asset: Asset): boolean {
    return (
      !asset.isGone &&
      asset.quantity === 1 &&
      asset.releaseId === this.releaseId &&
      asset.serialNumber === this.serialNumber &&
      asset.lot === this.lot
    );
  }

  /** @throws CONFLICT `maintenance.handover_settled` */
  takeOver(receiverAssetId: Id<'Asset'>, now: Date): void {
    this.settle('TAKEN_OVER', now);
    this.receiverAssetId = receiverAssetId;
  }

  /** @throws CONFLICT `maintenance.handover_settled` */
  decline(reason: string, now: Date): void {
    this.settle('DECLINED', now);
    this.declineReason = reason;
  }

  /** The giver takes the offer back. @throws CONFLICT `maintenance.handover_settled` */
  withdraw(now: Date): void {
    this.settle('WITHDRAWN', now);
  }

  /** @throws CONFLICT `maintenance.handover_settled` */
  requireOffered(): void {
    if (this.state === 'OFFERED') return;
    throw conflict(
      'maintenance.handover_settled',
      `This offer was answered or taken back before: it is ${this.state}.`,
    );
  }

  /** Since when the giver no longer has it: a day to come has come when the receiver has it already. */
  leftOn(now: Date): string {
    const today = calendarDate(now);
    return this.handedOverOn < today ? this.handedOverOn : today;
  }

  private settle(state: HandoverState, now: Date): void {
    this.requireOffered();
    this.state = state;
    this.answeredAt = now;
  }
}

/** @throws INVALID_INPUT `maintenance.handover_day_too_far`, `maintenance.return_not_after`, `maintenance.return_too_far` */
export function refuseWrongDays({ handedOverOn, returnBy }: HandoverTerms, today: string): void {
  const wrong = (path: string, reason: string, message: string) =>
    invalidInput(`maintenance.${reason}`, message, [{ path, reason: `maintenance.${reason}`, message }]);
  if (Math.abs(daysBetween(today, handedOverOn)) > MOST_DAYS) {
    throw wrong('handedOverOn', 'handover_day_too_far', 'Name a day within a year from today.');
  }
  if (returnBy === null) return;
  const lent = daysBetween(handedOverOn, returnBy);
  if (lent <= 0) throw wrong('returnBy', 'return_not_after', 'It returns after the day on which it is handed over.');
  if (lent > MOST_DAYS_LENT) throw wrong('returnBy', 'return_too_far', 'Name a day within ten years.');
}

const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / DAY_MS;
