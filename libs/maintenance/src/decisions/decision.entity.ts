import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Stage } from '#libs/catalogue';
import { conflict, invalidInput, newId, type Actor, type Id } from '#libs/kernel';
import type { CompensatingControl } from '#libs/inventory';

export const DECISION_KINDS = ['REPLACE', 'ISOLATE', 'ACCEPT_RISK', 'EXTENDED_SUPPORT'] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** A risk acceptance is PROPOSED until it is SIGNED or REFUSED; everything else is DECIDED at once. */
export const DECISION_STATES = ['DECIDED', 'PROPOSED', 'SIGNED', 'REFUSED', 'REPLACED', 'LAPSED'] as const;
export type DecisionState = (typeof DECISION_STATES)[number];

/** What is decided, for one asset or for many alike. */
export interface DecisionFacts {
  kind: DecisionKind;
  /** Of REPLACE. */
  replaceBy: string | null;
  /** Of EXTENDED_SUPPORT: with whom and what. */
  contract: string | null;
  extendedUntil: string | null;
  /** Who answers for it. */
  ownerId: Id<'Member'>;
  reason: string;
  controls: readonly CompensatingControl[];
  /** When it lapses, unless something else was decided before. */
  reviewOn: string;
}

/** An asset in use, as far as a decision is about it. */
export interface AssetToDecide {
  id: Id<'Asset'>;
  siteId: Id<'Site'>;
  releaseId: Id<'Release'>;
  isInUse: boolean;
  stage: Stage;
  /** Whether an end of life or support is known. */
  isDated: boolean;
}

/** What a hospital decided for one asset that loses, or lost, its support. */
@Entity('end_of_support_decision')
export class EndOfSupportDecision implements DecisionFacts {
  @PrimaryColumn('uuid') id!: Id<'EndOfSupportDecision'>;
  @Column('uuid') hospitalId!: Id<'Organisation'>;
  @Column('uuid') assetId!: Id<'Asset'>;
  /** This and the next two as of the decision. */
  @Column('uuid') siteId!: Id<'Site'>;
  @Column('uuid') releaseId!: Id<'Release'>;
  @Column('text') stage!: Stage;
  @Column('text') kind!: DecisionKind;
  @Column('text') state!: DecisionState;
  @Column('date', { nullable: true }) replaceBy!: string | null;
  @Column('text', { nullable: true }) contract!: string | null;
  @Column('date', { nullable: true }) extendedUntil!: string | null;
  @Column('uuid') ownerId!: Id<'Member'>;
  @Column('text') reason!: string;
  @Column('text', { array: true }) controls!: readonly CompensatingControl[];
  @Column('date') reviewOn!: string;
  /** The account, or the API key. */
  @Column('uuid') decidedBy!: Id;
  @Column('timestamptz') decidedAt!: Date;
  @Column('uuid', { nullable: true }) answeredBy!: Id | null;
  @Column('timestamptz', { nullable: true }) answeredAt!: Date | null;
  @Column('text', { nullable: true }) refusalReason!: string | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;

  /** @throws CONFLICT `maintenance.asset_not_in_use`, `maintenance.nothing_ends` */
  static of(
    hospitalId: Id<'Organisation'>,
    asset: AssetToDecide,
    facts: DecisionFacts,
    { userId, apiKeyId }: Actor,
    now: Date,
  ): EndOfSupportDecision {
    if (!asset.isInUse) {
      throw conflict(
        'maintenance.asset_not_in_use',
        'This asset is neither in use nor stored: nothing is to be decided.',
      );
    }
    if (asset.stage === 'SUPPORTED' && !asset.isDated) {
      throw conflict(
        'maintenance.nothing_ends',
        'This asset is supported, and no end of it was told: decide when its vendor tells one.',
      );
    }
    return Object.assign(new EndOfSupportDecision(), {
      id: newId<'EndOfSupportDecision'>(),
      hospitalId,
      assetId: asset.id,
      siteId: asset.siteId,
      releaseId: asset.releaseId,
      stage: asset.stage,
      state: facts.kind === 'ACCEPT_RISK' ? ('PROPOSED' as const) : ('DECIDED' as const),
      ...facts,
      decidedBy: userId ?? apiKeyId ?? nobody(),
      decidedAt: now,
      answeredBy: null,
      answeredAt: null,
      refusalReason: null,
      endedAt: null,
    });
  }

  /** @throws CONFLICT `maintenance.not_proposed`, `maintenance.review_came` */
  sign(by: Id<'User'>, today: string, now: Date): void {
    this.refuseAnswered();
    if (this.reviewOn <= today) {
      throw conflict(
        'maintenance.review_came',
        'The review date of this proposal has come: have the risk proposed again with a later one.',
      );
    }
    Object.assign(this, { state: 'SIGNED', answeredBy: by, answeredAt: now });
  }

  /** @throws CONFLICT `maintenance.not_proposed` */
  refuse(by: Id<'User'>, refusalReason: string, now: Date): void {
    this.refuseAnswered();
    Object.assign(this, { state: 'REFUSED', answeredBy: by, answeredAt: now, refusalReason });
  }

  private refuseAnswered(): void {
    if (this.state === 'PROPOSED') return;
    throw conflict(
      'maintenance.not_proposed',
      `This is ${this.state}: only a risk acceptance that is PROPOSED is signed or refused.`,
    );
  }
}

function nobody(): never {
  throw new Error('nobody decides: neither a person nor a program');
}

/**
 * What no day may contradict: a review in the future, and not after what it reviews.
 * @throws INVALID_INPUT `maintenance.date_in_past`, `maintenance.review_too_late`
 */
export function refuseWrongDates(facts: DecisionFacts, today: string): void {
  const { replaceBy, extendedUntil, reviewOn } = facts;
  for (const [path, date] of Object.entries({ reviewOn, replaceBy, extendedUntil })) {
    if (date === null || date > today) continue;
    throw refused(path, 'maintenance.date_in_past', 'Name a day in the future.');
  }
  const last = replaceBy ?? extendedUntil;
  if (last !== null && reviewOn > last) {
    const message = 'Review it at the latest on the day by which it is replaced, or its contract ends.';
    throw refused('reviewOn', 'maintenance.review_too_late', message);
  }
}

const refused = (path: string, reason: string, message: string) =>
  invalidInput(reason, message, [{ path, reason, message }]);
