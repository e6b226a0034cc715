import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, forbidden, invalidInput, newId, type Actor, type Id } from '#libs/kernel';
import { Artifact } from './artifact.entity.ts';
import type { DifferenceCounts } from './differences/difference.ts';
import {
  asksTheSame,
  refuseIncomplete,
  refusePastDueDates,
  refuseRedWithoutPeople,
  type PublicationContents,
  type RequiredAction,
} from './publication-contents.ts';
import type { PublicationKind, PublicationState, Severity, Tlp } from './publication.words.ts';

/** What a draft says of itself; `undefined` leaves it as it is. */
export interface PublicationDescription {
  titleJa?: string | null | undefined;
  titleEn?: string | null | undefined;
  summaryJa?: string | null | undefined;
  summaryEn?: string | null | undefined;
  severity?: Severity | undefined;
  tlp?: Tlp | undefined;
  effectiveOn?: string | null | undefined;
}
export type ContentsChange = {
  [Part in keyof Omit<PublicationContents, 'contributorIds'>]?: PublicationContents[Part];
};

/** Who writes: the account, or the API key followed by the account that made it; then whoever sent the files. */
export type Contributors = readonly [Id, ...Id[]];

/** When something happens: the instant, and the calendar date in Japan. */
export interface Moment {
  now: Date;
  today: string;
}

/** What an approver decides, and what is known of the revision in force, which the caller supersedes. */
export interface Approval {
  /** `submittedAt` as the approver read it. */
  submittedAt: Date;
  isEditorial: boolean;
  former: Publication | null;
  /** Whether the portal finds no difference in what it read out of the files of both. */
  saysTheSame: boolean;
}

const MINUTE_MS = 60_000;
/** How long ago an approver may have signed in to take the emergency path. */
export const RECENT_SIGN_IN_MS = 5 * MINUTE_MS;
/** Until when another approver confirms what was published in an emergency. */
export const SECOND_CHECK_MS = 72 * 60 * MINUTE_MS;

/** One revision of what a vendor publishes. Once PUBLISHED it never changes but in its state. */
@Entity('publication')
export class Publication {
  @PrimaryColumn('uuid') id!: Id<'Publication'>;
  /** The chain of revisions. */
  @Column('uuid') seriesId!: Id<'Series'>;
  @Column('int') revision!: number;
  @Column('uuid', { nullable: true }) supersedesId!: Id<'Publication'> | null;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('text') kind!: PublicationKind;
  @Column('text') state!: PublicationState;
  @Column('text', { nullable: true }) titleJa!: string | null;
  @Column('text', { nullable: true }) titleEn!: string | null;
  @Column('text', { nullable: true }) summaryJa!: string | null;
  @Column('text', { nullable: true }) summaryEn!: string | null;
  @Column('text') severity!: Severity;
  @Column('text') tlp!: Tlp;
  @Column('date', { nullable: true }) effectiveOn!: string | null;
  /** Nothing of substance changed: nobody is asked again. */
  @Column('boolean') isEditorial!: boolean;
  @Column('boolean') isEmergency!: boolean;
  @Column('timestamptz', { nullable: true }) secondCheckDueAt!: Date | null;
  @Column('timestamptz', { nullable: true }) secondCheckedAt!: Date | null;
  @Column('uuid', { nullable: true }) secondCheckedBy!: Id<'User'> | null;
  @Column('timestamptz', { nullable: true }) secondCheckMissedAt!: Date | null;
  /** The account, or the API key, that began the draft. */
  @Column('uuid') authorId!: Id;
  @Column('timestamptz', { nullable: true }) submittedAt!: Date | null;
  @Column('text', { nullable: true }) sentBackReason!: string | null;
  @Column('uuid', { nullable: true }) approvedBy!: Id<'User'> | null;
  @Column('timestamptz', { nullable: true }) publishedAt!: Date | null;
  /** How much what was read differs from the revision that this one replaced; null for a first one. */
  @Column('jsonb', { nullable: true }) changes!: DifferenceCounts | null;
  @Column('timestamptz', { nullable: true }) supersededAt!: Date | null;
  @Column('timestamptz', { nullable: true }) withdrawnAt!: Date | null;
  @Column('text', { nullable: true }) withdrawalReason!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;

