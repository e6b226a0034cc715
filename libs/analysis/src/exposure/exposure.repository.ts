import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { AboutRelease } from '../holdings/holding.loaders.ts';
import type { HeldRelease } from './exposure.ts';

@Injectable()
export class ExposureRepository {
  /** What the hospital holds; of a vendor its own releases, which hold nothing. */
  releases(tx: Tx): Promise<HeldRelease[]> {
    return tx.sql(
      `select release_id as "releaseId", sum(quantity)::int as "assetCount"
       from asset where hospital_id = $1 and status <> 'RETIRED' group by release_id
       union all
       select id, 0 from release where vendor_id = $1 and not is_outside`,
      [tx.ctx.organisationId],
    );
  }

  /** For each of them that has an SBOM in force, where it is: the vendor's own before one that was filed. */
  async sboms(tx: Tx): Promise<Map<Id<'Release'>, AboutRelease>> {
    const rows = await tx.sql<AboutRelease>(
      `select distinct on (release_id) release_id as "releaseId", publication_id as "publicationId",
              filed_document_id as "filedDocumentId"
       from release_sboms(null) order by release_id, publication_id is null, upload_id`,
    );
    return new Map(rows.map((row) => [row.releaseId, row]));
  }
}
