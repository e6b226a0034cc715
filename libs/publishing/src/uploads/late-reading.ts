import { Injectable } from '@nestjs/common';
import { READABLE_TYPES, type ReadFile } from '#libs/formats';
import type { Id } from '#libs/kernel';
import { type Ctx, StorageError, UnitOfWork } from '#libs/platform';
import { ReadingWriterRepository } from '../readings/reading-writer.repository.ts';
import { readAcceptedJob } from './upload.jobs.ts';
import { UploadReading } from './upload.reading.ts';
import { UploadRepository } from './upload.repository.ts';

/**
 * Reads the files that were accepted before files were read: one in each job, the oldest first, so that it holds nothing
 * up and goes on where it stopped.
 */
@Injectable()
export class LateReading {
  private readonly uow: UnitOfWork;
  private readonly uploads: UploadRepository;
  private readonly reading: UploadReading;
  private readonly readings: ReadingWriterRepository;

  constructor(uow: UnitOfWork, uploads: UploadRepository, reading: UploadReading, readings: ReadingWriterRepository) {
    this.uow = uow;
    this.uploads = uploads;
    this.reading = reading;
    this.readings = readings;
  }

  /** Begins with the oldest, if there is any; a step that waits begins anew. */
  async schedule(ctx: Ctx): Promise<void> {
    await this.uow.runAsSystem(ctx, async (tx) => tx.queue(readAcceptedJob(null)));
  }

  /** Reads the first that comes after that one, and has the next read. @throws StorageError when the store is away */
  async readNext(ctx: Ctx, after: Id<'Upload'> | null): Promise<void> {
    const id = await this.uow.runAsSystem(ctx, (tx) => this.readings.nextUnread(tx, READABLE_TYPES, after));
    if (id === null) return;
    await this.read(ctx, id);
    await this.uow.runAsSystem(ctx, async (tx) => tx.queue(readAcceptedJob(id)));
  }

  private async read(ctx: Ctx, id: Id<'Upload'>): Promise<void> {
    const found = await this.uow.runAsSystem(ctx, async (tx) => {
      const upload = await this.uploads.find(tx, id);
      return upload && { upload, key: await this.uploads.keyOf(tx, upload.sha256) };
    });
    if (!found?.key) return;
    try {
      await this.reading.of(found.upload, found.key, (read) => this.save(ctx, id, read));
    } catch (error) {
      // Bytes that are lost are no reason to leave the others unread.
      if (!(error instanceof StorageError && error.reason === 'storage.not_found')) throw error;
    }
  }

  /** Of two runs at once only one writes. */
  private save(ctx: Ctx, id: Id<'Upload'>, read: ReadFile | null): Promise<void> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      await this.uploads.lock(tx, id);
      const upload = await this.uploads.find(tx, id);
      if (!read || upload?.state !== 'READY' || (await this.readings.isRead(tx, id))) return;
      upload.note(read);
      await this.uploads.update(tx, upload);
      await this.reading.save(tx, upload, read);
      await this.readings.callArtifacts(tx, id, upload.isMachineReadable === true);
    });
  }
}
