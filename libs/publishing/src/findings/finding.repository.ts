import { Injectable } from '@nestjs/common';
import type { Finding } from '#libs/formats';
import type { Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import type { Publication } from '../publication.entity.ts';
import type { ReleaseAbout } from './document-checks.ts';

/** Why something that was found in a file may stand. */
export interface Justification {
  uploadId: Id<'Upload'>;
  /** Of the findings that it is about: all of this reason in this file. */
  reason: string;
  justification: string;
}

@Injectable()
export class FindingRepository {
  /** What was found in each of the vendor's own uploads. */
  async inUploads(tx: Tx, uploadIds: readonly Id<'Upload'>[]): Promise<Map<Id<'Upload'>, Finding[]>> {
    const rows = await tx.sql<{ id: Id<'Upload'>; findings: Finding[] }>(
      'select id, findings from upload where id = any($1)',
      [uploadIds],
    );
    return new Map(rows.map(({ id, findings }) => [id, findings]));
  }

  /** Which of these are addenda to an SBOM that the same vendor never sent here. */
  async addendaToNothing(tx: Tx, uploadIds: readonly Id<'Upload'>[]): Promise<Set<Id<'Upload'>>> {
    const rows = await tx.sql<{ id: Id<'Upload'> }>(
      `select addendum.upload_id as id from reading addendum
       where addendum.upload_id = any($1) and addendum.format = 'SBOM_ADDENDUM' and not exists (
         select from reading sbom join upload file on file.id = sbom.upload_id
         where sbom.organisation_id = addendum.organisation_id and sbom.component_count > 0
           and (file.sha256 = addendum.facts #>> '{addendum,sbom,sha256}'
             or sbom.facts #>> '{header,id}' = addendum.facts #>> '{addendum,sbom,id}'))`,
      [uploadIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  releasesAbout(
    tx: Tx,
    releaseIds: readonly Id<'Release'>[],
  ): Promise<(ReleaseAbout & { releaseId: Id<'Release'> })[]> {
    return tx.sql(
      `select r.id as "releaseId", r.version, r.end_of_life_on::text as "endOfLifeOn", r.end_of_support_on::text as "endOfSupportOn",
              array_remove(array[p.name, p.english_name], null) as "productNames",
              array(select version from release other where other.product_id = p.id) as "productVersions",
              array(select value from product_identifier i where i.product_id = p.id) as identifiers
       from release r join product p on p.id = r.product_id
       where r.id = any($1) order by p.id, r.id`,
      [releaseIds],
    );
  }

  async vendorNames(tx: Tx, vendorIds: readonly Id<'Organisation'>[]): Promise<Map<Id<'Organisation'>, string[]>> {
    const rows = await tx.sql<{ id: Id<'Organisation'>; names: string[] }>(
      'select id, array_remove(array[name, english_name], null) as names from organisation where id = any($1)',
      [vendorIds],
    );
    return new Map(rows.map(({ id, names }) => [id, names]));
  }

  justificationsOf(
    tx: Tx,
    publicationIds: readonly Id<'Publication'>[],
  ): Promise<(Justification & { publicationId: Id<'Publication'> })[]> {
    return tx.sql(
      `select publication_id as "publicationId", upload_id as "uploadId", reason, justification
       from finding_justification where publication_id = any($1)`,
      [publicationIds],
    );
  }

  /** In place of what was said of the same before. */
  async justify(tx: Tx, publication: Publication, justifications: readonly Justification[], by: Id): Promise<void> {
    const { id, vendorId } = publication;
    const rows = JSON.stringify(justifications);
    await tx.sql(
      `delete from finding_justification f
       using jsonb_to_recordset($2) as given ("uploadId" uuid, reason text)
       where f.publication_id = $1 and f.upload_id = given."uploadId" and f.reason = given.reason`,
      [id, rows],
    );
    await tx.sql(
      `insert into finding_justification
         (publication_id, vendor_id, upload_id, reason, justification, justified_by, justified_at)
       select $1, $2, given."uploadId", given.reason, given.justification, $4, $5
       from jsonb_to_recordset($3) as given ("uploadId" uuid, reason text, justification text)`,
      [id, vendorId, rows, by, tx.now],
    );
  }

  /** A revision begins with what was said of the same files in the former one. */
  async copyJustifications(tx: Tx, from: Publication, to: Publication): Promise<void> {
    await tx.sql(
      `insert into finding_justification
         (publication_id, vendor_id, upload_id, reason, justification, justified_by, justified_at)
       select $2, vendor_id, upload_id, reason, justification, justified_by, justified_at
       from finding_justification where publication_id = $1`,
      [from.id, to.id],
    );
  }
}
