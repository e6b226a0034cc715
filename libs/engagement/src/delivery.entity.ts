import { Column, Entity, PrimaryColumn } from 'typeorm';
import { calendarDate, conflict, forbidden, type Actor, type Id } from '#libs/kernel';
import type { PublicationKind, PublicationState, Severity, Tlp } from '#libs/publishing';
import { Acknowledgement, type Saying } from './acknowledgement.entity.ts';
import { readAnswers, type ActionAnswer, type AskedAction } from './answers.ts';
import { DeliverySite } from './delivery-site.entity.ts';

export const NOTICES = ['PUBLICATION', 'WITHDRAWAL'] as const;
export type Notice = (typeof NOTICES)[number];

export const DELIVERY_STATES = ['OPEN', 'ANSWERED', 'FOR_INFORMATION', 'CLOSED'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Sorts after every date. */
export const NO_DUE_DATE = '9999-12-31';

/** One published revision, for one hospital, answered site by site; or the notice that it was withdrawn. */
@Entity('delivery')
export class Delivery {
  @PrimaryColumn('uuid') hospitalId!: Id<'Organisation'>;
  @PrimaryColumn('uuid') id!: Id<'Delivery'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('uuid') publicationId!: Id<'Publication'>;
  @Column('uuid') seriesId!: Id<'Series'>;
  @Column('int') revision!: number;
  @Column('text') notice!: Notice;
  @Column('text') kind!: PublicationKind;
  @Column('text') severity!: Severity;
  /** 4 CRITICAL … 0 INFO. */
  @Column('smallint') gravity!: number;
  @Column('text') tlp!: Tlp;
  @Column('timestamptz') deliveredAt!: Date;
  @Column('jsonb') actions!: readonly AskedAction[];
  /** The soonest of the actions' dates; null when nothing is asked. */
  @Column('date', { nullable: true }) dueOn!: string | null;
  @Column('boolean') isForInformation!: boolean;
  @Column('boolean') isVendorInformed!: boolean;
  /** TLP:RED: the members named; null: every member. */
  @Column('uuid', { array: true, nullable: true }) readerIds!: Id<'User'>[] | null;
  /** When a later revision or a withdrawal took its place. */
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
  /** When nobody had confirmed an emergency publication in time. */
  @Column('timestamptz', { nullable: true }) secondCheckMissedAt!: Date | null;
  /** Sites that still have to answer. */
  @Column('int') openSites!: number;
  /** Sites where nobody opened it. */
  @Column('int') unseenSites!: number;
  @Column('int') siteCount!: number;

  get state(): DeliveryState {
    if (this.closedAt) return 'CLOSED';
    if (this.isForInformation) return 'FOR_INFORMATION';
    return this.openSites > 0 ? 'OPEN' : 'ANSWERED';
  }

  get isSecondCheckMissed(): boolean {
    return this.secondCheckMissedAt !== null;
  }

  /** @param now the day that counts is Japan's. */
  isOverdue(now: Date): boolean {
    return this.state === 'OPEN' && this.dueOn !== null && this.dueOn < calendarDate(now);
  }

  /** Whether it must be opened before it is acknowledged: what is CRITICAL, and the end of support. */
  get isOpenedFirst(): boolean {
    return this.severity === 'CRITICAL' || this.kind === 'LIFECYCLE_NOTICE';
  }

  /** Said by the page or program. @returns whether nobody at the site had opened it. */
  view(site: DeliverySite, now: Date): boolean {
    if (site.state !== 'UNSEEN') return false;
    this.change(site, { state: site.acknowledgementId ? 'ACKNOWLEDGED' : 'VIEWED', viewedAt: now });
    return true;
  }

  /**
   * What a site says, once: the same words again are the same acknowledgement, others are a correction.
   * @param latest what the site said before.
   * @returns null when it was said already.
   * @throws CONFLICT `engagement.publication_withdrawn`, `engagement.publication_superseded`, `engagement.open_first`,
   *   `engagement.answers_missing`, `engagement.answered_meanwhile`; INVALID_INPUT `engagement.wrong_answers`;
   *   FORBIDDEN `engagement.risk_is_the_managers`
   */
  acknowledge(
    site: DeliverySite,
    latest: Acknowledgement | null,
    said: Saying,
    by: Actor,
    now: Date,
  ): Acknowledgement | null {
    const answers = readAnswers(this.actions, said.answers, site.derivedAnswers);
    const whole = { comment: said.comment, answers };
    if (latest?.says(whole, site.derivedAnswers)) return null;
    if (said.correctsId !== undefined && said.correctsId !== site.acknowledgementId) {
      throw conflict(
        'engagement.answered_meanwhile',
        'Somebody else of your hospital answered in the meantime. Read what they said; if it is wrong, correct it.',
      );
    }
    if (answers.some(({ answer }) => answer === 'ACCEPT_RISK')) refuseAllButManagers(by);
    if (this.isOpenedFirst && site.state === 'UNSEEN') {
      throw conflict(
        'engagement.open_first',
        'Open it first: what is CRITICAL or the end of support is read before it is acknowledged.',
      );
    }
    const acknowledgement = Acknowledgement.of(site, whole, by, now);
    this.change(site, {
      state: 'ACKNOWLEDGED',
      acknowledgedAt: now,
      acknowledgementId: acknowledgement.id,
      isAnswered: this.actions.length > 0,
      // Who answers is covered, whatever was said of it before.
      coverage: 'COVERED',
      coveredById: null,
    });
    return acknowledgement;
  }

  /**
   * Takes over what is recorded on the site's devices as its answer, so that nobody has to say the same again.
   * @param answer null: nothing is recorded any more; what was said by hand holds again.
   * @param latest what the site said by hand.
   * @returns whether anything became different: an answer to what is not asked is none.
   */
  derive(
    site: DeliverySite,
    action: ActionAnswer['action'],
    answer: ActionAnswer['answer'] | null,
    latest: Acknowledgement | null,
  ): boolean {
    if (!this.actions.some(({ kind }) => kind === action)) return false;
    const before = site.derivedAnswers.find((one) => one.action === action)?.answer ?? null;
    if (before === answer) return false;
    const others = site.derivedAnswers.filter((one) => one.action !== action);
    const derivedAnswers = answer === null ? others : [...others, { action, answer, comment: null }];
    const answers = [...derivedAnswers, ...(latest?.answers ?? [])];
    const isAnswered = this.actions.every(({ kind }) => answers.some((one) => one.action === kind));
    this.change(site, { derivedAnswers, isAnswered });
    return true;
  }

  /**
   * Says who answers for a site: itself, another site of the delivery, or nobody (null), which stays visible as a gap.
   * @param others all sites of the delivery.
   * @throws CONFLICT `engagement.already_acknowledged`, `engagement.covers_others`, `engagement.cannot_cover`
   */
  cover(site: DeliverySite, coveredById: Id<'Site'> | null, others: readonly DeliverySite[]): boolean {
    if (site.acknowledgementId && !this.isOpenAt(site)) {
      throw conflict(
        'engagement.already_acknowledged',
        'This site has acknowledged already: nobody needs to answer for it.',
      );
    }
    const isItself = coveredById === site.siteId;
    const coverage = isItself ? 'COVERED' : coveredById ? 'COVERED_BY' : 'NOT_COVERED';
    const change = { coverage, coveredById: isItself ? null : coveredById } as const;
    if (change.coverage === site.coverage && change.coveredById === site.coveredById) return false;

    if (!isItself && others.some((other) => other.coveredById === site.siteId)) {
      throw conflict('engagement.covers_others', 'This site answers for another one: change that first.');
    }
    const answersForItself = (other: DeliverySite) =>
      other.coverage === 'COVERED' && (other.isConnected || !site.isConnected);
    if (coverage === 'COVERED_BY' && !others.some((other) => other.siteId === coveredById && answersForItself(other))) {
      throw conflict('engagement.cannot_cover', 'Choose a site that this delivery asks and that answers for itself.');
    }
    this.change(site, change);
    return true;
  }

  /** @param state of the publication: deliveries are closed moments after it changes. */
  refuseClosed(state: PublicationState): void {
    if (this.notice === 'WITHDRAWAL') return;
    if (state === 'WITHDRAWN') {
      throw conflict(
        'engagement.publication_withdrawn',
        'This revision was withdrawn: acknowledge the notice of the withdrawal.',
      );
    }
    if (state === 'SUPERSEDED' || this.closedAt) {
      throw conflict('engagement.publication_superseded', 'A later revision has taken its place: answer that one.');
    }
  }

  /**
   * A site that the publication concerns since later, or whose devices are connected since later: it answers for
   * itself then, whoever answered for it while it was asked nothing.
   * @param asked what a recipient of today is asked: these dates hold when nobody had to answer any more.
   * @returns the site where it is new, or changed.
   */
  reach(
    site: DeliverySite | undefined,
    siteId: Id<'Site'>,
    isConnected: boolean,
    asked: readonly AskedAction[],
  ): DeliverySite | null {
    if (site && (site.isConnected || !isConnected)) return null;
    if (isConnected && asked.length > 0 && this.openSites === 0) {
      this.actions = asked;
      this.dueOn = asked.map(({ dueOn }) => dueOn).toSorted()[0] ?? null;
      this.isForInformation = false;
    }
    if (site) {
      const isCovered = site.coverage === 'COVERED_BY';
      this.change(site, { isConnected, ...(isCovered && { coverage: 'COVERED', coveredById: null }) });
      return site;
    }
    const reached = Object.assign(new DeliverySite(), {
      hospitalId: this.hospitalId,
      deliveryId: this.id,
      siteId,
      vendorId: this.vendorId,
      publicationId: this.publicationId,
      isConnected,
      state: 'UNSEEN',
      coverage: 'COVERED',
      coveredById: null,
      viewedAt: null,
      acknowledgedAt: null,
      acknowledgementId: null,
      isAnswered: false,
      derivedAnswers: [],
      isVendorInformed: this.isVendorInformed,
      readerIds: this.readerIds,
    } as const);
    this.siteCount += 1;
    this.unseenSites += Number(this.isUnseenAt(reached));
    this.openSites += Number(this.isOpenAt(reached));
    return reached;
  }

  isOpenAt({ isConnected, coverage, isAnswered }: DeliverySite): boolean {
    return !this.isForInformation && isConnected && coverage !== 'COVERED_BY' && !isAnswered;
  }

  isUnseenAt({ coverage, state }: DeliverySite): boolean {
    return coverage !== 'COVERED_BY' && state === 'UNSEEN';
  }

  /** Keeps the sums of the delivery right with its sites. The caller holds the delivery's lock. */
  private change(site: DeliverySite, changes: Partial<DeliverySite>): void {
    this.openSites -= Number(this.isOpenAt(site));
    this.unseenSites -= Number(this.isUnseenAt(site));
    Object.assign(site, changes);
    this.openSites += Number(this.isOpenAt(site));
    this.unseenSites += Number(this.isUnseenAt(site));
  }
}

function refuseAllButManagers(by: Actor): void {
  if (by.kind === 'PERSON' && by.has('HOSPITAL_MANAGER')) return;
  throw forbidden(
    'engagement.risk_is_the_managers',
    'Only a manager (管理者) accepts a risk, signed in: a program never does.',
  );
}
