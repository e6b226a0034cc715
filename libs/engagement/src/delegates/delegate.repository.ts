import { Injectable } from '@nestjs/common';
import { conflict, notFound, type Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { Delegate, DelegateLink } from './delegate.entity.ts';

/** What a delegate is shown of a publication, and nothing else. */
export interface ShownPublication {
  publicationId: Id<'Publication'>;
  vendorId: Id<'Organisation'>;
  vendorName: string;
  isVendorInformed: boolean;
  hospitalName: string;
  siteName: string;
  kind: string;
  severity: string;
  titleJa: string | null;
  titleEn: string | null;
  summaryJa: string | null;
  summaryEn: string | null;
  actions: { kind: string; dueOn: string }[];
  fileNames: string[];
}

/** Delegates, as the transaction's actor may read them; links as the system: whoever holds one is no member. */
@Injectable()
export class DelegateRepository {
  /** Those that nobody revoked, the newest first. */
  list(tx: Tx): Promise<Delegate[]> {
    return tx.manager
      .createQueryBuilder(Delegate, 'delegate')
      .where('delegate.revoked_at is null')
      .orderBy('delegate.id', 'DESC')
      .getMany();
  }

  async memberOf(tx: Tx): Promise<Id<'Member'>> {
    const [member] = await tx.sql<{ id: Id<'Member'> }>(
      'select id from member where organisation_id = $1 and user_id = $2',
      [tx.ctx.organisationId, tx.ctx.actor.userId],
    );
    if (!member) throw new Error('only a member names a delegate');
    return member.id;
  }

  /** @throws NOT_FOUND for a site of others */
  async requireOwnSite(tx: Tx, siteId: Id<'Site'>): Promise<void> {
    const found = await tx.sql('select from site where id = $1 and organisation_id = $2 and is_active', [
      siteId,
      tx.ctx.organisationId,
    ]);
    if (found.length === 0) throw notFound('site');
  }

  /** @throws CONFLICT `engagement.delegate_named_already` */
  async insert(tx: Tx, delegate: Delegate): Promise<void> {
    const written = await tx.sql(
      `insert into delegate (id, hospital_id, site_id, name, email, language, expires_at, created_by, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (site_id, email) where revoked_at is null do nothing returning id`,
      [
        delegate.id,
        delegate.hospitalId,
        delegate.siteId,
        delegate.name,
        delegate.email,
        delegate.language,
        delegate.expiresAt,
        delegate.createdBy,
        delegate.createdAt,
      ],
    );
    if (written.length === 0) {
      throw conflict(
        'engagement.delegate_named_already',
        'Somebody with this address is named for this site already: revoke that first.',
      );
    }
  }

  /** Nobody else revokes it before the transaction ends. @throws NOT_FOUND */
  async lock(tx: Tx, id: Id<'Delegate'>): Promise<Delegate> {
    await tx.sql('select from delegate where id = $1 for update', [id]);
    const found = await tx.manager.findOneBy(Delegate, { id });
    if (!found || !tx.ctx.allows('read', found)) throw notFound('delegate');
    return found;
  }

  async writeRevoked(tx: Tx, { id, revokedAt }: Delegate): Promise<void> {
    await tx.manager.update(Delegate, { id }, { revokedAt });
  }

  async insertLinks(tx: Tx, links: readonly DelegateLink[]): Promise<void> {
    await tx.manager.insert(
      DelegateLink,
      links.map((link) => ({ ...link })),
    );
  }

  /** Nobody else uses it before the transaction ends. Null: there is no such link. As the system. */
  async lockLink(tx: Tx, secretHash: Buffer): Promise<{ link: DelegateLink; delegate: Delegate } | null> {
    await tx.sql('select from delegate_link where secret_hash = $1 for update', [secretHash]);
    const link = await tx.manager.findOneBy(DelegateLink, { secretHash });
    const delegate = link && (await tx.manager.findOneBy(Delegate, { id: link.delegateId }));
    return delegate ? { link, delegate } : null;
  }

  async writeLink(tx: Tx, { id, ...changes }: DelegateLink): Promise<void> {
    const { usedAt, browserHash, codeHash, codeExpiresAt, codeTries, codesSent } = changes;
    await tx.manager.update(
      DelegateLink,
      { id },
      { usedAt, browserHash, codeHash, codeExpiresAt, codeTries, codesSent },
    );
  }

  /** As the system. */
  async publicationOf(tx: Tx, { hospitalId, deliveryId, siteId }: DelegateLink): Promise<ShownPublication> {
    const [row] = await tx.sql<ShownPublication>(
      `select p.id as "publicationId", d.vendor_id as "vendorId", v.name as "vendorName", d.is_vendor_informed as "isVendorInformed",
              o.name as "hospitalName", t.name as "siteName", p.kind, p.severity, p.title_ja as "titleJa", p.title_en as "titleEn",
              p.summary_ja as "summaryJa", p.summary_en as "summaryEn", d.actions,
              array(select f.name from artifact f where f.publication_id = p.id order by f.name) as "fileNames"
       from delivery d join publication p on p.id = d.publication_id join organisation v on v.id = d.vendor_id
         join organisation o on o.id = d.hospital_id join site t on t.id = $3
       where d.hospital_id = $1 and d.id = $2`,
      [hospitalId, deliveryId, siteId],
    );
    if (!row) throw new Error('a link is of a delivery');
    return row;
  }
}
