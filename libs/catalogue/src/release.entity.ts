import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LifecycleNotice } from '#libs/formats';
import { calendarDate, conflict, invalidInput, newId, type Id } from '#libs/kernel';
import { applyGiven } from './changes.ts';
import type { Product } from './product.entity.ts';

/** Life-cycle stages of IMDRF N70, in their order. */
export const STAGES = ['SUPPORTED', 'LIMITED_SUPPORT', 'END_OF_SUPPORT'] as const;
export type Stage = (typeof STAGES)[number];

/** What a vendor, or the hospital that keeps the record, says of a release; dates are calendar dates (`2026-11-23`). */
export interface ReleaseFacts {
  version: string;
  releasedOn: string | null;
  endOfLifeOn: string | null;
  endOfSupportOn: string | null;
  stage: Stage;
}

/** One version of a product. */
@Entity('release')
export class Release implements ReleaseFacts {
  @PrimaryColumn('uuid') id!: Id<'Release'>;
  @Column('uuid') productId!: Id<'Product'>;
  /** This and the next as of its product, which the database sees to. */
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('boolean') isOutside!: boolean;
  @Column('text') version!: string;
  @Column('date', { nullable: true }) releasedOn!: string | null;
  @Column('text') stage!: Stage;
  @Column('date', { nullable: true }) endOfLifeOn!: string | null;
  @Column('date', { nullable: true }) endOfSupportOn!: string | null;
  /** Null without a date, and where it is not known. */
  @Column('date', { nullable: true }) endOfSupportAnnouncedOn!: string | null;
  /** A vulnerability that cannot be fixed ended, or ends, its support earlier than was told (IMDRF N70). */
  @Column('boolean') isSuddenLegacy!: boolean;
  @Column('timestamptz') createdAt!: Date;

  /** @throws INVALID_INPUT when the dates are not in order. */
  static of(product: Product, facts: ReleaseFacts, now: Date): Release {
    const { id: productId, vendorId, isOutside } = product;
    const { version, releasedOn, endOfLifeOn, endOfSupportOn, stage } = facts;
    const dates = { releasedOn, endOfLifeOn, endOfSupportOn };
    const release = Object.assign(new Release(), {
      id: newId(),
      productId,
      vendorId,
      isOutside,
      version,
      ...dates,
      endOfSupportAnnouncedOn: endOfSupportOn && calendarDate(now),
      isSuddenLegacy: false,
      stage,
      createdAt: now,
    });
    release.refuseDisorder();
    release.reachDates(calendarDate(now));
    return release;
  }

  /**
   * Whether anything became different. Dates may be moved either way, which the history remembers; a stage that was told
   * to hospitals is not taken back.
   * @throws CONFLICT `catalogue.stage_goes_forward`, INVALID_INPUT when the dates are not in order.
   */
  change(given: { [K in keyof ReleaseFacts]?: ReleaseFacts[K] | undefined }, now: Date): boolean {
    const former = this.endOfSupportOn;
    const { version, releasedOn, endOfLifeOn, endOfSupportOn, stage } = given;
    if (stage && STAGES.indexOf(stage) < STAGES.indexOf(this.stage)) {
      throw conflict(
        'catalogue.stage_goes_forward',
        `This release is at ${this.stage} already. A stage does not go back: add a new release for what is supported again.`,
      );
    }
    const isChanged = applyGiven<Release>(this, { version, releasedOn, endOfLifeOn, endOfSupportOn, stage });
    this.refuseDisorder();
    this.noteAnnouncement(former, now);
    return this.reachDates(calendarDate(now)) || isChanged;
  }

  /** Goes on to the stage that its dates have brought, never back; whether it did. */
  reachDates(today: string): boolean {
    const reached = stageOn(this, today);
    if (STAGES.indexOf(reached) <= STAGES.indexOf(this.stage)) return false;
    this.stage = reached;
    return true;
  }

