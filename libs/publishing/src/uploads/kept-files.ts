import { Injectable } from '@nestjs/common';
import { invalidInput, type Id } from '#libs/kernel';
import type { EventDraft, Tx } from '#libs/platform';

/** An upload that is kept, as somebody may have it. */
export interface KeptUpload {
  id: Id<'Upload'>;
  name: string;
  sizeBytes: number;
  sha256: string;
  mediaType: string;
}

/** A file that the actor may have, and the sentence for the trail that it was given out. */
export interface FoundFile {
  uploadId: Id<'Upload'>;
  name: string;
  event: EventDraft;
}

/** Null where the actor may not have it. */
export type KeptFileFinder = (tx: Tx, fileId: Id) => Promise<FoundFile | null>;

/** Files that higher libs keep. Who may have one, only they know: each adds its finder when it starts. */
@Injectable()
export class KeptFiles {
  private readonly finders: KeptFileFinder[] = [];

  add(finder: KeptFileFinder): void {
    this.finders.push(finder);
  }

  async find(tx: Tx, fileId: Id): Promise<FoundFile | null> {
    for (const finder of this.finders) {
      const found = await finder(tx, fileId);
      if (found) return found;
    }
    return null;
  }

  /**
   * Keeps verified uploads of the actor's organisation, in their order.
   * @throws INVALID_INPUT `upload.not_ready` naming each that is none.
   */
  async keep(tx: Tx, uploadIds: readonly Id<'Upload'>[], field: string): Promise<KeptUpload[]> {
    if (uploadIds.length === 0) return [];
    const rows = await tx.sql<Omit<KeptUpload, 'sizeBytes'> & { sizeBytes: string }>(
      `update upload set is_kept = true where id = any ($1) and organisation_id = $2 and state = 'READY'
       returning id, name, size_bytes as "sizeBytes", sha256, media_type as "mediaType"`,
      [uploadIds, tx.ctx.organisationId],
    );
    const ready = new Map(rows.map((row) => [row.id, { ...row, sizeBytes: Number(row.sizeBytes) }]));
    const message = 'There is no upload of yours under this id that was completed, verified and accepted.';
    const wrong = uploadIds.flatMap((id, i) =>
      ready.has(id) ? [] : [{ path: `${field}.${i}`, reason: 'upload.not_ready', message }],
    );
    if (wrong.length > 0) throw invalidInput('upload.not_ready', message, wrong);
    return uploadIds.flatMap((id) => ready.get(id) ?? []);
  }
}
