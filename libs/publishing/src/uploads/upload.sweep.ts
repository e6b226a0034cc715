import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel';
import { type Ctx, FolderStore, ObjectStore, UnitOfWork } from '#libs/platform';
import { discardJob, dropKeptJob } from './upload.jobs.ts';
import { UploadRepository } from './upload.repository.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const BATCH = 500;

/** Removes what nobody needs any more: uploads never finished or never attached, bytes refused or kept already. */
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

  /** Expires what waited too long. */
  async sweep(ctx: Ctx): Promise<void> {
    let expired: number;
    do {
      expired = await this.uow.runAsSystem(ctx, async (tx) => {
        const uploads = await this.uploads.expire(tx, BATCH);
        for (const upload of uploads) tx.queue(upload.wasReady ? dropKeptJob(upload.sha256) : discardJob(upload));
        return uploads.length;
      });
    } while (expired === BATCH);
    if (this.store instanceof FolderStore) await this.removeOrphans(ctx, this.store);
  }

  /** Removes the bytes of an object or an unfinished upload, unless verified files are kept under that key. */
  async discard(ctx: Ctx, objectKey: string, multipartId: string): Promise<void> {
    await this.store.abortMultipart(objectKey, multipartId);
    const isKept = await this.uow.runAsSystem(ctx, (tx) => this.uploads.isKept(tx, objectKey));
    if (!isKept) await this.store.remove(objectKey);
  }

  /** Removes verified bytes, unless another upload needs the same ones. */
  async dropKept(ctx: Ctx, sha256: string): Promise<void> {
    await this.uow.runAsSystem(ctx, async (tx) => {
      // The lock on the bytes lasts until they are gone: an upload that is verified meanwhile keeps its own.
      const key = await this.uploads.keyOf(tx, sha256);
      const needs = await this.uploads.needsOf(tx, sha256);
      if (key === null || needs === 'READY') return;
      if (needs === 'VERIFYING') return tx.queue(dropKeptJob(sha256, new Date(tx.now.getTime() + HOUR_MS)));
      await this.store.remove(key);
      await this.uploads.forgetKept(tx, sha256);
    });
  }

  /** A process that died while it began an upload left a file that no row knows of. (A bucket has its life-cycle rule.) */
  private async removeOrphans(ctx: Ctx, store: FolderStore): Promise<void> {
    const old = await store.unfinishedUploads(new Date(this.clock.now().getTime() - DAY_MS));
    const ids = old.map((upload) => upload.multipartId);
    const receiving = await this.uow.runAsSystem(ctx, (tx) => this.uploads.receiving(tx, ids));
    for (const id of ids) if (!receiving.has(id)) await store.abortMultipart('', id);
  }
}