  /** Read together with the row for a change, so that a rule can look at all of it; lists read parts by loaders. */
  contents!: PublicationContents;

  static draft(
    vendorId: Id<'Organisation'>,
    kind: PublicationKind,
    description: PublicationDescription & { severity: Severity; tlp: Tlp },
    contents: ContentsChange,
    by: Contributors,
    at: Moment,
  ): Publication {
    const publication = Publication.blank(vendorId, kind, newId<'Series'>(), 1, by, at);
    publication.write(description, contents, by, at);
    return publication;
  }

  /**
   * Every part that is given replaces the one before. @param change with `updatedAt` as its author read it, if they named it.
   * @throws CONFLICT `publishing.edited_since_read` when it was changed since then.
   */
  edit(
    change: PublicationDescription & { updatedAt?: Date | undefined },
    contents: ContentsChange,
    by: Contributors,
    at: Moment,
    former: Publication | null,
  ): void {
    this.assertState('DRAFT', 'publishing.not_draft');
    const readAt = this.updatedAt.getTime();
    if (change.updatedAt && change.updatedAt.getTime() !== readAt) {
      throw conflict(
        'publishing.edited_since_read',
        'Somebody changed this draft since you read it: read it again, and send your change with the updatedAt that you find.',
      );
    }
    this.write(change, contents, by, at, former);
    // It names this change: never twice the same, whatever a clock says.
    this.updatedAt = new Date(Math.max(at.now.getTime(), readAt + 1));
  }

  /**
   * Hands the draft to an approver. @param justifiedBy whoever says why warnings may stand: they wrote in it, too.
   * @throws INVALID_INPUT while something is missing.
   */
  submit({ now }: Moment, justifiedBy: readonly Id[] = []): void {
    this.assertState('DRAFT', 'publishing.not_draft');
    refuseIncomplete(this.kind, this.tlp, this.contents);
    const contributorIds = [...new Set([...this.contents.contributorIds, ...justifiedBy])];
    this.contents = { ...this.contents, contributorIds };
    this.state = 'IN_REVIEW';
    // It names this submission: never twice the same, whatever a clock says.
    this.submittedAt = new Date(Math.max(now.getTime(), (this.submittedAt?.getTime() ?? 0) + 1));
    this.sentBackReason = null;
    this.updatedAt = now;
  }

  sendBack(reason: string, { now }: Moment): void {
    this.assertState('IN_REVIEW', 'publishing.not_in_review');
    this.state = 'DRAFT';
    this.sentBackReason = reason;
    this.updatedAt = now;
  }

  /**
   * @throws FORBIDDEN to programs and to whoever wrote or edited the revision, or sent a file of it; CONFLICT when the
   *   approver read an earlier submission.
   */
  approve(actor: Actor, at: Moment, { submittedAt, isEditorial, former, saysTheSame }: Approval): void {
    this.assertState('IN_REVIEW', 'publishing.not_in_review');
    const approver = this.approverOf(actor);
    this.assertSubmittedAt(submittedAt);
    if (isEditorial) this.assertEditorialTo(former, saysTheSame);
    else refusePastDueDates(this.contents.actions, at.today);
    this.isEditorial = isEditorial;
    this.publish(approver, at);
  }

  /**
   * The path for one person at night: a CRITICAL ADVISORY, right after signing in, also when they wrote it. It stays
   * marked until another confirms.
   * @param submittedAt as the approver read it.
   */
  approveEmergency(actor: Actor, at: Moment, submittedAt: Date): void {
    this.assertState('IN_REVIEW', 'publishing.not_in_review');
    if (this.kind !== 'ADVISORY' || this.severity !== 'CRITICAL') {
      throw conflict(
        'publishing.not_an_emergency',
        `Only a CRITICAL ADVISORY takes the emergency path; this is ${this.severity} ${this.kind}. Ask another approver.`,
      );
    }
    const approver = personOf(actor);
    const signedInAt = actor.authenticatedAt?.getTime() ?? -Infinity;
    if (at.now.getTime() - signedInAt > RECENT_SIGN_IN_MS) {
      throw forbidden(
        'publishing.sign_in_again',
        'Sign in again first: the emergency path asks who you are, just now.',
      );
    }
    this.assertSubmittedAt(submittedAt);
    refusePastDueDates(this.contents.actions, at.today);
    this.isEmergency = true;
    this.secondCheckDueAt = new Date(at.now.getTime() + SECOND_CHECK_MS);
    this.publish(approver, at);
  }

