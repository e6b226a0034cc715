import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel';
import { type Ctx, FolderStore, ObjectStore, UnitOfWork } from '#libs/platform';
import { discardJob, sweepJob } from './upload.jobs.ts';
import { UploadRepository } from './upload.repository.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const BATCH = 500;

/** Removes what nobody needs any more: uploads that were never finished, bytes that were refused or are kept already. */
@Injectable()
export class UploadSweep {
  private readonly uow: UnitOfWork;
  private readonly uploads: UploadRepository;
  private readonly store: ObjectStore;
  private readonly clock: Clock;

  constructor(uow: UnitOfWork, uploads: UploadRepository, store: ObjectStore, clock: Clock) {
    this.uow = uow;
    this.uploads = uploads;
    this.store = store;
    this.clock = clock;
  }

  /** Has the next sweep run now, unless one is waiting already. */
  async schedule(ctx: Ctx): Promise<void> {
    await this.uow.runAsSystem(ctx, async (tx) => tx.queue(sweepJob(tx.now)));
  }

  /** Expires what waited too long, and queues the next sweep. */
  async sweep(ctx: Ctx): Promise<void> {
    let expired: number;
    do {
      expired = await this.uow.runAsSystem(ctx, async (tx) => {
        const uploads = await this.uploads.expire(tx, BATCH);
        for (const upload of uploads) tx.queue(discardJob(upload));
        return uploads.length;
      });
    } while (expired === BATCH);
    if (this.store instanceof FolderStore) await this.removeOrphans(ctx, this.store);
    await this.uow.runAsSystem(ctx, async (tx) => tx.queue(sweepJob(new Date(tx.now.getTime() + HOUR_MS))));
  }

  /** Removes the bytes of an object or an unfinished upload, unless verified files are kept under that key. */
  async discard(ctx: Ctx, objectKey: string, multipartId: string): Promise<void> {
    await this.store.abortMultipart(objectKey, multipartId);
    const isKept = await this.uow.runAsSystem(ctx, (tx) => this.uploads.isKept(tx, objectKey));
    if (!isKept) await this.store.remove(objectKey);
  }

  /** A process that died while it began an upload left a file that no row knows of. (A bucket has its life-cycle rule.) */
  private async removeOrphans(ctx: Ctx, store: FolderStore): Promise<void> {
    const old = await store.unfinishedUploads(new Date(this.clock.now().getTime() - DAY_MS));
    const ids = old.map((upload) => upload.multipartId);
    const receiving = await this.uow.runAsSystem(ctx, (tx) => this.uploads.receiving(tx, ids));
    for (const id of ids) if (!receiving.has(id)) await store.abortMultipart('', id);
  }
}
