import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';

/** The mandate under which the actor's organisation acts on a device. */
export interface ActingMandate {
  mandateId: Id<'Mandate'>;
  grantorId: Id<'Organisation'>;
}

/** What mandates let the actor's organisation do, and what they let it do no more. */
@Injectable()
export class MandatedRepository {
  /**
   * Of each of these devices that stands under a mandate in force. Where there are several, the hospital's goes before the
   * manufacturer's, and the older before the newer.
   */
  async over(tx: Tx, assetIds: readonly Id<'Asset'>[]): Promise<Map<Id<'Asset'>, ActingMandate>> {
    const rows = await tx.sql<ActingMandate & { assetId: Id<'Asset'> }>(
      `select distinct on (asset_id) asset_id as "assetId", mandate_id as "mandateId", grantor_id as "grantorId"
       from mandated_assets(false) where asset_id = any ($1)
       order by asset_id, grantor_id <> hospital_id, mandate_id`,
      [assetIds],
    );
    return new Map(rows.map(({ assetId, mandateId, grantorId }) => [assetId, { mandateId, grantorId }]));
  }

  /** Of these updates those that stood under a mandate that has ended or was revoked. Asked as the system. */
  async lapsed(tx: Tx, applicationIds: readonly Id<'UpdateApplication'>[]): Promise<Set<Id>> {
    const rows = await tx.sql<{ id: Id }>(
      `select id from update_application
       where id = any ($1) and reader_ids is null and asset_id in (select asset_id from mandated_assets(true))`,
      [applicationIds],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
