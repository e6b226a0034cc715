import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { UpdateState } from './update-application.entity.ts';

export interface StateCount {
  state: UpdateState;
  applications: number;
}

export interface PlanWave {
  publicationId: Id<'Publication'>;
  wave: number;
  counts: StateCount[];
  applications: number;
  open: number;
  startsAt: Date | null;
  endsAt: Date | null;
}

export interface Figures {
  applications: number;
  counts: StateCount[];
  failures: number;
  rolledBack: number;
  disputed: number;
  otherPackage: number;
  halted: number;
  undecided: number;
}

/** Updates in numbers. */
@Injectable()
export class FiguresRepository {
  /** Wave by wave, of the applications that the actor may see; of the chains of these publications. */
  async waves(tx: Tx, publicationIds: readonly Id<'Publication'>[]): Promise<PlanWave[]> {
    const rows = await tx.sql<
      Omit<PlanWave, 'startsAt' | 'endsAt'> & { startsAt: string | null; endsAt: string | null }
    >(
      `with counted as (
         select p.id as publication_id, a.wave, a.state, count(*)::int as applications,
                min(a.starts_at) as starts_at, max(a.ends_at) as ends_at
         from publication p join update_application a on a.series_id = p.series_id
         where p.id = any ($1)
         group by p.id, a.wave, a.state
       )
       select publication_id as "publicationId", wave, sum(applications)::int as applications,
              jsonb_agg(jsonb_build_object('state', state, 'applications', applications) order by state) as counts,
              coalesce(sum(applications) filter (where state in ('PLANNED','SCHEDULED','IN_PROGRESS','FAILED')), 0)::int as open,
              min(starts_at) as "startsAt", max(ends_at) as "endsAt"
       from counted group by publication_id, wave order by wave`,
      [publicationIds],
    );
    const time = (value: string | null) => (value === null ? null : new Date(value));
    return rows.map((row) => ({ ...row, startsAt: time(row.startsAt), endsAt: time(row.endsAt) }));
  }

  /** Over all hospitals that deal with the vendor. Asked as the system. */
  async figures(tx: Tx, publicationId: Id<'Publication'>): Promise<Figures> {
    const [row] = await tx.sql<Figures>(
      `with own as materialized (
         select a.* from publication p join update_application a on a.series_id = p.series_id
         where p.id = $1 and exists (
           select from relationship r
           where r.vendor_id = a.vendor_id and r.hospital_id = a.hospital_id and r.state = 'ACTIVE')
       ), counted as (select state, count(*)::int as applications from own group by state)
       select count(*)::int as applications,
              coalesce((select jsonb_agg(jsonb_build_object('state', state, 'applications', applications) order by state)
                        from counted), '[]') as counts,
              (select count(*)::int from update_step s join own on own.id = s.application_id
               where s.act = 'MOVED' and s.to_state = 'FAILED') as failures,
              (count(*) filter (where state = 'ROLLED_BACK'))::int as "rolledBack",
              (count(*) filter (where countersignature = 'DISPUTED'))::int as disputed,
              (count(*) filter (where is_published_package = false))::int as "otherPackage",
              (count(*) filter (where halted_at is not null))::int as halted,
              (count(*) filter (where halted_at is not null and withdrawal_decision is null
                                and state in ('APPLIED','VERIFIED')))::int as undecided
       from own`,
      [publicationId],
    );
    if (!row) throw new Error('figures are always one row');
    return row;
  }
}
