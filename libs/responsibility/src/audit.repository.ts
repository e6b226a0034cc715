import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/platform';

/** What the auditor's organisation may read now, by grants that others gave it. */
@Injectable()
export class AuditRepository {
  /** Organisations with at least one grant in force. Row-level security narrows each to its publication and period. */
  async grantingOrganisations(tx: Tx, auditorId: string): Promise<string[]> {
    const rows = await tx.sql<{ id: string }>(
      `select distinct organisation_id as id from audit_grant
       where auditor_id = $1 and revoked_at is null and expires_at > now()
       order by id`,
      [auditorId],
    );
    return rows.map(({ id }) => id);
  }
}