  get isSecondCheckPending(): boolean {
    return this.isEmergency && this.secondCheckedAt === null && this.state !== 'WITHDRAWN';
  }

  /** Whether it may still turn out that nobody confirmed in time. */
  get isSecondCheckOpen(): boolean {
    return this.isSecondCheckPending && this.secondCheckMissedAt === null;
  }

  /** After the time has passed, too: the mark is better removed late than never. */
  confirmSecondCheck(actor: Actor, { now }: Moment): void {
    if (!this.isSecondCheckPending) {
      throw conflict(
        'publishing.no_second_check_pending',
        `This publication is ${this.state} and waits for no second check.`,
      );
    }
    if (actor.userId === this.approvedBy) {
      throw forbidden('publishing.second_check_needs_another', 'You published it: another approver confirms.');
    }
    this.secondCheckedBy = this.approverOf(actor);
    this.secondCheckedAt = now;
    this.updatedAt = now;
  }

  /** @returns whether it is missed now, for the first time. */
  missSecondCheck({ now }: Moment): boolean {
    const isDue = this.secondCheckDueAt !== null && this.secondCheckDueAt <= now;
    if (!isDue || !this.isSecondCheckOpen) return false;
    this.secondCheckMissedAt = now;
    this.updatedAt = now;
    return true;
  }

  /** Any one approver, the author included. */
  withdraw(reason: string, { now }: Moment): void {
    if (this.state === 'WITHDRAWN') {
      throw conflict('publishing.already_withdrawn', 'This publication is WITHDRAWN already.');
    }
    if (this.state !== 'SUPERSEDED') this.assertState('PUBLISHED', 'publishing.not_published');
    this.state = 'WITHDRAWN';
    this.withdrawalReason = reason;
    this.withdrawnAt = now;
    this.updatedAt = now;
  }

  supersede({ now }: Moment): void {
    this.assertState('PUBLISHED', 'publishing.not_published');
    this.state = 'SUPERSEDED';
    this.supersededAt = now;
    this.updatedAt = now;
  }

  /** A draft of the next revision, with everything copied. @param actions what is asked now, where it differs. */
  revise(revision: number, actions: readonly RequiredAction[] | undefined, by: Contributors, at: Moment): Publication {
    this.assertState('PUBLISHED', 'publishing.not_published');
    const next = Publication.blank(this.vendorId, this.kind, this.seriesId, revision, by, at);
    next.supersedesId = this.id;
    const { releaseIds, artifacts, namedHospitals } = this.contents;
    const copies = artifacts.map((artifact) => Object.assign(new Artifact(), artifact, { id: newId() }));
    const contents = { releaseIds, namedHospitals, artifacts: copies, actions: actions ?? this.contents.actions };
    next.write(this, contents, by, at, this);
    return next;
  }

  /** Whether it is about the same releases, as grave, as open, and asks for the same as another; both with their contents. */
  asksAs(former: Publication): boolean {
    return former.severity === this.severity && former.tlp === this.tlp && asksTheSame(former.contents, this.contents);
  }

  /** Whether it was ever in force: then somebody may have been told. */
  get wasPublished(): boolean {
    return this.publishedAt !== null;
  }

