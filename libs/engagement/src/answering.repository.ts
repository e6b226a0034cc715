import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import type { PublicationState } from '#libs/publishing';
import type { Tx } from '#libs/platform';
import { Acknowledgement } from './acknowledgement.entity.ts';
import { DeliverySite } from './delivery-site.entity.ts';
import { Delivery } from './delivery.entity.ts';

/** A delivery and those of its sites that were asked for, locked together. */
export interface Answerable {
  delivery: Delivery;
  sites: DeliverySite[];
  publicationState: PublicationState;
}

/** Rows that answers change. Acknowledging is the hot path: one statement to read, one to write. */
@Injectable()
export class AnsweringRepository {
  /**
   * Nobody else answers these deliveries before the transaction ends. In the order of their ids, so that two bulk answers
   * do not wait for each other.
   * @param siteIds null: all.
   * @param hospitalId another one than the actor's, asked as the system.
   */
  async lock(
    tx: Tx,
    deliveryIds: readonly Id<'Delivery'>[],
    siteIds: readonly Id<'Site'>[] | null,
    hospitalId: Id<'Organisation'> | null = tx.ctx.organisationId,
  ): Promise<Answerable[]> {
    // Both are locked: a row that was waited for is read again only where it is locked itself.
    const rows = await tx.sql<{ delivery: Delivery; site: DeliverySite; publicationState: PublicationState }>(
      `select json_build_object(
                'hospitalId', d.hospital_id, 'id', d.id, 'vendorId', d.vendor_id, 'publicationId', d.publication_id,
                'seriesId', d.series_id, 'revision', d.revision, 'notice', d.notice, 'kind', d.kind,
                'severity', d.severity, 'gravity', d.gravity, 'tlp', d.tlp, 'deliveredAt', d.delivered_at,
                'actions', d.actions, 'dueOn', d.due_on, 'isForInformation', d.is_for_information,
                'isVendorInformed', d.is_vendor_informed, 'readerIds', d.reader_ids, 'closedAt', d.closed_at,
                'secondCheckMissedAt', d.second_check_missed_at,
                'openSites', d.open_sites, 'unseenSites', d.unseen_sites, 'siteCount', d.site_count) as delivery,
              json_build_object(
                'hospitalId', s.hospital_id, 'deliveryId', s.delivery_id, 'siteId', s.site_id, 'vendorId', s.vendor_id,
                'publicationId', s.publication_id, 'isConnected', s.is_connected, 'state', s.state,
                'coverage', s.coverage, 'coveredById', s.covered_by_id, 'viewedAt', s.viewed_at,
                'acknowledgedAt', s.acknowledged_at, 'acknowledgementId', s.acknowledgement_id, 'isAnswered', s.is_answered,
                'derivedAnswers', s.derived_answers,
                'isVendorInformed', s.is_vendor_informed, 'readerIds', s.reader_ids) as site,
              publication_state(d.publication_id) as "publicationState"
       from delivery d join delivery_site s on s.hospital_id = $1 and s.delivery_id = d.id
       where d.hospital_id = $1 and d.id = any ($2) and ($3::uuid[] is null or s.site_id = any ($3))
       order by d.id, s.site_id
       for update of d, s`,
      [hospitalId, deliveryIds, siteIds],
    );
    const found = new Map<Id, Answerable>();
    for (const { delivery, site, publicationState } of rows) {
      const answerable = found.get(delivery.id) ?? { delivery: deliveryOf(delivery), sites: [], publicationState };
      answerable.sites.push(siteOf(site));
      found.set(delivery.id, answerable);
    }
    return [...found.values()];
  }

