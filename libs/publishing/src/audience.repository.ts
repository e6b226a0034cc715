import { Injectable } from '@nestjs/common';
import {
  checkPage,
  decodeCursor,
  invalidInput,
  isId,
  pageOf,
  type Id,
  type Page,
  type PageRequest,
} from '#libs/kernel';
import type { Tx } from '#libs/platform';

/** How many a publication would reach, by what the vendor may know. */
export interface AudienceTotals {
  hospitalCount: number;
  siteCount: number;
  /** Sites whose devices all have no connections: they are asked nothing. */
  informationOnlySiteCount: number;
  /** Of the hospitals, those that share counts only and are not named here. */
  unnamedHospitalCount: number;
}

export interface AudienceHospital {
  hospitalId: Id<'Organisation'>;
  name: string;
  englishName: string | null;
  siteCount: number;
  informationOnlySiteCount: number;
}

/**
 * Holders without a relationship are reached unseen by the vendor, so they do not exist here. A hospital has a name here
 * when it shares its assets, or when the vendor itself put it on its list or named it; the others are numbers.
 */
const HOSPITALS = `
  hospitals as (
    select audience.hospital_id, count(*)::int as sites,
           (count(*) filter (where not audience.is_connected))::int as information_only_sites
    from publication_audience($1) audience
    where audience.has_relationship
    group by audience.hospital_id
  ), known as (
    select hospitals.*,
           exists (select from relationship r
                   where r.hospital_id = hospitals.hospital_id and r.vendor_id = p.vendor_id
                     and r.state = 'ACTIVE' and r.shares = 'ASSETS')
        or exists (select from publication_recipient named
                   where named.publication_id = p.id and named.hospital_id = hospitals.hospital_id)
        or exists (select from publication_release pr join installed_base_line line on line.release_id = pr.release_id
                   where pr.publication_id = p.id and line.hospital_id = hospitals.hospital_id
                     and line.vendor_id = p.vendor_id and line.state <> 'REJECTED') as is_named
    from hospitals, publication p
    where p.id = $1
  )`;

/** Asked as the system, after the actor was authorised: row-level security hides other organisations' assets. */
@Injectable()
export class AudienceRepository {
  async totalsOf(tx: Tx, publicationId: Id<'Publication'>): Promise<AudienceTotals> {
    const [totals] = await tx.sql<AudienceTotals>(
      `with ${HOSPITALS}
       select count(*)::int as "hospitalCount", coalesce(sum(sites), 0)::int as "siteCount",
              coalesce(sum(information_only_sites), 0)::int as "informationOnlySiteCount",
              (count(*) filter (where not is_named))::int as "unnamedHospitalCount"
       from known`,
      [publicationId],
    );
    if (!totals) throw new Error('an aggregate without GROUP BY always has one row');
    return totals;
  }

  async hospitalsOf(tx: Tx, publicationId: Id<'Publication'>, page: PageRequest): Promise<Page<AudienceHospital>> {
    checkPage(page);
    const [name, id] = page.after ? placeIn(page.after) : [null, null];
    const rows = await tx.sql<AudienceHospital>(
      `with ${HOSPITALS}
       select known.hospital_id as "hospitalId", o.name, o.english_name as "englishName",
              known.sites as "siteCount", known.information_only_sites as "informationOnlySiteCount"
       from known join organisation o on o.id = known.hospital_id
       where known.is_named and ($2::text is null or (o.name, o.id) > ($2::text, $3::uuid))
       order by o.name, o.id
       limit $4`,
      [publicationId, name, id, page.first + 1],
    );
    const keyOf = (row: AudienceHospital) => [row.name, row.hospitalId];
    return pageOf(rows, page, keyOf, () => this.namedCountOf(tx, publicationId));
  }

  async namedCountOf(tx: Tx, publicationId: Id<'Publication'>): Promise<number> {
    const { hospitalCount, unnamedHospitalCount } = await this.totalsOf(tx, publicationId);
    return hospitalCount - unnamedHospitalCount;
  }
}

function placeIn(cursor: string): [string, string] {
  const [name, id] = decodeCursor(cursor, 2);
  if (typeof name === 'string' && typeof id === 'string' && isId(id)) return [name, id];
  throw invalidInput('page.bad_cursor', 'This cursor is not one that this list gave out. Start again without "after".');
}
