import { Injectable } from '@nestjs/common';
import { notFound, type Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { CalendarLink } from './calendar-link.entity.ts';

/** A link as it is listed. */
export interface ListedLink {
  link: CalendarLink;
  makerName: string;
  isWorking: boolean;
}

/** What a calendar is read for. */
export interface Subscription {
  hospitalId: Id<'Organisation'>;
  siteId: Id<'Site'>;
  siteName: string;
  language: 'ja' | 'en';
}

const MADE_BY = `calendar_link l join member m on m.id = l.created_by
  join organisation o on o.id = l.hospital_id join site s on s.id = l.site_id`;
/** Whether whoever made it may still plan updates there. */
const IS_WORKING = `l.revoked_at is null and o.state = 'ADMITTED' and s.is_active and m.state = 'ACTIVE'
  and 'HOSPITAL_DEVICE' = any (m.roles) and (m.site_ids is null or l.site_id = any (m.site_ids))`;

@Injectable()
export class CalendarLinkRepository {
  /** Those that nobody revoked, the newest first. */
  async list(tx: Tx): Promise<ListedLink[]> {
    const rows = await tx.sql<CalendarLink & Pick<ListedLink, 'makerName' | 'isWorking'>>(
      `select l.id, l.hospital_id as "hospitalId", l.site_id as "siteId", l.name, l.language, l.created_by as "createdBy",
              l.created_at as "createdAt", l.revoked_at as "revokedAt", m.name as "makerName", ${IS_WORKING} as "isWorking"
       from ${MADE_BY} where l.hospital_id = $1 and l.revoked_at is null order by l.id desc`,
      [tx.ctx.organisationId],
    );
    return rows.map(({ makerName, isWorking, ...link }) => ({
      link: Object.assign(new CalendarLink(), link),
      makerName,
      isWorking,
    }));
  }

  /** The membership that the signed-in person acts by. */
  async makerOf(tx: Tx): Promise<{ id: Id<'Member'>; name: string }> {
    const [member] = await tx.sql<{ id: Id<'Member'>; name: string }>(
      'select id, name from member where organisation_id = $1 and user_id = $2',
      [tx.ctx.organisationId, tx.ctx.actor.userId],
    );
    if (!member) throw new Error('only a member makes a link');
    return member;
  }

  async nameOf(tx: Tx, memberId: Id<'Member'>): Promise<string> {
    const [member] = await tx.sql<{ name: string }>('select name from member where id = $1', [memberId]);
    return member?.name ?? '';
  }

  async insert(tx: Tx, link: CalendarLink): Promise<void> {
    await tx.manager.insert(CalendarLink, { ...link });
  }

  /** Nobody else revokes it before the transaction ends. @throws NOT_FOUND */
  async lock(tx: Tx, id: Id<'CalendarLink'>): Promise<CalendarLink> {
    await tx.sql('select from calendar_link where id = $1 for update', [id]);
    const found = await tx.manager.findOneBy(CalendarLink, { id });
    if (!found || !tx.ctx.allows('read', found)) throw notFound('calendar link');
    return found;
  }

  async writeRevoked(tx: Tx, { id, revokedAt }: CalendarLink): Promise<void> {
    await tx.manager.update(CalendarLink, { id }, { revokedAt });
  }

  /** What a secret is good for; null: nothing. Asked as the system: whose it is, is what it tells. */
  async bySecret(tx: Tx, secretHash: Buffer): Promise<Subscription | null> {
    const [found] = await tx.sql<Subscription>(
      `select l.hospital_id as "hospitalId", l.site_id as "siteId", s.name as "siteName", l.language
       from ${MADE_BY} where l.secret_hash = $1 and ${IS_WORKING}`,
      [secretHash],
    );
    return found ?? null;
  }
}
