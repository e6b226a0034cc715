import { Injectable } from '@nestjs/common';
import type { ReleaseIdentity } from '#libs/formats';
import { notFound, type Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { PublicationKind } from '../publication.words.ts';

/** A file of a document in force about a release. */
export interface FileInForce {
  documentId: Id;
  kind: PublicationKind;
  isFiled: boolean;
  uploadId: Id<'Upload'>;
  /** Whether its components are those of this release: not of an update to come, nor of another version. */
  isSbom: boolean;
}

/** Files of one side of a comparison, the newest document first. */
@Injectable()
export class DifferenceRepository {
  /** @throws NOT_FOUND for a publication that the actor may not see. */
  async uploadsOfPublication(tx: Tx, publicationId: Id<'Publication'>): Promise<Id<'Upload'>[]> {
    const rows = await tx.sql<{ uploadId: Id<'Upload'> | null }>(
      `select a.upload_id as "uploadId" from publication p left join artifact a on a.publication_id = p.id
       where p.id = $1 order by a.position`,
      [publicationId],
    );
    if (rows.length === 0) throw notFound('publication');
    return rows.flatMap(({ uploadId }) => uploadId ?? []);
  }

  /**
   * Of the documents in force about each release that the actor may see: published, the newest first, and then what its own
   * hospital filed.
   */
  async filesInForce(tx: Tx, releaseIds: readonly Id<'Release'>[]): Promise<Map<Id<'Release'>, FileInForce[]>> {
    const rows = await tx.sql<FileInForce & { releaseId: Id<'Release'> }>(
      `select file.*, exists (select from release_sboms($1) sbom where sbom.release_id = file."releaseId"
                              and sbom.upload_id = file."uploadId") as "isSbom"
       from (
         select pr.release_id as "releaseId", p.id as "documentId", p.kind, false as "isFiled", a.upload_id as "uploadId",
                p.published_at as at, a.position
         from publication_release pr
           join publication p on p.id = pr.publication_id and p.state = 'PUBLISHED'
           join artifact a on a.publication_id = p.id
         where pr.release_id = any($1)
         union all
         select fr.release_id, d.id, d.kind, true, f.upload_id, d.filed_at, f.position
         from filed_document_release fr
           join filed_document d on d.id = fr.filed_document_id and d.removed_at is null
           join filed_file f on f.filed_document_id = d.id
         where fr.release_id = any($1)
       ) as file
       order by "isFiled", at desc, position`,
      [releaseIds],
    );
    return Map.groupBy(rows, ({ releaseId }) => releaseId);
  }

  /** A release as documents name it: its version, and what its product is called. @throws NOT_FOUND */
  async identityOf(tx: Tx, releaseId: Id<'Release'>): Promise<ReleaseIdentity> {
    const [identity] = await tx.sql<ReleaseIdentity>(
      `select r.version, array_remove(array[p.name, p.english_name], null) as "productNames",
              array(select value from product_identifier i where i.product_id = p.id) as identifiers
       from release r join product p on p.id = r.product_id where r.id = $1`,
      [releaseId],
    );
    if (!identity) throw notFound('release');
    return identity;
  }

  /** The releases that a publication is about, with their product. */
  async releasesOfPublication(
    tx: Tx,
    publicationId: Id<'Publication'>,
  ): Promise<{ releaseId: Id<'Release'>; productId: Id<'Product'>; version: string }[]> {
    return tx.sql(
      `select r.id as "releaseId", r.product_id as "productId", r.version
       from publication_release pr join release r on r.id = pr.release_id
       where pr.publication_id = $1 order by r.id`,
      [publicationId],
    );
  }

  /** Releases of a product, as the actor may see them. */
  async releasesOfProduct(tx: Tx, productId: Id<'Product'>): Promise<{ releaseId: Id<'Release'>; version: string }[]> {
    return tx.sql('select id as "releaseId", version from release where product_id = $1 order by id', [productId]);
  }
}
