import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { newId, notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { paginate, sqlScope, type Tx } from '#libs/platform';
import { InstalledBaseLine, type LineState } from './installed-base-line.entity.ts';

/** One line as a vendor lists it. */
export type ListedLine = Pick<InstalledBaseLine, 'hospitalId' | 'siteId' | 'releaseId' | 'serialNumber' | 'quantity'>;

/** What makes a line the same line. */
export const keyOfLine = (line: Pick<ListedLine, 'hospitalId' | 'releaseId' | 'siteId' | 'serialNumber'>): string =>
  JSON.stringify([line.hospitalId, line.releaseId, line.siteId, line.serialNumber]);

/** A hospital with which the vendor has an active relationship. */
export interface Partner {
  id: Id<'Organisation'>;
  code: string;
  name: string;
  englishName: string | null;
  /** Those in use. */
  sites: { id: Id<'Site'>; name: string; englishName: string | null }[];
}

/** A line as it is exported. */
export interface LineForTable {
  id: Id<'InstalledBaseLine'>;
  code: string;
  hospital: string;
  site: string | null;
  gtin: string | null;
  approvalNumber: string | null;
  product: string;
  version: string;
  serialNumber: string | null;
  quantity: number;
  state: LineState;
  rejectionReason: string | null;
}

/** What is known about the places and devices that a list names. */
export interface NamedInList {
  /** Hospitals with which there is an active relationship. */
  hospitals: ReadonlySet<Id>;
  /** The hospital of each site in use. */
  hospitalOfSite: ReadonlyMap<Id, Id>;
  /** The vendor of each release. */
  vendorOfRelease: ReadonlyMap<Id, Id>;
}

/** Lines of vendors' lists, as the transaction's actor may read them. */
@Injectable()
export class InstalledBaseRepository {
  /** @throws NOT_FOUND */
  async getVisible(tx: Tx, id: Id<'InstalledBaseLine'>): Promise<InstalledBaseLine> {
    return visible(tx, await tx.manager.findOneBy(InstalledBaseLine, { id }));
  }

  /** As it is now, and nobody else changes it before this transaction ends. */
  async lock(tx: Tx, { id }: InstalledBaseLine): Promise<InstalledBaseLine> {
    await tx.sql('select from installed_base_line where id = $1 for update', [id]);
    return this.getVisible(tx, id);
  }

  /** In the order they were listed. */
  list(tx: Tx, state: LineState | null, page: PageRequest): Promise<Page<InstalledBaseLine>> {
    return paginate(
      this.matching(tx, state),
      [{ column: 'line.id', type: 'uuid', direction: 'asc', value: (line) => line.id }],
      page,
    );
  }

  private matching(tx: Tx, state: LineState | null): SelectQueryBuilder<InstalledBaseLine> {
    const query = tx.manager.createQueryBuilder(InstalledBaseLine, 'line');
    const scope = sqlScope(tx.ctx.ability, 'read', InstalledBaseLine, (property) => `line.${property}`);
    query.where(scope.sql, scope.parameters);
    if (state) query.andWhere('line.state = :state', { state });
    return query;
  }

  async decide(tx: Tx, { id, state, decidedAt, assetId, rejectionReason }: InstalledBaseLine): Promise<void> {
    await tx.manager.update(InstalledBaseLine, { id }, { state, decidedAt, assetId, rejectionReason });
  }

  async namedIn(tx: Tx, lines: readonly ListedLine[]): Promise<NamedInList> {
    const distinct = (ids: readonly (Id | null)[]) => [...new Set(ids.filter((id) => id !== null))];
    const hospitals = await tx.sql<{ id: Id }>(
      `select hospital_id as id from relationship
       where vendor_id = $1 and state = 'ACTIVE' and hospital_id = any($2)`,
      [tx.ctx.organisationId, distinct(lines.map((line) => line.hospitalId))],
    );
    const sites = await tx.sql<{ id: Id; owner: Id }>(
      `select id, organisation_id as owner from site where is_active and id = any($1)`,
      [distinct(lines.map((line) => line.siteId))],
    );
    const releases = await tx.sql<{ id: Id; owner: Id }>(
      `select id, vendor_id as owner from release where id = any($1)`,
      [distinct(lines.map((line) => line.releaseId))],
    );
    return {
      hospitals: new Set(hospitals.map(({ id }) => id)),
      hospitalOfSite: new Map(sites.map(({ id, owner }) => [id, owner])),
      vendorOfRelease: new Map(releases.map(({ id, owner }) => [id, owner])),
    };
  }

  /**
   * Adds what is new in one statement. A line that is there already stays one line: an undecided one takes the quantity
   * that is said now, a decided one stays as it was decided.
   * @returns ids of the lines that are new.
   */
  async addNew(tx: Tx, lines: readonly ListedLine[]): Promise<Set<Id>> {
    const rows = lines.map((line) => ({ id: newId(), ...line }));
    const added = await tx.sql<{ id: Id; is_new: boolean }>(
      `insert into installed_base_line as line
         (id, vendor_id, hospital_id, site_id, release_id, serial_number, quantity, state, created_at)
       select listed.id, $1::uuid, listed."hospitalId", listed."siteId", listed."releaseId", listed."serialNumber",
              listed.quantity, 'LISTED', $2::timestamptz
       from jsonb_to_recordset($3::jsonb) as listed
         (id uuid, "hospitalId" uuid, "siteId" uuid, "releaseId" uuid, "serialNumber" text, quantity int)
       -- always in one order, so that two lists at once do not wait for each other
       order by listed."hospitalId", listed."releaseId", listed."siteId", listed."serialNumber"
       on conflict (hospital_id, vendor_id, release_id, site_id, serial_number) do update
         set quantity = excluded.quantity
         where line.state = 'LISTED' and line.quantity <> excluded.quantity
       returning id, xmax = 0 as is_new`,
      [tx.ctx.organisationId, tx.now, JSON.stringify(rows)],
    );
    return new Set(added.filter((line) => line.is_new).map((line) => line.id));
  }

  /** Whom the vendor deals with. */
  partners(tx: Tx): Promise<Partner[]> {
    return tx.sql(
      `select o.id, o.code, o.name, o.english_name as "englishName",
              coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'englishName', s.english_name) order by s.id)
                        from site s where s.organisation_id = o.id and s.is_active), '[]') as sites
       from relationship r join organisation o on o.id = r.hospital_id
       where r.vendor_id = $1 and r.state = 'ACTIVE' order by o.id`,
      [tx.ctx.organisationId],
    );
  }

  /** The vendor's products with one of the identifiers or of the names. @param names in lower case. */
  ownProducts(
    tx: Tx,
    identifiers: readonly { scheme: string; value: string }[],
    names: readonly string[],
  ): Promise<{ id: Id<'Product'>; names: string[]; identifiers: { scheme: string; value: string }[] }[]> {
    return tx.sql(
      `with named as (select * from jsonb_to_recordset($2::jsonb) as n (scheme text, value text))
       select p.id, array_remove(array[p.name, p.english_name], null) as names,
              coalesce((select jsonb_agg(jsonb_build_object('scheme', i.scheme, 'value', i.value))
                        from product_identifier i where i.product_id = p.id), '[]') as identifiers
       from product p
       where p.vendor_id = $1 and p.maker_name is null
         and (lower(p.name) = any ($3) or lower(p.english_name) = any ($3)
              or p.id in (select i.product_id from product_identifier i join named using (scheme, value)
                          where i.vendor_id = $1))
       order by p.id`,
      [tx.ctx.organisationId, JSON.stringify(identifiers), names],
    );
  }

  /** The vendor's own lines after one, as they are exported. */
  forTable(tx: Tx, after: string, atMost: number): Promise<LineForTable[]> {
    return tx.sql(
      `select l.id, o.code, o.name as hospital, s.name as site, p.name as product, r.version,
              (select i.value from product_identifier i where i.product_id = p.id and i.scheme = 'GTIN' order by i.id limit 1) as gtin,
              (select i.value from product_identifier i where i.product_id = p.id and i.scheme = 'APPROVAL_NUMBER' order by i.id limit 1)
                as "approvalNumber",
              l.serial_number as "serialNumber", l.quantity, l.state, l.rejection_reason as "rejectionReason"
       from installed_base_line l join release r on r.id = l.release_id join product p on p.id = r.product_id
         join organisation o on o.id = l.hospital_id left join site s on s.id = l.site_id
       where l.vendor_id = $1 and l.id > $2 order by l.id limit $3`,
      [tx.ctx.organisationId, after, atMost],
    );
  }

  /** The vendor's lines that are the same as these, by what makes a line the same. */
  async sameAs(tx: Tx, lines: readonly ListedLine[]): Promise<InstalledBaseLine[]> {
    const query = tx.manager
      .createQueryBuilder(InstalledBaseLine, 'line')
      .where('line.vendor_id = :vendorId', { vendorId: tx.ctx.organisationId })
      .andWhere(
        `exists (
           select from jsonb_to_recordset(cast(:lines as jsonb)) as listed
             ("hospitalId" uuid, "siteId" uuid, "releaseId" uuid, "serialNumber" text)
           where listed."hospitalId" = line.hospital_id and listed."releaseId" = line.release_id
             and listed."siteId" is not distinct from line.site_id
             and listed."serialNumber" is not distinct from line.serial_number)`,
        { lines: JSON.stringify(lines) },
      );
    return query.orderBy('line.id').getMany();
  }
}

function visible(tx: Tx, line: InstalledBaseLine | null): InstalledBaseLine {
  if (!line || !tx.ctx.allows('read', line)) throw notFound('line of an installed-base list');
  return line;
}
