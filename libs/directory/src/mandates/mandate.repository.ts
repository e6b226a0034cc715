import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { Mandate } from './mandate.entity.ts';

@Injectable()
export class MandateRepository {
  /** Which of these products an organisation may grant a mandate for: its own, and those of which it has a device. */
  async grantable(tx: Tx, grantorId: Id<'Organisation'>, productIds: readonly Id<'Product'>[]): Promise<Set<Id>> {
    const rows = await tx.sql<{ id: Id }>(
      `select p.id from product p
       where p.id = any ($2) and p.maker_name is null
         and (p.vendor_id = $1
              or exists (select from release r join asset a on a.release_id = r.id
                         where r.product_id = p.id and a.hospital_id = $1 and a.status <> 'RETIRED'))`,
      [grantorId, productIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Which of these sites are the organisation's own. */
  async ownSites(tx: Tx, organisationId: Id<'Organisation'>, siteIds: readonly Id<'Site'>[]): Promise<Set<Id>> {
    const rows = await tx.sql<{ id: Id }>('select id from site where organisation_id = $1 and id = any ($2)', [
      organisationId,
      siteIds,
    ]);
    return new Set(rows.map(({ id }) => id));
  }

  async markRevoked(tx: Tx, { id, revokedAt, revocationReason }: Mandate): Promise<void> {
    await tx.manager.update(Mandate, { id }, { revokedAt, revocationReason });
  }
}