  /**
   * Becomes what a published notice says; a date that it does not name stays. A notice that puts off what was reached
   * takes the stage back: it tells everyone, as the one before did.
   * @throws INVALID_INPUT when the dates are not in order.
   */
  follow(notice: NoticeOfDates, now: Date): void {
    const today = calendarDate(now);
    const former = this.endOfSupportOn;
    this.endOfSupportOn = notice.endOfSupportOn ?? this.endOfSupportOn;
    // What ends sooner than its life was to end takes that along.
    const kept = this.endOfSupportOn && this.endOfLifeOn && earlier(this.endOfLifeOn, this.endOfSupportOn);
    this.endOfLifeOn = notice.endOfLifeOn ?? kept ?? this.endOfLifeOn;
    this.refuseDisorder();
    this.noteAnnouncement(former, now);

    const reachedDate = { SUPPORTED: null, LIMITED_SUPPORT: notice.endOfLifeOn, END_OF_SUPPORT: notice.endOfSupportOn };
    const putOffTo = reachedDate[this.stage];
    if (putOffTo !== null && putOffTo > today) this.stage = 'SUPPORTED';
    if (notice.event === 'LIMITED_SUPPORT' && this.endOfLifeOn === null && this.stage === 'SUPPORTED') {
      this.stage = 'LIMITED_SUPPORT';
    }
    this.reachDates(today);
    const isProlonged = former !== null && this.endOfSupportOn !== null && this.endOfSupportOn > former;
    this.isSuddenLegacy = notice.isSudden || (this.isSuddenLegacy && !isProlonged);
  }

  /** Null when there is no end of support, or it is not known since when it is told. */
  get isShortNotice(): boolean | null {
    return isShortNotice(this);
  }

  /** A support that ends later than was told has been told long enough; one that ends earlier is news. */
  private noteAnnouncement(former: string | null, now: Date): void {
    const { endOfSupportOn } = this;
    if (endOfSupportOn === null) this.endOfSupportAnnouncedOn = null;
    else if (former === null || endOfSupportOn < former) this.endOfSupportAnnouncedOn = calendarDate(now);
  }

  private refuseDisorder(): void {
    const known = (['releasedOn', 'endOfLifeOn', 'endOfSupportOn'] as const).filter((name) => this[name] !== null);
    const wrong = known.find((name, i) => i > 0 && String(this[name]) < String(this[known[i - 1] ?? name]));
    if (!wrong) return;
    const message = 'A release comes out, reaches its end of life and then its end of support, in this order.';
    throw invalidInput('catalogue.dates_out_of_order', message, [
      { path: wrong, reason: 'catalogue.dates_out_of_order', message },
    ]);
  }
}

/** What the catalogue takes from a notice of life and support. */
export type NoticeOfDates = Pick<LifecycleNotice, 'event' | 'endOfLifeOn' | 'endOfSupportOn' | 'isSudden'>;

/** The stage that the dates bring: from each date on, on the calendar of Japan. */
function stageOn(
  { endOfLifeOn, endOfSupportOn }: Pick<Release, 'endOfLifeOn' | 'endOfSupportOn'>,
  today: string,
): Stage {
  if (endOfSupportOn !== null && endOfSupportOn <= today) return 'END_OF_SUPPORT';
  return endOfLifeOn !== null && endOfLifeOn <= today ? 'LIMITED_SUPPORT' : 'SUPPORTED';
}

const earlier = (one: string, other: string): string => (one < other ? one : other);

/** N70 asks for two years' notice of the end of support. */
const NOTICE_YEARS = 2;

/** Whether the end of support was told less than two years ahead; null when there is none, or it is not known when. */
export function isShortNotice({
  endOfSupportOn,
  endOfSupportAnnouncedOn,
}: Pick<Release, 'endOfSupportOn' | 'endOfSupportAnnouncedOn'>): boolean | null {
  if (endOfSupportOn === null || endOfSupportAnnouncedOn === null) return null;
  const [year = '', ...monthAndDay] = endOfSupportAnnouncedOn.split('-');
  return endOfSupportOn < [Number(year) + NOTICE_YEARS, ...monthAndDay].join('-');
}
