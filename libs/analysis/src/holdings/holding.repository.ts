import { Injectable } from '@nestjs/common';
import type { Id } from '#libs/kernel';
import { Asset, isWithHospital } from '#libs/inventory';
import type { Tx } from '#libs/platform';
import { FiledDocument, Publication } from '#libs/publishing';

export interface SiteCount {
  releaseId: Id<'Release'>;
  siteId: Id<'Site'>;
  /** Devices, not rows. */
  assetCount: number;
}

/** What the acting hospital holds of releases, and the documents that speak about them. */
@Injectable()
export class HoldingRepository {
  siteCounts(tx: Tx, releaseIds: readonly Id<'Release'>[]): Promise<SiteCount[]> {
    return tx.sql(
      `select release_id as "releaseId", site_id as "siteId", sum(quantity)::int as "assetCount"
       from asset where release_id = any($1) and hospital_id = $2 and ${isWithHospital('asset')}
       group by release_id, site_id order by sum(quantity) desc, site_id`,
      [releaseIds, tx.ctx.organisationId],
    );
  }

  /** Of each release the first ones that were registered. */
  assets(tx: Tx, releaseIds: readonly Id<'Release'>[], first: number): Promise<Asset[]> {
    return tx.manager
      .createQueryBuilder(Asset, 'asset')
      .where(
        `asset.id in (
           select id from (
             select id, row_number() over (partition by release_id order by id) as place
             from asset
             where release_id = any(:releaseIds) and hospital_id = :hospitalId and ${isWithHospital('asset')}
           ) held where place <= :first)`,
        { releaseIds, hospitalId: tx.ctx.organisationId, first },
      )
      .orderBy('asset.id')
      .getMany();
  }

  publications(tx: Tx, ids: readonly Id<'Publication'>[]): Promise<Publication[]> {
    return tx.manager
      .createQueryBuilder(Publication, 'publication')
      .where('publication.id = any(:ids)', { ids })
      .getMany();
  }

  filedDocuments(tx: Tx, ids: readonly Id<'FiledDocument'>[]): Promise<FiledDocument[]> {
    return tx.manager.createQueryBuilder(FiledDocument, 'document').where('document.id = any(:ids)', { ids }).getMany();
  }
}
