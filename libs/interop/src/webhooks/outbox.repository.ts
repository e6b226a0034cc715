import { Injectable } from '@nestjs/common';
import { LANGUAGE_OF_MEMBER } from '#libs/directory';
import { newId, type Id } from '#libs/kernel';
import type { MailLanguage, Tx } from '#libs/platform';
import { WebhookDelivery } from './webhook-delivery.entity.ts';
import { bodyOf, type ToldEvent } from './webhook-message.ts';
import { Webhook } from './webhook.entity.ts';

/** Entries of the log that one transaction goes through. */
const ENTRIES = 2_000;
/** At once to one receiver; while it fails, one, so that it does not hold up the others. */
const AT_ONCE = 4;

/** A message that is ours to send now. */
export type Claimed = Pick<WebhookDelivery, 'id' | 'body' | 'webhookId'> &
  Pick<Webhook, 'url' | 'secret' | 'formerSecret' | 'formerSecretUntil'>;

/** Whom to tell that a webhook was paused. */
export interface Administrator {
  name: string;
  email: string;
  language: MailLanguage;
  organisationName: string;
}

/** What is to be sent, of every organisation. Asked as the system. */
@Injectable()
export class OutboxRepository {
  /**
   * Turns what the log holds beyond the cursor into messages, each once: cursor and messages are written together, and the log's
   * entries appear in their order. Another process that follows it just now is not waited for.
   * @returns whether there may be more.
   */
  async follow(tx: Tx, portal: string): Promise<boolean> {
    const [cursor] = await tx.sql<{ next: string; end: string }>(
      `select next_index as next,
              (select coalesce(max(log_index) + 1, 0) from (
                 select log_index from trail.entry where log_index >= next_index order by log_index limit ${ENTRIES}
               ) as entry) as end
       from webhook_cursor for update skip locked`,
    );
    if (!cursor || Number(cursor.end) <= Number(cursor.next)) return false;
    await this.add(tx, await this.told(tx, cursor), portal);
    await tx.sql('update webhook_cursor set next_index = $1', [cursor.end]);
    return Number(cursor.end) - Number(cursor.next) === ENTRIES;
  }

  /** Messages to be sent now, leased to this process until `leasedUntil`. */
  claim(tx: Tx, limit: number, leasedUntil: Date): Promise<Claimed[]> {
    return tx.sql<Claimed>(
      `with due as (
         select d.id, d.webhook_id, d.next_attempt_at from webhook_delivery d
         where d.state = 'PENDING' and d.next_attempt_at <= $1 and (d.leased_until is null or d.leased_until <= $1)
       ), ready as materialized (
         select w.id,
           case when w.last_failure is null then ${AT_ONCE} else 1 end
             - (select count(*) from webhook_delivery busy where busy.webhook_id = w.id and busy.leased_until > $1) as free
         from webhook w
         where w.pause_cause is null
           and exists (select from organisation o where o.id = w.organisation_id and o.state = 'ADMITTED')
           and exists (select from due where due.webhook_id = w.id)
         for no key update of w skip locked
       ), taken as materialized (
         select next.id from ready cross join lateral (
           select due.id from due where due.webhook_id = ready.id order by due.next_attempt_at, due.id
           limit greatest(ready.free, 0)
         ) as next
         limit $2
       )
       update webhook_delivery d set leased_until = $3
       from taken, webhook w
       where d.id = taken.id and w.id = d.webhook_id
       returning d.id, d.body, d.webhook_id as "webhookId", w.url, w.secret, w.former_secret as "formerSecret",
         w.former_secret_until as "formerSecretUntil"`,
      [tx.now, limit, leasedUntil],
    );
  }

  /** Both as they are now, and nobody else changes them; null when they were removed meanwhile. */
  async lock(tx: Tx, claimed: Claimed): Promise<{ webhook: Webhook; delivery: WebhookDelivery } | null> {
    await tx.sql('select from webhook where id = $1 for no key update', [claimed.webhookId]);
    const webhook = await tx.manager.findOneBy(Webhook, { id: claimed.webhookId });
    const delivery = await tx.manager.findOneBy(WebhookDelivery, { id: claimed.id });
    return webhook && delivery ? { webhook, delivery } : null;
  }

  administratorsOf(tx: Tx, organisationId: Id<'Organisation'>): Promise<Administrator[]> {
    return tx.sql<Administrator>(
      `select m.name, m.email, ${LANGUAGE_OF_MEMBER} as language, o.name as "organisationName"
       from member m join organisation o on o.id = m.organisation_id
       where m.organisation_id = $1 and m.state = 'ACTIVE' and m.roles && array['VENDOR_ADMIN','HOSPITAL_ADMIN'] order by m.id`,
      [organisationId],
    );
  }

  async clear(tx: Tx, before: Date): Promise<void> {
    await tx.sql('delete from webhook_delivery where created_at < $1', [before]);
  }

  /** Events of the own trail of each webhook's organisation: what it did, and what concerns it. A suspended one is told nothing. */
  private told(tx: Tx, { next, end }: { next: string; end: string }) {
    return tx.sql<ToldEvent & { webhookId: Id<'Webhook'>; receiverId: Id<'Organisation'> }>(
      `select w.id as "webhookId", w.organisation_id as "receiverId", event.id as "eventId", event.kind,
              event.recorded_at as "recordedAt", event.organisation_id as "organisationId",
              event.counterpart_id as "counterpartId", event.subject_type as "subjectType",
              event.subject_id as "subjectId", event.facts
       from trail.entry entry join trail.event event on event.id = entry.event_id
         join webhook w on w.organisation_id in (event.organisation_id, event.counterpart_id, event.on_behalf_of_id)
           and event.kind = any (w.kinds) and event.recorded_at >= w.created_at
         join organisation o on o.id = w.organisation_id and o.state = 'ADMITTED'
       where entry.log_index >= $1 and entry.log_index < $2
       order by entry.log_index`,
      [next, end],
    );
  }

  private async add(tx: Tx, events: Awaited<ReturnType<OutboxRepository['told']>>, portal: string): Promise<void> {
    if (events.length === 0) return;
    await tx.sql(
      `insert into webhook_delivery (id, webhook_id, organisation_id, event_id, kind, body, created_at, state, next_attempt_at)
       select id, webhook_id, organisation_id, event_id, kind, body, $1, 'PENDING', $1
       from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[])
         as message (id, webhook_id, organisation_id, event_id, kind, body)
       on conflict (webhook_id, event_id) do nothing`,
      [
        tx.now,
        events.map(() => newId()),
        events.map(({ webhookId }) => webhookId),
        events.map(({ receiverId }) => receiverId),
        events.map(({ eventId }) => eventId),
        events.map(({ kind }) => kind),
        events.map((event) => bodyOf(event, portal)),
      ],
    );
  }
}
