import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId, type Actor, type Id } from '#libs/kernel';
import type { Release } from '../release.entity.ts';

/** What can become different in a release's life cycle. */
export type LifecycleChangeKind = 'STAGE' | 'END_OF_LIFE_ON' | 'END_OF_SUPPORT_ON' | 'SUDDEN_LEGACY';
export type LifecycleChangeReason = 'DATE_REACHED' | 'NOTICE' | 'BY_HAND';

/** What changed a release: a day that came, a published notice, or a person or program. */
export interface CauseOfChange {
  reason: LifecycleChangeReason;
  publicationId: Id<'Publication'> | null;
  changedBy: Id | null;
}

export const dateReached: CauseOfChange = { reason: 'DATE_REACHED', publicationId: null, changedBy: null };
export const byNotice = (publicationId: Id<'Publication'>): CauseOfChange => ({
  reason: 'NOTICE',
  publicationId,
  changedBy: null,
});
export const byHand = ({ userId, apiKeyId }: Actor): CauseOfChange => ({
  reason: 'BY_HAND',
  publicationId: null,
  changedBy: userId ?? apiKeyId,
});

/** One thing that became different, and why. */
@Entity('release_lifecycle_change')
export class ReleaseLifecycleChange {
  @PrimaryColumn('uuid') id!: Id<'ReleaseLifecycleChange'>;
  @Column('uuid') releaseId!: Id<'Release'>;
  @Column('uuid') vendorId!: Id<'Organisation'>;
  @Column('text') what!: LifecycleChangeKind;
  /** A stage, a date, or `true` and `false`; null where there was no date. */
  @Column('text', { nullable: true }) before!: string | null;
  @Column('text', { nullable: true }) after!: string | null;
  @Column('text') reason!: LifecycleChangeReason;
  @Column('uuid', { nullable: true }) publicationId!: Id<'Publication'> | null;
  @Column('uuid', { nullable: true }) changedBy!: Id | null;
  @Column('timestamptz') changedAt!: Date;
}

type LifeCycleOf = Pick<Release, 'stage' | 'endOfLifeOn' | 'endOfSupportOn' | 'isSuddenLegacy'>;

/** One row for each thing that is different now. */
export function changesIn(
  before: LifeCycleOf,
  after: Release,
  cause: CauseOfChange,
  changedAt: Date,
): ReleaseLifecycleChange[] {
  const [was, is] = [lifeCycleOf(before), lifeCycleOf(after)];
  const kinds = Object.keys(is) as LifecycleChangeKind[];
  return kinds
    .filter((what) => was[what] !== is[what])
    .map((what) =>
      Object.assign(new ReleaseLifecycleChange(), {
        id: newId<'ReleaseLifecycleChange'>(),
        releaseId: after.id,
        vendorId: after.vendorId,
        what,
        before: was[what],
        after: is[what],
        ...cause,
        changedAt,
      }),
    );
}

const lifeCycleOf = (release: LifeCycleOf): Record<LifecycleChangeKind, string | null> => ({
  STAGE: release.stage,
  END_OF_LIFE_ON: release.endOfLifeOn,
  END_OF_SUPPORT_ON: release.endOfSupportOn,
  SUDDEN_LEGACY: String(release.isSuddenLegacy),
});
