import { Injectable } from '@nestjs/common';
import { notFound, type Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { FiledDocument } from '../filed/filed-document.entity.ts';
import { Download } from './download.policy.ts';

/** The bytes behind an artifact, or behind a file that a hospital filed. */
export interface KeptFile {
  name: string;
  sizeBytes: number;
  sha256: string;
  mediaType: string;
  objectKey: string;
}

@Injectable()
export class DownloadRepository {
  /** @throws NOT_FOUND also for what the actor may not have */
  async getVisible(tx: Tx, artifactId: Id<'Artifact'>): Promise<Download> {
    const [row] = await tx.sql<Omit<Download, 'sizeBytes'> & { sizeBytes: string }>(
      `select a.id as "artifactId", a.publication_id as "publicationId", a.upload_id as "uploadId", a.vendor_id as "vendorId", a.name,
         a.size_bytes as "sizeBytes", a.sha256, p.state, p.tlp,
         exists (
           select from relationship r
           where r.vendor_id = a.vendor_id and r.hospital_id = tasuki_organisation() and r.state = 'ACTIVE'
         ) as "isVendorInformed"
       from artifact a join publication p on p.id = a.publication_id
       where a.id = $1`,
      [artifactId],
    );
    const download = row && Object.assign(new Download(), row, { sizeBytes: Number(row.sizeBytes) });
    if (!download || !tx.ctx.allows('request', download)) throw notFound('artifact');
    return download;
  }

  /** The filed document that the file is of; null when there is none of the actor's own. */
  async findFiled(
    tx: Tx,
    fileId: Id,
  ): Promise<{ document: FiledDocument; uploadId: Id<'Upload'>; name: string; sha256: string } | null> {
    const [row] = await tx.sql<{
      documentId: Id<'FiledDocument'>;
      uploadId: Id<'Upload'>;
      name: string;
      sha256: string;
    }>(
      `select f.filed_document_id as "documentId", u.id as "uploadId", u.name, u.sha256
       from filed_file f join upload u on u.id = f.upload_id where f.id = $1`,
      [fileId],
    );
    const document = row && (await tx.manager.findOneBy(FiledDocument, { id: row.documentId }));
    if (!document || !tx.ctx.allows('download', document)) return null;
    return { document, uploadId: row.uploadId, name: row.name, sha256: row.sha256 };
  }

  /** Asked as the system, by whoever holds a signed link or has been let through before. @throws NOT_FOUND */
  async getKept(tx: Tx, artifactId: Id<'Artifact'>): Promise<KeptFile> {
    const [row] = await tx.sql<Omit<KeptFile, 'sizeBytes'> & { sizeBytes: string }>(
      `select file.name, file.size_bytes as "sizeBytes", file.sha256, file.media_type as "mediaType",
              o.object_key as "objectKey"
       from (
         select id, name, size_bytes, sha256, media_type from artifact
         union all
         select f.id, u.name, u.size_bytes, u.sha256, u.media_type from filed_file f join upload u on u.id = f.upload_id
         union all
         select id, name, size_bytes, sha256, media_type from upload where is_kept
       ) as file join stored_object o on o.sha256 = file.sha256
       where file.id = $1`,
      [artifactId],
    );
    if (!row) throw notFound('artifact');
    return { ...row, sizeBytes: Number(row.sizeBytes) };
  }
}
