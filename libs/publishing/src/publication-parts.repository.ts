import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { newId, type Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { Artifact } from './artifact.entity.ts';
import { OutsideRecipient } from './outside-recipient.entity.ts';
import type { NamedHospital, PublicationContents, RequiredAction } from './publication-contents.ts';
import type { Publication } from './publication.entity.ts';

/** A part of some publication, as loaders read them for a whole page. */
export type PartOf<Part> = Part & { publicationId: Id<'Publication'> };
type Ids = readonly Id<'Publication'>[];

/** What hangs on publications: read for many at once, written for one. */
@Injectable()
export class PublicationPartsRepository {
  releasesOf(tx: Tx, ids: Ids): Promise<PartOf<{ releaseId: Id<'Release'> }>[]> {
    return tx.sql(
      `select publication_id as "publicationId", release_id as "releaseId"
       from publication_release where publication_id = any($1) order by release_id`,
      [ids],
    );
  }

  actionsOf(tx: Tx, ids: Ids): Promise<PartOf<RequiredAction>[]> {
    return tx.sql(
      `select publication_id as "publicationId", kind, due_on::text as "dueOn"
       from publication_action where publication_id = any($1) order by due_on, kind`,
      [ids],
    );
  }

  artifactsOf(tx: Tx, ids: Ids): Promise<Artifact[]> {
    return tx.manager.find(Artifact, { where: { publicationId: In([...ids]) }, order: { position: 'ASC' } });
  }

  namedHospitalsOf(tx: Tx, ids: Ids): Promise<PartOf<NamedHospital>[]> {
    return tx.sql(
      `select publication_id as "publicationId", hospital_id as "hospitalId", emails
       from publication_recipient where publication_id = any($1) order by hospital_id`,
      [ids],
    );
  }

  contributorsOf(tx: Tx, ids: Ids): Promise<PartOf<{ contributorId: Id }>[]> {
    return tx.sql(
      `select publication_id as "publicationId", contributor_id as "contributorId"
       from publication_contributor where publication_id = any($1) order by contributor_id`,
      [ids],
    );
  }

  outsideRecipientsOf(tx: Tx, ids: Ids): Promise<OutsideRecipient[]> {
    return tx.manager.find(OutsideRecipient, { where: { publicationId: In([...ids]) }, order: { id: 'ASC' } });
  }

  async contentsOf(tx: Tx, id: Id<'Publication'>): Promise<PublicationContents> {
    const releases = await this.releasesOf(tx, [id]);
    return {
      releaseIds: releases.map(({ releaseId }) => releaseId),
      actions: (await this.actionsOf(tx, [id])).map(({ kind, dueOn }) => ({ kind, dueOn })),
      artifacts: await this.artifactsOf(tx, [id]),
      namedHospitals: (await this.namedHospitalsOf(tx, [id])).map(({ hospitalId, emails }) => ({ hospitalId, emails })),
      contributorIds: (await this.contributorsOf(tx, [id])).map(({ contributorId }) => contributorId),
    };
  }

  /** Writes everything that hangs on a draft anew. */
  async replace(tx: Tx, { id, vendorId, contents }: Publication): Promise<void> {
    const tables = [
      'publication_release',
      'publication_action',
      'publication_recipient',
      'publication_contributor',
      'artifact',
    ];
    for (const table of tables) await tx.sql(`delete from ${table} where publication_id = $1`, [id]);
    await tx.sql(
      'insert into publication_release (publication_id, vendor_id, release_id) select $1, $2, unnest($3::uuid[])',
      [id, vendorId, contents.releaseIds],
    );
    await this.addContributors(tx, { id, vendorId, contents });
    await tx.sql(
      `insert into publication_action (publication_id, vendor_id, kind, due_on)
       select $1, $2, asked.kind, asked."dueOn" from jsonb_to_recordset($3) as asked (kind text, "dueOn" date)`,
      [id, vendorId, JSON.stringify(contents.actions)],
    );
    await tx.sql(
      `insert into publication_recipient (publication_id, vendor_id, hospital_id, emails)
       select $1, $2, named."hospitalId", named.emails
       from jsonb_to_recordset($3) as named ("hospitalId" uuid, emails text[])`,
      [id, vendorId, JSON.stringify(contents.namedHospitals)],
    );
    if (contents.artifacts.length > 0) await tx.manager.insert(Artifact, [...contents.artifacts]);
  }

  /** Those that are there already stay. */
  async addContributors(
    tx: Tx,
    { id, vendorId, contents }: Pick<Publication, 'id' | 'vendorId' | 'contents'>,
  ): Promise<void> {
    await tx.sql(
      `insert into publication_contributor (publication_id, vendor_id, contributor_id)
       select $1, $2, unnest($3::uuid[]) on conflict do nothing`,
      [id, vendorId, contents.contributorIds],
    );
  }

  /** Which of these releases are another vendor's, or do not exist. */
  async releasesNotOf(tx: Tx, vendorId: Id<'Organisation'>, releaseIds: readonly Id<'Release'>[]): Promise<Id[]> {
    const rows = await tx.sql<{ id: Id }>(
      `select asked.id from unnest($1::uuid[]) as asked (id)
       where not exists (select from release where release.id = asked.id and release.vendor_id = $2)`,
      [releaseIds, vendorId],
    );
    return rows.map(({ id }) => id);
  }

  /** Which of these hospitals the vendor has no active relationship with; one that does not exist is one of them. */
  async hospitalsUnrelatedTo(
    tx: Tx,
    vendorId: Id<'Organisation'>,
    hospitalIds: readonly Id<'Organisation'>[],
  ): Promise<Id<'Organisation'>[]> {
    const rows = await tx.sql<{ id: Id<'Organisation'> }>(
      `select asked.id from unnest($1::uuid[]) as asked (id)
       where not exists (select from relationship r
                         where r.hospital_id = asked.id and r.vendor_id = $2 and r.state = 'ACTIVE')`,
      [hospitalIds, vendorId],
    );
    return rows.map(({ id }) => id);
  }

  /** Who sent these uploads; for an API key also the person who made it. */
  async sendersOf(tx: Tx, uploadIds: readonly Id<'Upload'>[]): Promise<Id[]> {
    const rows = await tx.sql<{ id: Id }>(
      `select created_by as id from upload where id = any($1)
       union
       select m.user_id from upload u join api_key k on k.id = u.created_by join member m on m.id = k.created_by
       where u.id = any($1)`,
      [uploadIds],
    );
    return rows.map(({ id }) => id);
  }

  /** Files made of the organisation's own uploads that were verified; whatever is not that is missing from the answer. */
  async artifactsFromUploads(
    tx: Tx,
    vendorId: Id<'Organisation'>,
    uploadIds: readonly Id<'Upload'>[],
  ): Promise<Artifact[]> {
    const rows = await tx.sql<
      Pick<Artifact, 'uploadId' | 'name' | 'sha256' | 'mediaType' | 'isMachineReadable'> & { size: string }
    >(
      `select id as "uploadId", name, size_bytes as size, sha256, media_type as "mediaType",
              coalesce(is_machine_readable, false) as "isMachineReadable"
       from upload where id = any($1) and organisation_id = $2 and state = 'READY' for share`,
      [uploadIds, vendorId],
    );
    const byUpload = new Map(rows.map((row) => [row.uploadId, row]));
    return uploadIds.flatMap((uploadId) => {
      const row = byUpload.get(uploadId);
      if (!row) return [];
      const { size, ...file } = row;
      return [Object.assign(new Artifact(), file, { id: newId<'Artifact'>(), sizeBytes: Number(size) })];
    });
  }
}
