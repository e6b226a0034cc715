import { Injectable } from '@nestjs/common';
import { isWithHospital } from '#libs/inventory';
import type { Tx } from '#libs/platform';
import type { HeldRelease } from './exposure.ts';

@Injectable()
export class ExposureRepository {
  /** What the hospital holds; of a vendor its own releases, which hold nothing. */
  releases(tx: Tx): Promise<HeldRelease[]> {
    return tx.sql(
      `select release_id as "releaseId", sum(quantity)::int as "assetCount"
       from asset where hospital_id = $1 and ${isWithHospital('asset')} group by release_id
       union all
       select id, 0 from release where vendor_id = $1 and not is_outside`,
      [tx.ctx.organisationId],
    );
  }
}
