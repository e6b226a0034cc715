import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { calendarDate, type Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { Release } from '../release.entity.ts';
import { ReleaseLifecycleChange } from './lifecycle-change.entity.ts';

/** The life cycle of releases, and its history. */
@Injectable()
export class LifecycleRepository {
  async add(tx: Tx, changes: readonly ReleaseLifecycleChange[]): Promise<void> {
    if (changes.length > 0) await tx.manager.insert(ReleaseLifecycleChange, [...changes]);
  }

  /** The newest first. */
  changesOf(tx: Tx, releaseIds: readonly Id<'Release'>[]): Promise<ReleaseLifecycleChange[]> {
    return tx.manager.find(ReleaseLifecycleChange, {
      where: { releaseId: In([...releaseIds]) },
      order: { id: 'DESC' },
    });
  }

  /** Whether hospitals were told the dates of the own release. */
  async wasTold(tx: Tx, { id }: Release): Promise<boolean> {
    const [row] = await tx.sql<{ told: boolean }>('select release_was_told($1) as told', [id]);
    return row?.told === true;
  }

  /** Releases of all organisations that a day has brought to their next stage, locked; those that are locked are left. */
  lockReaching(tx: Tx, atMost: number): Promise<Release[]> {
    return tx.manager
      .createQueryBuilder(Release, 'release')
      .where(`release.stage <> 'END_OF_SUPPORT'`)
      .andWhere(
        `least(case when release.stage = 'SUPPORTED' then release.end_of_life_on end,
               case when release.stage <> 'END_OF_SUPPORT' then release.end_of_support_on end) <= :today`,
        { today: calendarDate(tx.now) },
      )
      .orderBy('release.id')
      .limit(atMost)
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getMany();
  }

  async setStages(tx: Tx, releases: readonly Release[]): Promise<void> {
    await tx.sql(
      `update release r set stage = reached.stage
       from unnest($1::uuid[], $2::text[]) as reached (id, stage) where r.id = reached.id`,
      [releases.map(({ id }) => id), releases.map(({ stage }) => stage)],
    );
  }
}
