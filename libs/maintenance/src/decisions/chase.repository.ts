import { Injectable } from '@nestjs/common';
import { LANGUAGE_OF_MEMBER } from '#libs/directory';
import type { Id } from '#libs/kernel';
import type { MailLanguage, Tx } from '#libs/platform';
import { CURRENT_OF_ASSET } from './decision.repository.ts';

/** A hospital that has devices of limited or ended support about which nothing is decided. */
export interface Undecided {
  hospitalId: Id<'Organisation'>;
  hospitalName: string;
  devices: number;
  devicesAtEndOfSupport: number;
}

/** Who decides there. */
export interface Decider {
  hospitalId: Id<'Organisation'>;
  name: string;
  email: string;
  language: MailLanguage;
}

const DECIDERS = `member m where m.state = 'ACTIVE' and 'HOSPITAL_SECURITY' = any (m.roles)`;

/** Whom to chase. Asked as the system. */
@Injectable()
export class ChaseRepository {
  /** Hospitals that were not chased since then, and have somebody who decides. */
  due(tx: Tx, since: Date, atMost: number): Promise<Undecided[]> {
    return tx.sql(
      `select o.id as "hospitalId", o.name as "hospitalName", found.devices,
              found.at_end as "devicesAtEndOfSupport"
       from organisation o cross join lateral (
         select sum(a.quantity)::int as devices,
                coalesce(sum(a.quantity) filter (where r.stage = 'END_OF_SUPPORT'), 0)::int as at_end
         from asset a join release r on r.id = a.release_id and r.stage <> 'SUPPORTED'
         where a.hospital_id = o.id and a.status in ('IN_USE','STORED')
           and not exists (select from end_of_support_decision d where ${CURRENT_OF_ASSET})
       ) found
       where o.kind = 'HOSPITAL' and o.state = 'ADMITTED' and found.devices > 0
         and not exists (select from decision_chase c where c.hospital_id = o.id and c.chased_at > $1)
         and exists (select from ${DECIDERS} and m.organisation_id = o.id)
       order by o.id limit $2`,
      [since, atMost],
    );
  }

  /** Says that they are chased now. @returns those that another worker did not chase meanwhile. */
  async mark(tx: Tx, hospitalIds: readonly Id<'Organisation'>[], since: Date): Promise<Set<Id<'Organisation'>>> {
    const rows = await tx.sql<{ id: Id<'Organisation'> }>(
      `insert into decision_chase (hospital_id, chased_at) select id, $2 from unnest($1::uuid[]) as chased (id) order by id
       on conflict (hospital_id) do update set chased_at = excluded.chased_at where decision_chase.chased_at <= $3
       returning hospital_id as id`,
      [hospitalIds, tx.now, since],
    );
    return new Set(rows.map(({ id }) => id));
  }

  decidersOf(tx: Tx, hospitalIds: readonly Id<'Organisation'>[]): Promise<Decider[]> {
    return tx.sql(
      `select m.organisation_id as "hospitalId", m.name, m.email, ${LANGUAGE_OF_MEMBER} as language
       from ${DECIDERS} and m.organisation_id = any ($1) order by m.id`,
      [hospitalIds],
    );
  }
}
