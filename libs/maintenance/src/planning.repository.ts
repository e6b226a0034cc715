import { Injectable } from '@nestjs/common';
import { isWithHospital, type AssetStatus } from '#libs/inventory';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { PublicationKind, PublicationState } from '#libs/publishing';
import { UpdateApplication } from './update-application.entity.ts';

/** What a plan needs to know of an update package. */
export interface Package {
  publicationId: Id<'Publication'>;
  seriesId: Id<'Series'>;
  revision: number;
  vendorId: Id<'Organisation'>;
  kind: PublicationKind;
  state: PublicationState;
  isRed: boolean;
  /** Null where it has no manifest that a program can read. */
  manifest: { toVersion: string; prerequisites: string[]; verificationSteps: string[] } | null;
}

/** An asset that a plan may be about. */
export interface Candidate {
  id: Id<'Asset'>;
  hospitalId: Id<'Organisation'>;
  siteId: Id<'Site'>;
  vendorId: Id<'Organisation'>;
  releaseId: Id<'Release'>;
  productId: Id<'Product'>;
  status: AssetStatus;
  /** Whether the package is for the release that runs on it. */
  isConcerned: boolean;
}

export interface Chosen {
  siteIds: readonly Id<'Site'>[] | null;
  productId: Id<'Product'> | null;
  zones: readonly string[] | null;
}

interface ReleaseOfProduct {
  id: Id<'Release'>;
  productId: Id<'Product'>;
  version: string;
}

const CANDIDATE = `
  select a.id, a.hospital_id as "hospitalId", a.site_id as "siteId", a.vendor_id as "vendorId", a.release_id as "releaseId",
         r.product_id as "productId", a.status, pr.release_id is not null as "isConcerned"
  from asset a join release r on r.id = a.release_id
    left join publication_release pr on pr.publication_id = $1 and pr.release_id = a.release_id`;

/** What a plan looks at, as the transaction's actor may see it. */
@Injectable()
export class PlanningRepository {
  /** Null where the actor may not see it. */
  async package(tx: Tx, publicationId: Id<'Publication'>): Promise<Package | null> {
    const [row] = await tx.sql<Package>(
      `select p.id as "publicationId", p.series_id as "seriesId", p.revision, p.vendor_id as "vendorId", p.kind, p.state,
              p.tlp = 'RED' as "isRed", (
                select json_build_object('toVersion', m->'toVersion', 'prerequisites', m->'prerequisites',
                         'verificationSteps', coalesce(m->'verificationSteps', '[]'))
                from artifact f join reading r on r.upload_id = f.upload_id, jsonb_extract_path(r.facts, 'updateManifest') m
                where f.publication_id = p.id and jsonb_typeof(m) = 'object'
                order by f.position limit 1) as manifest
       from publication p where p.id = $1`,
      [publicationId],
    );
    return row ?? null;
  }

  named(tx: Tx, publicationId: Id<'Publication'>, assetIds: readonly Id<'Asset'>[]): Promise<Candidate[]> {
    return tx.sql<Candidate>(`${CANDIDATE} where a.id = any ($2)`, [publicationId, assetIds]);
  }

  /** Those of the own hospital that the package concerns, in the order they were registered. */
  concerned(
    tx: Tx,
    publicationId: Id<'Publication'>,
    { siteIds, productId, zones }: Chosen,
    limit: number,
  ): Promise<Candidate[]> {
    return tx.sql<Candidate>(
      `${CANDIDATE}
       where pr.release_id is not null and a.hospital_id = $2 and ${isWithHospital('a')}
         and ($3::uuid[] is null or a.site_id = any ($3)) and ($4::uuid is null or r.product_id = $4)
         and ($5::text[] is null or a.id in (select x.asset_id from asset_record x where x.hospital_id = $2 and x.zone = any ($5)))
       order by a.id limit $6`,
      [publicationId, tx.ctx.organisationId, siteIds, productId, zones, limit],
    );
  }

  releasesOf(tx: Tx, productIds: readonly Id<'Product'>[]): Promise<ReleaseOfProduct[]> {
    return tx.sql<ReleaseOfProduct>(
      `select id, product_id as "productId", version from release where product_id = any ($1) order by id`,
      [productIds],
    );
  }

  /** What the assets have of the chain, locked. */
  async existing(tx: Tx, seriesId: Id<'Series'>, assetIds: readonly Id<'Asset'>[]): Promise<UpdateApplication[]> {
    await tx.sql('select from update_application where series_id = $1 and asset_id = any ($2) order by id for update', [
      seriesId,
      assetIds,
    ]);
    return tx.manager
      .createQueryBuilder(UpdateApplication, 'application')
      .where('application.series_id = :seriesId and application.asset_id = any(:assetIds)', { seriesId, assetIds })
      .getMany();
  }

  /** TLP:RED: the members to whom hospitals' deliveries are limited. */
  async readersOf(tx: Tx, publicationId: Id<'Publication'>): Promise<Map<Id, Id<'User'>[]>> {
    const rows = await tx.sql<{ hospitalId: Id; readerIds: Id<'User'>[] }>(
      `select hospital_id as "hospitalId", reader_ids as "readerIds" from delivery
       where publication_id = $1 and notice = 'PUBLICATION' and reader_ids is not null`,
      [publicationId],
    );
    return new Map(rows.map(({ hospitalId, readerIds }) => [hospitalId, readerIds]));
  }
}