  private static blank(
    vendorId: Id<'Organisation'>,
    kind: PublicationKind,
    seriesId: Id<'Series'>,
    revision: number,
    by: Contributors,
    { now }: Moment,
  ): Publication {
    return Object.assign(new Publication(), {
      id: newId<'Publication'>(),
      seriesId,
      revision,
      supersedesId: null,
      vendorId,
      kind,
      state: 'DRAFT' as const,
      titleJa: null,
      titleEn: null,
      summaryJa: null,
      summaryEn: null,
      effectiveOn: null,
      isEditorial: false,
      isEmergency: false,
      secondCheckDueAt: null,
      secondCheckedAt: null,
      secondCheckedBy: null,
      secondCheckMissedAt: null,
      authorId: by[0],
      submittedAt: null,
      sentBackReason: null,
      approvedBy: null,
      publishedAt: null,
      changes: null,
      supersededAt: null,
      withdrawnAt: null,
      withdrawalReason: null,
      createdAt: now,
      updatedAt: now,
      contents: { releaseIds: [], actions: [], artifacts: [], namedHospitals: [], contributorIds: [] },
    });
  }

  private write(
    description: PublicationDescription,
    contents: ContentsChange,
    by: Contributors,
    { now, today }: Moment,
    former: Publication | null = null,
  ): void {
    for (const field of DESCRIPTION) {
      if (description[field] !== undefined) Object.assign(this, { [field]: description[field] });
    }
    if (this.titleJa === null && this.titleEn === null) {
      throw invalidInput('publishing.title_missing', 'Give a title in Japanese, in English or in both.');
    }
    if (contents.actions) refusePastDueDates(contents.actions, today, former?.contents.actions);
    this.contents = {
      releaseIds: contents.releaseIds ?? this.contents.releaseIds,
      actions: contents.actions ?? this.contents.actions,
      namedHospitals: contents.namedHospitals ?? this.contents.namedHospitals,
      artifacts: (contents.artifacts ?? this.contents.artifacts).map((artifact, position) =>
        Object.assign(artifact, { position, publicationId: this.id, vendorId: this.vendorId }),
      ),
      contributorIds: [...new Set([...this.contents.contributorIds, ...by])],
    };
    refuseRedWithoutPeople(this.tlp, this.contents.namedHospitals);
    this.updatedAt = now;
  }

  private publish(approver: Id<'User'>, { now }: Moment): void {
    this.state = 'PUBLISHED';
    this.approvedBy = approver;
    this.publishedAt = now;
    this.updatedAt = now;
  }

  private approverOf(actor: Actor): Id<'User'> {
    const approver = personOf(actor);
    if (this.contents.contributorIds.includes(approver)) {
      throw forbidden(
        'publishing.contributor_cannot_approve',
        'You wrote in this revision or sent a file of it. Another member with the role VENDOR_APPROVER who neither wrote nor uploaded can do this; a one-person vendor invites an outside approver.',
      );
    }
    return approver;
  }

  /** What an approver read is what is published: between two submissions anything may have been edited. */
  private assertSubmittedAt(submittedAt: Date): void {
    if (this.submittedAt?.getTime() === submittedAt.getTime()) return;
    throw conflict(
      'publishing.changed_since_read',
      'It was sent back and submitted again since you read it: read it again, and name the submittedAt that you find.',
    );
  }

  private assertEditorialTo(former: Publication | null, saysTheSame: boolean): void {
    if (saysTheSame && former !== null && this.asksAs(former)) return;
    throw conflict(
      'publishing.not_editorial',
      'What the files say, or releases, severity, TLP or required actions, differs from the revision in force (publicationDifference shows how): the hospitals are asked again.',
    );
  }

  private assertState(expected: PublicationState, reason: string): void {
    if (this.state === expected) return;
    throw conflict(reason, `This publication is ${this.state}, and not ${expected}.`);
  }
}

const DESCRIPTION = ['titleJa', 'titleEn', 'summaryJa', 'summaryEn', 'severity', 'tlp', 'effectiveOn'] as const;

/** Programs never approve, whatever roles their key has. */
function personOf({ kind, userId }: Actor): Id<'User'> {
  if (kind === 'PERSON' && userId) return userId;
  throw forbidden('publishing.program_cannot_approve', 'A person approves: sign in. API keys never do.');
}
