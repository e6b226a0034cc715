import { Injectable } from '@nestjs/common';
import type { ActionAnswer } from '#libs/engagement';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { DecisionKind } from './decision.entity.ts';
import { CURRENT_OF_ASSET } from './decision.repository.ts';

export interface SiteDecisions {
  siteId: Id<'Site'>;
  /** Devices in use or stored for which nothing is decided. */
  undecided: number;
  /** What is decided for the others. */
  kinds: DecisionKind[];
}

/** What hospitals answer to DECIDE_END_OF_SUPPORT, by their devices. Asked as the system. */
@Injectable()
export class DecisionAnswerRepository {
  /**
   * Publications that ask the hospital what it decides for devices of a release. Nobody else answers them before the
   * transaction ends: what is decided is read after that.
   */
  asking(tx: Tx, hospitalId: Id<'Organisation'>, releaseId: Id<'Release'>): Promise<{ id: Id<'Publication'> }[]> {
    return tx.sql(
      `select d.publication_id as id
       from publication_release r join publication_action a using (publication_id) join delivery d using (publication_id)
       where r.release_id = $2 and a.kind = 'DECIDE_END_OF_SUPPORT'
         and d.hospital_id = $1 and d.notice = 'PUBLICATION' and d.closed_at is null
       order by d.id for update of d`,
      [hospitalId, releaseId],
    );
  }

  /**
   * Hospitals that decided something for devices of a release, and were asked for it later: they need not say it again.
   * @param publicationId null: whatever asks.
   */
  decidedBefore(
    tx: Tx,
    publicationId: Id<'Publication'> | null,
  ): Promise<{ hospitalId: Id<'Organisation'>; releaseId: Id<'Release'> }[]> {
    return tx.sql(
      `select distinct d.hospital_id as "hospitalId", e.release_id as "releaseId"
       from publication_action a join publication_release r using (publication_id)
         join end_of_support_decision e on e.release_id = r.release_id and e.state in ('DECIDED','SIGNED')
         join delivery d on d.hospital_id = e.hospital_id and d.publication_id = a.publication_id
           and d.notice = 'PUBLICATION' and d.closed_at is null
       where a.kind = 'DECIDE_END_OF_SUPPORT' and ($1::uuid is null or a.publication_id = $1)
         and exists (select from delivery_site s
                     where s.hospital_id = d.hospital_id and s.delivery_id = d.id and not s.is_answered)
       order by 1, 2`,
      [publicationId],
    );
  }

  /** Whether everybody has it; null where it is not in force, or asks for no decision. */
  async isDelivered(tx: Tx, publicationId: Id<'Publication'>): Promise<boolean | null> {
    const [row] = await tx.sql<{ isDelivered: boolean }>(
      `select p.delivered_at is not null as "isDelivered" from publication p
       where p.id = $1 and p.state = 'PUBLISHED'
         and exists (select from publication_action a where a.publication_id = p.id and a.kind = 'DECIDE_END_OF_SUPPORT')`,
      [publicationId],
    );
    return row?.isDelivered ?? null;
  }

  /** Of each site of the hospital with devices that the publication is about. */
  decisionsBySite(tx: Tx, hospitalId: Id<'Organisation'>, publicationId: Id<'Publication'>): Promise<SiteDecisions[]> {
    return tx.sql(
      `select a.site_id as "siteId", (count(*) filter (where d.id is null))::int as undecided,
              coalesce(array_agg(distinct d.kind) filter (where d.id is not null), '{}') as kinds
       from publication_release r join asset a on a.release_id = r.release_id
         left join end_of_support_decision d on ${CURRENT_OF_ASSET}
       where r.publication_id = $2 and a.hospital_id = $1 and a.status in ('IN_USE','STORED')
       group by a.site_id`,
      [hospitalId, publicationId],
    );
  }
}

/** Where devices of a site are decided differently, it answers what leaves the most risk. */
const GRAVEST_FIRST = ['ACCEPT_RISK', 'ISOLATE', 'EXTENDED_SUPPORT', 'REPLACE'] as const satisfies DecisionKind[];

/** @returns null as long as anything is undecided: the site answers by hand, or not yet. */
export function answerOf({ undecided, kinds }: SiteDecisions): ActionAnswer['answer'] | null {
  return undecided > 0 ? null : (GRAVEST_FIRST.find((kind) => kinds.includes(kind)) ?? null);
}