  async latest(tx: Tx, sites: readonly DeliverySite[]): Promise<Map<Id, Acknowledgement>> {
    const ids = sites.flatMap(({ acknowledgementId }) => acknowledgementId ?? []);
    if (ids.length === 0) return new Map();
    const rows = await tx.manager
      .createQueryBuilder(Acknowledgement, 'acknowledgement')
      .where('acknowledgement.id = any(:ids)', { ids })
      .getMany();
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** What a hospital has to answer of a publication; null when there is nothing, or nothing any more. */
  async openDeliveryId(
    tx: Tx,
    hospitalId: Id<'Organisation'>,
    publicationId: Id<'Publication'>,
  ): Promise<Id<'Delivery'> | null> {
    const [row] = await tx.sql<{ id: Id<'Delivery'> }>(
      `select id from delivery
       where hospital_id = $1 and publication_id = $2 and notice = 'PUBLICATION' and closed_at is null`,
      [hospitalId, publicationId],
    );
    return row?.id ?? null;
  }

  /** Everything that answers changed, in one statement. All of one hospital. */
  async write(
    tx: Tx,
    deliveries: readonly Delivery[],
    sites: readonly DeliverySite[],
    acknowledgements: readonly Acknowledgement[] = [],
  ): Promise<void> {
    await tx.sql(
      `with said as (
         insert into acknowledgement (id, hospital_id, vendor_id, publication_id, delivery_id, site_id, user_id, api_key_id,
           comment, answers, corrects_id, created_at, delegate_id, delegate_name, delegate_email)
         select id, $1, "vendorId", "publicationId", "deliveryId", "siteId", "userId", "apiKeyId",
           comment, answers, "correctsId", "createdAt", "delegateId", "delegateName", "delegateEmail"
         from json_to_recordset($4) as a (id uuid, "vendorId" uuid, "publicationId" uuid, "deliveryId" uuid, "siteId" uuid,
           "userId" uuid, "apiKeyId" uuid, comment text, answers jsonb, "correctsId" uuid, "createdAt" timestamptz,
           "delegateId" uuid, "delegateName" text, "delegateEmail" text)
       ), answered as (
         update delivery_site s set state = n.state, coverage = n.coverage, covered_by_id = n."coveredById",
           viewed_at = n."viewedAt", acknowledged_at = n."acknowledgedAt", acknowledgement_id = n."acknowledgementId",
           is_answered = n."isAnswered", derived_answers = n."derivedAnswers"
         from json_to_recordset($3) as n ("deliveryId" uuid, "siteId" uuid, state text, coverage text, "coveredById" uuid,
           "viewedAt" timestamptz, "acknowledgedAt" timestamptz, "acknowledgementId" uuid, "isAnswered" boolean,
           "derivedAnswers" jsonb)
         where s.hospital_id = $1 and s.delivery_id = n."deliveryId" and s.site_id = n."siteId"
       )
       update delivery d set open_sites = n."openSites", unseen_sites = n."unseenSites"
       from json_to_recordset($2) as n (id uuid, "openSites" int, "unseenSites" int)
       where d.hospital_id = $1 and d.id = n.id`,
      [deliveries[0]?.hospitalId, JSON.stringify(deliveries), JSON.stringify(sites), JSON.stringify(acknowledgements)],
    );
  }

  /** A delivery that concerns more than it did, as the system. @param sites new ones, and changed ones. */
  async extend(tx: Tx, delivery: Delivery, sites: readonly DeliverySite[]): Promise<void> {
    const { hospitalId, id, actions, dueOn, isForInformation, openSites, unseenSites, siteCount } = delivery;
    await tx.manager.update(
      Delivery,
      { hospitalId, id },
      { actions: [...actions], dueOn, isForInformation, openSites, unseenSites, siteCount },
    );
    await tx.manager.upsert(DeliverySite, [...sites], ['hospitalId', 'deliveryId', 'siteId']);
  }
}

/** JSON keeps times as texts. */
const time = (value: Date | string | null) => (value === null ? null : new Date(value));

const deliveryOf = (row: Delivery): Delivery =>
  Object.assign(new Delivery(), row, {
    deliveredAt: new Date(row.deliveredAt),
    closedAt: time(row.closedAt),
    secondCheckMissedAt: time(row.secondCheckMissedAt),
  });

const siteOf = (row: DeliverySite): DeliverySite =>
  Object.assign(new DeliverySite(), row, { viewedAt: time(row.viewedAt), acknowledgedAt: time(row.acknowledgedAt) });
