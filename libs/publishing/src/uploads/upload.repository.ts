import { Injectable } from '@nestjs/common';
import { notFound, type Id } from '#libs/kernel';
import type { Tx } from '#libs/platform';
import { Upload } from './upload.entity.ts';

export interface PartRow {
  number: number;
  etag: string;
}

export interface ExpiredUpload {
  objectKey: string;
  multipartId: string;
  sha256: string;
  /** Then its bytes are those kept for its hash. */
  wasReady: boolean;
}

@Injectable()
export class UploadRepository {
  async insert(tx: Tx, upload: Upload): Promise<void> {
    await tx.manager.insert(Upload, { ...upload });
  }

  find(tx: Tx, id: Id<'Upload'>): Promise<Upload | null> {
    return tx.manager.findOneBy(Upload, { id });
  }

  /** @throws NOT_FOUND also for what the actor may not see */
  async getVisible(tx: Tx, id: Id<'Upload'>): Promise<Upload> {
    const upload = await this.find(tx, id);
    if (!upload || !tx.ctx.allows('read', upload)) throw notFound('upload');
    return upload;
  }

  /** Nobody else changes the upload until this transaction ends. */
  async lock(tx: Tx, id: Id<'Upload'>): Promise<void> {
    await tx.sql('select from upload where id = $1 for update', [id]);
  }

  async update(tx: Tx, upload: Upload): Promise<void> {
    const { state, mediaType, isMachineReadable, refusalReason, findings, expiresAt } = upload;
    await tx.manager.update(Upload, upload.id, {
      state,
      mediaType,
      isMachineReadable,
      refusalReason,
      findings,
      expiresAt,
    });
  }

  partsOf(tx: Tx, id: Id<'Upload'>): Promise<PartRow[]> {
    return tx.sql<PartRow>('select number, etag from upload_part where upload_id = $1 order by number', [id]);
  }

  /** A part that arrived again replaces itself. */
  async recordParts(tx: Tx, upload: Upload, parts: readonly PartRow[]): Promise<void> {
    await tx.sql(
      `insert into upload_part (upload_id, organisation_id, number, etag, received_at)
       select $1, $2, part.number, part.etag, $5
       from unnest($3::int[], $4::text[]) as part (number, etag)
       on conflict (upload_id, number) do update set etag = excluded.etag, received_at = excluded.received_at`,
      [upload.id, upload.organisationId, parts.map((part) => part.number), parts.map((part) => part.etag), tx.now],
    );
  }

  /** Gives up uploads that waited too long for a part, or for a publication to attach them; the oldest first. */
  async expire(tx: Tx, limit: number): Promise<ExpiredUpload[]> {
    const unattached = `not exists (select from artifact where artifact.upload_id = upload.id)
      and not exists (select from filed_file where filed_file.upload_id = upload.id)
      and not is_kept`;
    const due = await tx.sql<{ id: Id<'Upload'> }>(
      `select id from upload where state in ('RECEIVING', 'READY') and expires_at <= $1 and ${unattached}
       order by expires_at limit $2 for update skip locked`,
      [tx.now, limit],
    );
    // Looked at again under the lock: one may have been attached just before it.
    const expired = await tx.sql<ExpiredUpload & { id: Id<'Upload'> }>(
      `update upload set state = 'EXPIRED' where id = any($1) and ${unattached}
       returning id, object_key as "objectKey", multipart_id as "multipartId", sha256, media_type is not null as "wasReady"`,
      [due.map(({ id }) => id)],
    );
    // What was read of them goes with their bytes: it has a row for every component.
    await tx.sql('delete from reading where upload_id = any($1)', [expired.map(({ id }) => id)]);
    return expired;
  }

  /** Which of these the store still has to keep, because their upload goes on. */
  async receiving(tx: Tx, multipartIds: readonly string[]): Promise<Set<string>> {
    const rows = await tx.sql<{ multipart_id: string }>(
      `select multipart_id from upload where state = 'RECEIVING' and multipart_id = any($1)`,
      [multipartIds],
    );
    return new Set(rows.map((row) => row.multipart_id));
  }

  /**
   * Where the bytes of this hash are kept. Asked as the system: equal bytes are kept once, whoever sent them. Of two who
   * ask, to keep them or to remove them, the second waits until the first one's transaction ends.
   */
  async keyOf(tx: Tx, sha256: string): Promise<string | null> {
    await tx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [sha256]);
    const [row] = await tx.sql<{ object_key: string }>('select object_key from stored_object where sha256 = $1', [
      sha256,
    ]);
    return row?.object_key ?? null;
  }

  /** Whether an upload has these bytes, or is about to. */
  async needsOf(tx: Tx, sha256: string): Promise<'READY' | 'VERIFYING' | null> {
    const [row] = await tx.sql<{ state: 'READY' | 'VERIFYING' }>(
      `select state from upload where sha256 = $1 and state in ('READY', 'VERIFYING') order by state limit 1`,
      [sha256],
    );
    return row?.state ?? null;
  }

  async forgetKept(tx: Tx, sha256: string): Promise<void> {
    await tx.sql('delete from stored_object where sha256 = $1', [sha256]);
  }

  async isKept(tx: Tx, objectKey: string): Promise<boolean> {
    const rows = await tx.sql('select from stored_object where object_key = $1', [objectKey]);
    return rows.length > 0;
  }

  /**
   * Notes where verified bytes are kept, and returns the place that counts: an earlier one stays, unless it is the one
   * whose bytes were found to be lost.
   */
  async keep(tx: Tx, upload: Upload, objectKey: string, lostKey: string | null): Promise<string> {
    const [row] = await tx.sql<{ object_key: string }>(
      `insert into stored_object (sha256, object_key, size_bytes, created_at) values ($1, $2, $3, $4)
       on conflict (sha256) do update set object_key =
         case when stored_object.object_key = $5 then excluded.object_key else stored_object.object_key end
       returning object_key`,
      [upload.sha256, objectKey, upload.sizeBytes, tx.now, lostKey],
    );
    if (!row) throw new Error('a stored object was neither made nor found');
    return row.object_key;
  }
}
