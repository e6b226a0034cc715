import { Column, Entity, PrimaryColumn } from 'typeorm';
import { conflict, forbidden, newId, type Id } from '#libs/kernel';
import type { Ctx } from '#libs/platform';

export const CASE_KINDS = ['SUSPECTED_VULNERABILITY', 'INCIDENT', 'DISCLOSURE'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];
export const REPORT_KINDS = ['SUSPECTED_VULNERABILITY', 'INCIDENT'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

export const CASE_STATES = [
  'REPORTED',
  'ACKNOWLEDGED',
  'INVESTIGATING',
  'MITIGATED',
  'RECEIVED',
  'CONFIRMED',
  'NOT_CONFIRMED',
  'EVALUATED',
  'FIX_OR_MITIGATION',
  'ADVISORY_PUBLISHED',
  'CLOSED',
] as const;
export type CaseState = (typeof CASE_STATES)[number];

export const PATIENT_IMPACTS = ['NONE', 'POSSIBLE', 'ACTUAL', 'UNKNOWN'] as const;
export type PatientImpact = (typeof PATIENT_IMPACTS)[number];

/** Whose step it is. A party that is invited takes none. */
export type StepSide = 'VENDOR' | 'HOSPITAL' | 'EITHER';
export type Side = 'VENDOR' | 'HOSPITAL' | 'PARTY';
type Steps = Partial<Record<CaseState, Partial<Record<CaseState, StepSide>>>>;

/** The hospital closes what it reported; either side goes back to work. */
const STEPS_OF_REPORT: Steps = {
  REPORTED: { ACKNOWLEDGED: 'VENDOR', CLOSED: 'HOSPITAL' },
  ACKNOWLEDGED: { INVESTIGATING: 'VENDOR', CLOSED: 'HOSPITAL' },
  INVESTIGATING: { MITIGATED: 'EITHER', CLOSED: 'HOSPITAL' },
  MITIGATED: { INVESTIGATING: 'EITHER', CLOSED: 'HOSPITAL' },
  CLOSED: { INVESTIGATING: 'EITHER' },
};
const STEPS_OF_DISCLOSURE: Steps = {
  RECEIVED: { CONFIRMED: 'VENDOR', NOT_CONFIRMED: 'VENDOR' },
  CONFIRMED: { EVALUATED: 'VENDOR', NOT_CONFIRMED: 'VENDOR' },
  NOT_CONFIRMED: { CLOSED: 'VENDOR', RECEIVED: 'VENDOR' },
  EVALUATED: { FIX_OR_MITIGATION: 'VENDOR', CLOSED: 'VENDOR' },
  FIX_OR_MITIGATION: { ADVISORY_PUBLISHED: 'VENDOR', CLOSED: 'VENDOR' },
  ADVISORY_PUBLISHED: { CLOSED: 'VENDOR' },
  CLOSED: { RECEIVED: 'VENDOR' },
};

export interface CaseStep {
  to: CaseState;
  side: StepSide;
}

/** What a hospital tells a vendor of what happened. */
export type Report = Pick<
  Case,
  'hospitalId' | 'vendorId' | 'title' | 'noticedAt' | 'patientImpact' | 'assetCount' | 'releaseIds'
> & { kind: ReportKind };

/** What a vendor knows of what it coordinates. */
export type DisclosureFacts = Pick<
  Case,
  'title' | 'reporterName' | 'cveIds' | 'jvnIds' | 'releaseIds' | 'embargoUntil'
>;

/** An incident or suspected vulnerability of a hospital and a vendor, or a vendor's coordinated disclosure with named parties. */
@Entity('shared_case')
export class Case {
  @PrimaryColumn('uuid') id!: Id<'Case'>;
  @Column('text') kind!: CaseKind;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  /** Null: a disclosure. */
  @Column('uuid', { nullable: true }) hospitalId!: Id<'Organisation'> | null;
  @Column('text') title!: string;
  @Column('text') state!: CaseState;
  /** Of two people at once, one is told to look again. */
  @Column('int') version!: number;
  @Column('uuid') openedBy!: Id<'User'>;
  @Column('timestamptz') openedAt!: Date;
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
  @Column('uuid', { array: true }) releaseIds!: Id<'Release'>[];
  @Column('timestamptz', { nullable: true }) noticedAt!: Date | null;
  @Column('text', { nullable: true }) patientImpact!: PatientImpact | null;
  @Column('int', { nullable: true }) assetCount!: number | null;
  /** The hospital's report that led to the disclosure. */
  @Column('uuid', { nullable: true }) sourceCaseId!: Id<'Case'> | null;
  /** Null: whoever reported it stays unnamed. */
  @Column('text', { nullable: true }) reporterName!: string | null;
  @Column('text', { array: true }) cveIds!: string[];
  @Column('text', { array: true }) jvnIds!: string[];
  @Column('date', { nullable: true }) embargoUntil!: string | null;
  @Column('uuid', { nullable: true }) publicationId!: Id<'Publication'> | null;
  /** The accounts that are invited by name; what they see before they accept, row-level security says: nothing. */
  @Column('uuid', { array: true }) partyIds!: Id<'User'>[];

  static report(report: Report, openedBy: Id<'User'>, now: Date): Case {
    return Case.of({ ...report, state: 'REPORTED', openedBy, openedAt: now });
  }

  static openDisclosure(
    vendorId: Id<'Organisation'>,
    facts: DisclosureFacts,
    sourceCaseId: Id<'Case'> | null,
    openedBy: Id<'User'>,
    now: Date,
  ): Case {
    return Case.of({
      ...facts,
      kind: 'DISCLOSURE',
      vendorId,
      sourceCaseId,
      state: 'RECEIVED',
      openedBy,
      openedAt: now,
    });
  }

  private static of(facts: Partial<Case>): Case {
    return Object.assign(new Case(), {
      id: newId<'Case'>(),
      version: 1,
      closedAt: null,
      hospitalId: null,
      noticedAt: null,
      patientImpact: null,
      assetCount: null,
      sourceCaseId: null,
      reporterName: null,
      cveIds: [],
      jvnIds: [],
      embargoUntil: null,
      publicationId: null,
      partyIds: [],
      ...facts,
    });
  }

  get isDisclosure(): boolean {
    return this.kind === 'DISCLOSURE';
  }

  /** For which side of it somebody acts. */
  sideOf({ organisationId }: Pick<Ctx, 'organisationId'>): Side {
    if (organisationId === this.vendorId) return 'VENDOR';
    return organisationId === this.hospitalId ? 'HOSPITAL' : 'PARTY';
  }

  /** The organisation across from a side of a report, which reads what is recorded; a disclosure has none. */
  counterpartOf(organisationId: Id<'Organisation'>): Id<'Organisation'> | null {
    return organisationId === this.vendorId ? this.hospitalId : this.vendorId;
  }

  /** What may come next, whoever's step it is. */
  get nextSteps(): CaseStep[] {
    const steps = (this.isDisclosure ? STEPS_OF_DISCLOSURE : STEPS_OF_REPORT)[this.state] ?? {};
    return CASE_STATES.flatMap((to) => {
      const side = steps[to];
      return side ? [{ to, side }] : [];
    });
  }

  /**
   * A disclosure names the advisory with which it becomes public.
   * @throws CONFLICT `cases.no_such_step`, `cases.advisory_missing`; FORBIDDEN `cases.other_side_steps`
   */
  move(to: CaseState, side: Side, publicationId: Id<'Publication'> | null, now: Date): void {
    const step = this.nextSteps.find((one) => one.to === to);
    if (!step) {
      const next = this.nextSteps.map((one) => one.to).join(', ');
      throw conflict('cases.no_such_step', `From ${this.state} a case goes on to ${next}.`);
    }
    if (step.side !== side && (step.side !== 'EITHER' || side === 'PARTY')) {
      throw forbidden(
        'cases.other_side_steps',
        step.side === 'HOSPITAL' ? 'Only the hospital may do this.' : 'Only the vendor may do this.',
      );
    }
    if (to === 'ADVISORY_PUBLISHED') {
      this.publicationId = publicationId;
      if (!publicationId) throw conflict('cases.advisory_missing', 'Name the advisory that was published.');
    }
    this.state = to;
    this.closedAt = to === 'CLOSED' ? now : null;
    this.version += 1;
  }

  /** @throws CONFLICT `cases.case_closed` */
  change(facts: DisclosureFacts): void {
    this.refuseClosed();
    Object.assign(this, facts);
    this.version += 1;
  }

  /** @throws CONFLICT `cases.case_closed` */
  refuseClosed(): void {
    if (this.state === 'CLOSED') throw conflict('cases.case_closed', 'This case is closed: reopen it first.');
  }

  /** @throws CONFLICT `cases.changed_meanwhile` */
  requireVersion(version: number): void {
    if (version === this.version) return;
    throw conflict('cases.changed_meanwhile', 'The case was changed just now: look at it again.');
  }
}
