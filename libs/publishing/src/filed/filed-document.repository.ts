import { Injectable } from '@nestjs/common';
import { newId, notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { paginate, sqlScope, type Tx } from '#libs/platform';
import type { PublicationKind } from '../publication.words.ts';
import { FiledDocument } from './filed-document.entity.ts';

export interface FiledDocumentFilter {
  kind?: PublicationKind | null | undefined;
  releaseId?: Id<'Release'> | null | undefined;
  /** Words of the title. */
  search?: string | null | undefined;
  includeRemoved?: boolean | undefined;
}

/** A file of a filed document, as the upload that it came by describes it. */
export interface FiledFile {
  id: Id<'FiledFile'>;
  filedDocumentId: Id<'FiledDocument'>;
  uploadId: Id<'Upload'>;
  name: string;
  sizeBytes: number;
  sha256: string;
  mediaType: string;
  isMachineReadable: boolean;
}

@Injectable()
export class FiledDocumentRepository {
  /** @throws NOT_FOUND */
  async getVisible(tx: Tx, id: Id<'FiledDocument'>): Promise<FiledDocument> {
    const document = await tx.manager.findOneBy(FiledDocument, { id });
    if (!document || !tx.ctx.allows('read', document)) throw notFound('filed document');
    return document;
  }

  /** Nobody else changes it before the transaction ends. @throws NOT_FOUND */
  async getForChange(tx: Tx, id: Id<'FiledDocument'>): Promise<FiledDocument> {
    await tx.sql('select from filed_document where id = $1 for update', [id]);
    return this.getVisible(tx, id);
  }

  /** The newest first. */
  list(tx: Tx, filter: FiledDocumentFilter, page: PageRequest): Promise<Page<FiledDocument>> {
    const query = tx.manager.createQueryBuilder(FiledDocument, 'document');
    const scope = sqlScope(tx.ctx.ability, 'read', FiledDocument, (property) => `document.${property}`);
    query.where(scope.sql, scope.parameters);
    if (!filter.includeRemoved) query.andWhere('document.removedAt is null');
    if (filter.kind) query.andWhere('document.kind = :kind', { kind: filter.kind });
    if (filter.releaseId) {
      query.andWhere(
        `exists (select from filed_document_release named
                 where named.filed_document_id = document.id and named.release_id = :releaseId)`,
        { releaseId: filter.releaseId },
      );
    }
    if (filter.search) {
      query.andWhere('strpos(lower(document.title), lower(:search)) > 0', { search: filter.search });
    }
    return paginate(query, [{ column: 'document.id', type: 'uuid', direction: 'desc', value: ({ id }) => id }], page);
  }

  async insert(
    tx: Tx,
    document: FiledDocument,
    releaseIds: readonly Id<'Release'>[],
    uploadIds: readonly Id<'Upload'>[],
  ): Promise<void> {
    const { id, hospitalId } = document;
    await tx.manager.insert(FiledDocument, { ...document });
    await tx.sql(
      `insert into filed_document_release (filed_document_id, hospital_id, release_id) select $1, $2, unnest($3::uuid[])`,
      [id, hospitalId, releaseIds],
    );
    await tx.sql(
      `insert into filed_file (id, filed_document_id, hospital_id, upload_id, position)
       select file.id, $1, $2, file.upload_id, file.number - 1
       from unnest($3::uuid[], $4::uuid[]) with ordinality as file (id, upload_id, number)`,
      [id, hospitalId, uploadIds.map(() => newId()), uploadIds],
    );
  }

  async update(tx: Tx, { id, removedAt, removalReason }: FiledDocument): Promise<void> {
    await tx.manager.update(FiledDocument, { id }, { removedAt, removalReason });
  }

  async releasesOf(
    tx: Tx,
    ids: readonly Id<'FiledDocument'>[],
  ): Promise<{ filedDocumentId: Id<'FiledDocument'>; releaseId: Id<'Release'> }[]> {
    return tx.sql(
      `select filed_document_id as "filedDocumentId", release_id as "releaseId"
       from filed_document_release where filed_document_id = any($1) order by release_id`,
      [ids],
    );
  }

  async filesOf(tx: Tx, ids: readonly Id<'FiledDocument'>[]): Promise<FiledFile[]> {
    const rows = await tx.sql<Omit<FiledFile, 'sizeBytes'> & { sizeBytes: string }>(
      `select f.id, f.filed_document_id as "filedDocumentId", u.id as "uploadId", u.name, u.size_bytes as "sizeBytes",
              u.sha256, u.media_type as "mediaType", u.is_machine_readable as "isMachineReadable"
       from filed_file f join upload u on u.id = f.upload_id
       where f.filed_document_id = any($1) order by f.filed_document_id, f.position`,
      [ids],
    );
    return rows.map((row) => ({ ...row, sizeBytes: Number(row.sizeBytes) }));
  }

  /**
   * A publication in force that the hospital may read, by the vendor of a release that the document is about, with every
   * file of it, byte by byte: then the vendor has confirmed it.
   */
  async confirmationsOf(
    tx: Tx,
    ids: readonly Id<'FiledDocument'>[],
  ): Promise<{ filedDocumentId: Id<'FiledDocument'>; publicationId: Id<'Publication'> }[]> {
    return tx.sql(
      `select distinct on (f.filed_document_id) f.filed_document_id as "filedDocumentId", p.id as "publicationId"
       from filed_file f join upload u on u.id = f.upload_id
         join artifact a on a.sha256 = u.sha256
         join publication p on p.id = a.publication_id and p.state = 'PUBLISHED'
       where f.filed_document_id = any($1)
         and exists (select from filed_document_release fr join release r on r.id = fr.release_id
                     where fr.filed_document_id = f.filed_document_id and r.vendor_id = p.vendor_id)
       group by f.filed_document_id, p.id, p.published_at
       having count(distinct f.id) = (select count(*) from filed_file all_of_it
                                      where all_of_it.filed_document_id = f.filed_document_id)
       order by f.filed_document_id, p.published_at desc`,
      [ids],
    );
  }

  /** Which of these are no verified uploads of the hospital. */
  async notReady(tx: Tx, hospitalId: Id<'Organisation'>, uploadIds: readonly Id<'Upload'>[]): Promise<Id<'Upload'>[]> {
    // Held until the files are filed, or the sweeper could take one between.
    const rows = await tx.sql<{ id: Id<'Upload'> }>(
      `select id from upload where id = any($1) and organisation_id = $2 and state = 'READY' for share`,
      [uploadIds, hospitalId],
    );
    const ready = new Set(rows.map(({ id }) => id));
    return uploadIds.filter((id) => !ready.has(id));
  }

  /** Which of these releases the actor cannot see. */
  async unknownReleases(tx: Tx, releaseIds: readonly Id<'Release'>[]): Promise<Id<'Release'>[]> {
    const rows = await tx.sql<{ id: Id<'Release'> }>('select id from release where id = any($1)', [releaseIds]);
    const known = new Set(rows.map(({ id }) => id));
    return releaseIds.filter((id) => !known.has(id));
  }
}
