import { Column, Entity, PrimaryColumn } from 'typeorm';
import { calendarDate, conflict, invalidInput, newId, type Id } from '#libs/kernel';

export const EVALUATION_STATES = ['REQUESTED', 'CONSENTED', 'DECLINED', 'ENDED'] as const;
export type EvaluationState = (typeof EVALUATION_STATES)[number];

/** How long one may evaluate before asking again. */
const MAX_DAYS = 366;
const DAY_MS = 86_400_000;

/** A hospital looks at a product before it buys it; its vendor consents to show what is in force (#18, #19 of the comments). */
@Entity('evaluation')
export class Evaluation {
  @PrimaryColumn('uuid') id!: Id<'Evaluation'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('uuid') productId!: Id<'Product'>;
  @Column('text') state!: EvaluationState;
  /** Calendar date in Japan: the last day on which it is shown what comes. */
  @Column('date') until!: string;
  /** The hospital's words to the vendor. */
  @Column('text', { nullable: true }) note!: string | null;
  /** Why the vendor declined. */
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('timestamptz') requestedAt!: Date;
  @Column('timestamptz', { nullable: true }) answeredAt!: Date | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;

  /** @throws INVALID_INPUT `inventory.evaluation_until` */
  static request(
    facts: Pick<Evaluation, 'hospitalId' | 'vendorId' | 'productId' | 'until' | 'note'>,
    now: Date,
  ): Evaluation {
    const last = calendarDate(new Date(now.getTime() + MAX_DAYS * DAY_MS));
    if (facts.until < calendarDate(now) || facts.until > last) {
      const message = `Name a day from today to ${last}: ask again when it takes longer.`;
      const reason = 'inventory.evaluation_until';
      throw invalidInput(reason, message, [{ path: 'until', reason, message }]);
    }
    return Object.assign(new Evaluation(), {
      id: newId<'Evaluation'>(),
      ...facts,
      state: 'REQUESTED' as const,
      reason: null,
      requestedAt: now,
      answeredAt: null,
      endedAt: null,
    });
  }

  /**
   * @param reason null: the vendor consents.
   * @throws CONFLICT `inventory.evaluation_answered`
   */
  answer(reason: string | null, now: Date): void {
    if (this.state !== 'REQUESTED') {
      throw conflict('inventory.evaluation_answered', `This is ${this.state}: only what is REQUESTED is answered.`);
    }
    this.state = reason === null ? 'CONSENTED' : 'DECLINED';
    this.reason = reason;
    this.answeredAt = now;
  }

  /** @throws CONFLICT `inventory.evaluation_over` */
  end(now: Date): void {
    if (this.state !== 'REQUESTED' && this.state !== 'CONSENTED') {
      throw conflict('inventory.evaluation_over', `This is ${this.state}: there is nothing to end.`);
    }
    this.state = 'ENDED';
    this.endedAt = now;
  }
}
