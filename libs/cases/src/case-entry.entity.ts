import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId, type Id } from '#libs/kernel';
import type { Ctx } from '#libs/platform';
import type { Case, CaseState } from './case.entity.ts';

export const ENTRY_KINDS = ['OPENING', 'REMARK', 'TOLD', 'STEP', 'LESSON', 'CORRECTION'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];
/** What people write; the rest comes with what they do. */
export const WRITTEN_KINDS = ['REMARK', 'TOLD', 'LESSON', 'CORRECTION'] as const;
export type WrittenKind = (typeof WRITTEN_KINDS)[number];

export const TOLD_WHOM = [
  'MINISTRY',
  'REGULATOR',
  'POLICE',
  'CERT',
  'OTHER_HOSPITAL',
  'PATIENTS',
  'VENDOR',
  'INSURER',
  'PRESS',
  'OTHER',
] as const;
export type ToldWhom = (typeof TOLD_WHOM)[number];
export const TOLD_MEANS = ['PHONE', 'MAIL', 'FAX', 'POST', 'VISIT', 'WEB_FORM', 'MEETING', 'OTHER'] as const;
export type ToldMeans = (typeof TOLD_MEANS)[number];

export type EntryFacts = Partial<
  Pick<CaseEntry, 'isInternal' | 'correctsId' | 'toState' | 'toldWhom' | 'toldMeans' | 'toldAt'>
>;

/** What an organisation is called. */
export type Names = Pick<CaseEntry, 'organisationName' | 'organisationEnglishName'>;

/** Who writes, when, and what their organisation is called. */
export interface Writing {
  ctx: Ctx;
  now: Date;
  names: Names;
}

/** One line of what was said and done, as plain text. Never changed; another one corrects it. */
@Entity('case_entry')
export class CaseEntry {
  @PrimaryColumn('uuid') id!: Id<'CaseEntry'>;
  @Column('uuid') caseId!: Id<'Case'>;
  @Column('text') kind!: EntryKind;
  /** The side or party that wrote it. */
  @Column('uuid') organisationId!: Id<'Organisation'>;
  /** As it was called then: a vendor does not know every organisation that it invites somebody of. */
  @Column('text') organisationName!: string;
  @Column('text', { nullable: true }) organisationEnglishName!: string | null;
  @Column('uuid', { nullable: true }) userId!: Id<'User'> | null;
  /** As the writer was called then: nobody reads the list of another organisation's members. */
  @Column('text', { nullable: true }) authorName!: string | null;
  @Column('text') words!: string;
  /** For the own organisation alone. */
  @Column('boolean') isInternal!: boolean;
  @Column('uuid', { nullable: true }) correctsId!: Id<'CaseEntry'> | null;
  @Column('text', { nullable: true }) toState!: CaseState | null;
  @Column('text', { nullable: true }) toldWhom!: ToldWhom | null;
  @Column('text', { nullable: true }) toldMeans!: ToldMeans | null;
  @Column('timestamptz', { nullable: true }) toldAt!: Date | null;
  @Column('timestamptz') writtenAt!: Date;

  static of(
    { id: caseId }: Case,
    kind: EntryKind,
    words: string,
    { ctx, now, names }: Writing,
    facts: EntryFacts = {},
  ): CaseEntry {
    return Object.assign(new CaseEntry(), {
      id: newId<'CaseEntry'>(),
      caseId,
      kind,
      organisationId: ctx.organisationId,
      ...names,
      userId: ctx.actor.userId,
      authorName: ctx.actor.person?.name ?? null,
      words,
      isInternal: false,
      correctsId: null,
      toState: null,
      toldWhom: null,
      toldMeans: null,
      toldAt: null,
      ...facts,
      writtenAt: now,
    });
  }
}
