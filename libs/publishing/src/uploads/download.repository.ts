import { Injectable } from '@nestjs/common';
import { notFound, type Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { Download } from './download.policy.ts';

/** The bytes behind an artifact. */
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
      `select a.id as "artifactId", a.publication_id as "publicationId", a.vendor_id as "vendorId", a.name,
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

  /** Asked as the system, by whoever holds a signed link or has been let through before. @throws NOT_FOUND */
  async getKept(tx: Tx, artifactId: Id<'Artifact'>): Promise<KeptFile> {
    const [row] = await tx.sql<Omit<KeptFile, 'sizeBytes'> & { sizeBytes: string }>(
      `select a.name, a.size_bytes as "sizeBytes", a.sha256, a.media_type as "mediaType", o.object_key as "objectKey"
       from artifact a join stored_object o on o.sha256 = a.sha256
       where a.id = $1`,
      [artifactId],
    );
    if (!row) throw notFound('artifact');
    return { ...row, sizeBytes: Number(row.sizeBytes) };
  }
}
