import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { DeliverySite } from './delivery-site.entity.ts';
import { Delivery } from './delivery.entity.ts';
import { TOLD } from './fan-out.repository.ts';

/** What becomes of deliveries that stand, many at once. Asked as the system. */
@Injectable()
export class StandingRepository {
  /** Former revisions are no longer to be answered: what was said until now is what a new delivery goes on from. */
  async closeFormer(tx: Tx, publicationId: Id<'Publication'>): Promise<void> {
    await tx.sql(
      `update delivery d set closed_at = $2
       from publication p join publication former on former.series_id = p.series_id and former.revision < p.revision
       where p.id = $1 and p.published_at is not null
         and d.publication_id = former.id and d.notice = 'PUBLICATION' and d.closed_at is null`,
      [publicationId, tx.now],
    );
  }

  async close(tx: Tx, publicationId: Id<'Publication'>): Promise<void> {
    await tx.sql(
      `update delivery set closed_at = $2 where publication_id = $1 and notice = 'PUBLICATION' and closed_at is null`,
      [publicationId, tx.now],
    );
  }

  /** The delivery that a hospital has of a revision, locked with its sites; null when there is none to answer. */
  async openDeliveryOf(
    tx: Tx,
    publicationId: Id<'Publication'>,
    hospitalId: Id<'Organisation'>,
  ): Promise<{ delivery: Delivery; sites: DeliverySite[] } | null> {
    const delivery = await tx.manager
      .createQueryBuilder(Delivery, 'delivery')
      .setLock('pessimistic_write')
      .where({ hospitalId, publicationId, notice: 'PUBLICATION' })
      .andWhere('delivery.closedAt is null')
      .getOne();
    if (!delivery) return null;
    return { delivery, sites: await tx.manager.findBy(DeliverySite, { hospitalId, deliveryId: delivery.id }) };
  }

  /** Tells a vendor of deliveries that it was not told of, while there is a relationship. */
  async disclose(tx: Tx, vendorId: Id<'Organisation'>, hospitalId: Id<'Organisation'>): Promise<void> {
    const active = await tx.sql(
      `select id from relationship where vendor_id = $1 and hospital_id = $2 and state = 'ACTIVE' for share`,
      [vendorId, hospitalId],
    );
    if (active.length === 0) return;
    // A chunk that read the relationships before this one was confirmed is waited for: it holds its publication.
    await tx.sql(
      `select p.id from publication p
       where p.vendor_id = $1 and (p.state = 'PUBLISHED' and p.delivered_at is null
                                   or p.state = 'WITHDRAWN' and p.withdrawal_delivered_at is null)
       order by p.id for no key update`,
      [vendorId],
    );
    await tx.sql(
      `with disclosed as (
         update delivery set is_vendor_informed = true
         where hospital_id = $1 and vendor_id = $2 and not is_vendor_informed
         returning id, publication_id, revision, notice
       ), sites as (
         update delivery_site s set is_vendor_informed = true from disclosed
         where s.hospital_id = $1 and s.delivery_id = disclosed.id
       ), drawn as materialized (select uuidv7() as event_id, disclosed.* from disclosed)
       insert into trail.event (id, recorded_at, kind, organisation_id, counterpart_id, subject_type, subject_id, facts)
       select event_id, $3, 'delivery.disclosed', $1, $2, 'Publication', publication_id,
              trail.event_facts('delivery.disclosed', 1, event_id, $3, $1, $2, null, 'Publication', publication_id,
                jsonb_build_object('deliveryId', id, 'revision', revision, 'notice', notice))
       from drawn`,
      [hospitalId, vendorId, tx.now],
    );
  }

  /** Lets a member read what is TLP:RED and names the member's e-mail address, delivered before the member joined. */
  async admitReader(tx: Tx, memberId: Id<'Member'>): Promise<void> {
    // A chunk that read the members before this one joined is waited for: it holds its publication.
    await tx.sql(
      `select p.id from publication p
       where p.tlp = 'RED' and p.published_at is not null and p.id in (
         select n.publication_id from publication_recipient n join member m on m.organisation_id = n.hospital_id
         where m.id = $1)
       order by p.id for no key update`,
      [memberId],
    );
    await tx.sql(
      `with reader as (
         select organisation_id as hospital_id, user_id, email from member where id = $1 and state = 'ACTIVE'
       ), admitted as (
         update delivery d set reader_ids = d.reader_ids || r.user_id from reader r
         where d.hospital_id = r.hospital_id and d.tlp = 'RED' and d.closed_at is null
           and not r.user_id = any (d.reader_ids)
           and exists (select from publication_recipient n
                       where n.publication_id = d.publication_id and n.hospital_id = d.hospital_id
                         and lower(r.email) = any (select lower(e) from unnest(n.emails) e))
         returning d.hospital_id, d.id, r.user_id
       )
       update delivery_site s set reader_ids = s.reader_ids || a.user_id from admitted a
       where s.hospital_id = a.hospital_id and s.delivery_id = a.id`,
      [memberId],
    );
  }

  /**
   * Tells the recipients that nobody confirmed an emergency publication in time: it is unread again.
   * @returns the last hospital of a full chunk; null when there is none after it.
   */
  async tellSecondCheckMissed(
    tx: Tx,
    publicationId: Id<'Publication'>,
    { after, limit }: { after: Id<'Organisation'> | null; limit: number },
  ): Promise<Id<'Organisation'> | null> {
    // Locked first, so that the sites are counted as answers have left them.
    const chunk = await tx.sql<{ hospitalId: Id<'Organisation'>; id: Id<'Delivery'> }>(
      `select hospital_id as "hospitalId", id from delivery
       where publication_id = $1 and notice = 'PUBLICATION' and second_check_missed_at is null
         and ($2::uuid is null or hospital_id > $2)
       order by hospital_id limit $3 for update`,
      [publicationId, after, limit],
    );
    await tx.sql(
      `with chunk as materialized (
         select * from unnest($1::uuid[], $2::uuid[]) as c (hospital_id, id)
       ), unseen as (
         update delivery_site s set state = 'UNSEEN', viewed_at = null from chunk c
         where s.hospital_id = c.hospital_id and s.delivery_id = c.id and s.state <> 'UNSEEN'
       ), told as (
         update delivery d set second_check_missed_at = $3,
           unseen_sites = (select count(*) from delivery_site s
                           where s.hospital_id = d.hospital_id and s.delivery_id = d.id and s.coverage <> 'COVERED_BY')
         from chunk c where d.hospital_id = c.hospital_id and d.id = c.id
         returning d.*
       ), drawn as materialized (
         select uuidv7() as event_id, ${TOLD}, id, publication_id, revision, notice from told
       )
       insert into trail.event (id, recorded_at, kind, organisation_id, counterpart_id, subject_type, subject_id, facts)
       select event_id, $3, 'delivery.second_check_missed', told_id, counterpart_id, 'Publication', publication_id,
              trail.event_facts('delivery.second_check_missed', 1, event_id, $3, told_id, counterpart_id, null,
                'Publication', publication_id,
                jsonb_build_object('deliveryId', id, 'revision', revision, 'notice', notice))
       from drawn`,
      [chunk.map(({ hospitalId }) => hospitalId), chunk.map(({ id }) => id), tx.now],
    );
    return chunk.length === limit ? (chunk.at(-1)?.hospitalId ?? null) : null;
  }
}
