import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { DecisionKind } from '../decisions/decision.entity.ts';
import { CURRENT_OF_ASSET } from '../decisions/decision.repository.ts';

interface Due {
  productName: string;
  productEnglishName: string | null;
  fromVersion: string;
  devices: number;
  changedAt: Date;
}

interface DueUpdate extends Due {
  seriesId: Id<'Series'>;
  /** The latest revision among them. */
  publicationId: Id<'Publication'>;
  fromReleaseId: Id<'Release'>;
  toVersion: string | null;
}

/** Devices that get the same update in the same window. */
export interface DueWindow extends DueUpdate {
  wave: number;
  startsAt: Date;
  endsAt: Date;
}

/** Devices for which the same update was put off to the same day. */
export interface DueDeferral extends DueUpdate {
  reviewOn: string;
}

/** Devices of one release for which the same was decided until the same day. */
export interface DueDecision extends Due {
  releaseId: Id<'Release'>;
  kind: DecisionKind;
  reviewOn: string;
}

const DUE = `p.name as "productName", p.english_name as "productEnglishName", r.version as "fromVersion",
  sum(a.quantity)::int as devices`;
const DUE_UPDATE = `${DUE}, u.series_id as "seriesId", u.from_release_id as "fromReleaseId", t.version as "toVersion",
  (array_agg(u.publication_id order by u.revision desc))[1] as "publicationId", max(u.updated_at) as "changedAt"`;
const UPDATES = `update_application u join asset a on a.id = u.asset_id join release r on r.id = u.from_release_id
  join product p on p.id = r.product_id left join release t on t.id = u.to_release_id`;
const BY_UPDATE = 'u.series_id, u.from_release_id, r.version, p.id, t.version';

/** What is due at a site of the transaction's organisation, device by device brought together. */
@Injectable()
export class DueRepository {
  /** What is scheduled or under way; what passed without a word stays until somebody says what became of it. */
  windows(tx: Tx, siteId: Id<'Site'>): Promise<DueWindow[]> {
    return tx.sql(
      `select ${DUE_UPDATE}, u.wave, u.starts_at as "startsAt", u.ends_at as "endsAt"
       from ${UPDATES}
       where u.hospital_id = $1 and u.site_id = $2 and u.state in ('SCHEDULED','IN_PROGRESS') and u.halted_at is null
       group by ${BY_UPDATE}, p.name, p.english_name, u.wave, u.starts_at, u.ends_at
       order by u.starts_at, u.ends_at, u.series_id, u.from_release_id, t.version, u.wave`,
      [tx.ctx.organisationId, siteId],
    );
  }

  deferrals(tx: Tx, siteId: Id<'Site'>): Promise<DueDeferral[]> {
    return tx.sql(
      `select ${DUE_UPDATE}, u.review_on::text as "reviewOn"
       from ${UPDATES}
       where u.hospital_id = $1 and u.site_id = $2 and u.state = 'DEFERRED' and u.halted_at is null
       group by ${BY_UPDATE}, p.name, p.english_name, u.review_on
       order by u.review_on, u.series_id, u.from_release_id, t.version`,
      [tx.ctx.organisationId, siteId],
    );
  }

  decisions(tx: Tx, siteId: Id<'Site'>): Promise<DueDecision[]> {
    return tx.sql(
      `select ${DUE}, a.release_id as "releaseId", d.kind, d.review_on::text as "reviewOn",
              max(coalesce(d.answered_at, d.decided_at)) as "changedAt"
       from asset a join end_of_support_decision d on ${CURRENT_OF_ASSET}
         join release r on r.id = a.release_id join product p on p.id = r.product_id
       where a.hospital_id = $1 and a.site_id = $2 and a.status in ('IN_USE','STORED')
       group by a.release_id, r.version, p.id, p.name, p.english_name, d.kind, d.review_on
       order by d.review_on, a.release_id, d.kind`,
      [tx.ctx.organisationId, siteId],
    );
  }
}
