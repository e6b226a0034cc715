import { Injectable } from '@nestjs/common';
import { Clock, conflict, forbidden, invalidInput, type Id } from '#libs/kernel';
import {
  Config,
  type Ctx,
  FolderStore,
  ObjectStore,
  partCount,
  partRange,
  StorageError,
  type Tx,
  UnitOfWork,
} from '#libs/platform';
import type { BeginUpload, RecordUploadParts } from './upload.input.ts';
import { FileLinks } from './file-links.ts';
import { discardJob, verifyJob } from './upload.jobs.ts';
import { Upload } from './upload.entity.ts';
import { type PartRow, UploadRepository } from './upload.repository.ts';

/** One part of an upload, as its sender needs to know it. */
export interface PartView {
  number: number;
  sizeBytes: number;
  isReceived: boolean;
  /** null when the upload takes no parts any more, or none from this actor. */
  url: string | null;
}

/** Uploads as their senders use them. What the bytes are is found out afterwards, by UploadVerification. */
@Injectable()
export class UploadService {
  private readonly uow: UnitOfWork;
  private readonly uploads: UploadRepository;
  private readonly store: ObjectStore;
  private readonly config: Config;
  private readonly links: FileLinks;
  private readonly clock: Clock;

  constructor(
    uow: UnitOfWork,
    uploads: UploadRepository,
    store: ObjectStore,
    config: Config,
    links: FileLinks,
    clock: Clock,
  ) {
    this.uow = uow;
    this.uploads = uploads;
    this.store = store;
    this.config = config;
    this.links = links;
    this.clock = clock;
  }

  get(ctx: Ctx, id: Id<'Upload'>): Promise<Upload> {
    return this.uow.run(ctx, (tx) => this.uploads.getVisible(tx, id));
  }

  /** @throws INVALID_INPUT `upload.too_large`; UNAVAILABLE `storage.full` when there is no room for it now. */
  async begin(ctx: Ctx, file: BeginUpload): Promise<Upload> {
    const upload = Upload.begin(file, ctx.organisationId, senderOf(ctx), this.clock.now());
    ctx.authorise('begin', upload);
    await this.assertRoom(file.sizeBytes);

    const { multipartId } = await this.store.beginMultipart({
      key: upload.objectKey,
      contentType: file.contentType,
      fileName: file.name,
      sizeBytes: file.sizeBytes,
      partSizeBytes: upload.partSizeBytes,
    });
    upload.multipartId = multipartId;
    try {
      await this.uow.run(ctx, (tx) => this.uploads.insert(tx, upload));
    } catch (error) {
      await this.store.abortMultipart(upload.objectKey, multipartId).catch(() => undefined);
      throw error;
    }
    return upload;
  }

  /**
   * Notes which parts the store took, with the ETags that it answered, so that whoever resumes need not send them again.
   * @throws CONFLICT `upload.part_missing` for a part that this server takes itself and did not receive
   */
  recordParts(ctx: Ctx, input: RecordUploadParts): Promise<Upload> {
    return this.uow.run(ctx, async (tx) => {
      const upload = await this.getForChange(tx, input.uploadId, 'send');
      upload.keepAlive(tx.now);
      await this.noteParts(tx, upload, input.parts);
      await this.uploads.update(tx, upload);
      return upload;
    });
  }

  /**
   * Has the parts put together and verified. Repeating it changes nothing.
   * @throws CONFLICT `upload.part_missing`, `upload.expired`, `upload.not_receiving`
   */
  async complete(ctx: Ctx, input: RecordUploadParts): Promise<Upload> {
    const { upload, parts } = await this.uow.run(ctx, async (tx) => {
      const upload = await this.getForChange(tx, input.uploadId, 'complete');
      if (isPastReceiving(upload)) return { upload, parts: [] };
      // Also keeps the sweeper away while the store puts the parts together.
      upload.keepAlive(tx.now);
      await this.noteParts(tx, upload, input.parts);
      await this.uploads.update(tx, upload);
      return { upload, parts: await this.allParts(tx, upload) };
    });
    if (isPastReceiving(upload)) return upload;

    await this.store.completeMultipart(
      upload.objectKey,
      upload.multipartId,
      parts.map(({ number, etag }) => ({ part: number, etag })),
    );
    const completed = await this.uow.run(ctx, async (tx) => {
      const upload = await this.getForChange(tx, input.uploadId, 'complete');
      if (isPastReceiving(upload)) return upload;
      if (isGivenUp(upload)) {
        // Given up meanwhile: its bytes may have been removed before the store had put them together.
        tx.queue(discardJob(upload));
        return upload;
      }
      upload.complete(tx.now);
      await this.uploads.update(tx, upload);
      tx.queue(verifyJob(upload.id));
      return upload;
    });
    // Refused out here: a refusal inside would take the queued job back.
    if (isGivenUp(completed)) completed.assertReceiving(this.clock.now());
    return completed;
  }

  /** Gives the upload up and has its bytes removed. Repeating it changes nothing. */
  abandon(ctx: Ctx, id: Id<'Upload'>): Promise<Upload> {
    return this.uow.run(ctx, async (tx) => {
      const upload = await this.getForChange(tx, id, 'abandon');
      const wasReceiving = upload.state === 'RECEIVING';
      upload.abandon();
      if (!wasReceiving) return upload;
      await this.uploads.update(tx, upload);
      tx.queue(discardJob(upload));
      return upload;
    });
  }

  /** Every part in order, with where to send it. */
  async parts(ctx: Ctx, upload: Upload): Promise<PartView[]> {
    const received = new Set(await this.receivedParts(ctx, upload));
    const takesParts = upload.state === 'RECEIVING' && ctx.allows('send', upload);
    const urlOf = takesParts ? await this.links.partUrls(upload) : () => null;
    const numbers = Array.from({ length: partCount(upload.sizeBytes, upload.partSizeBytes) }, (_, index) => index + 1);
    return Promise.all(
      numbers.map(async (number) => ({
        number,
        sizeBytes: partRange(upload.sizeBytes, upload.partSizeBytes, number).expectedBytes,
        isReceived: received.has(number),
        url: await urlOf(number),
      })),
    );
  }

  /** The numbers of the parts that arrived, in order; those sent straight to an object store are as their sender noted. */
  async receivedParts(ctx: Ctx, upload: Upload): Promise<number[]> {
    const rows = await this.uow.run(ctx, (tx) => this.uploads.partsOf(tx, upload.id));
    return rows.map((row) => row.number);
  }

  private async getForChange(tx: Tx, id: Id<'Upload'>, verb: string): Promise<Upload> {
    await this.uploads.lock(tx, id);
    const upload = await this.uploads.getVisible(tx, id);
    tx.ctx.authorise(verb, upload);
    return upload;
  }

  private async noteParts(tx: Tx, upload: Upload, claimed: readonly PartRow[]): Promise<void> {
    for (const { number } of claimed) partRange(upload.sizeBytes, upload.partSizeBytes, number);
    if (this.store instanceof FolderStore) {
      // What this process received it noted itself: a claim adds nothing.
      const received = new Set((await this.uploads.partsOf(tx, upload.id)).map((part) => part.number));
      refuseMissing(claimed.map((part) => part.number).filter((number) => !received.has(number)));
    } else {
      const lastOfEach = new Map(claimed.map((part) => [part.number, part]));
      await this.uploads.recordParts(tx, upload, [...lastOfEach.values()]);
    }
  }

  private async allParts(tx: Tx, upload: Upload): Promise<PartRow[]> {
    const parts = await this.uploads.partsOf(tx, upload.id);
    const received = new Set(parts.map((part) => part.number));
    const numbers = Array.from({ length: partCount(upload.sizeBytes, upload.partSizeBytes) }, (_, index) => index + 1);
    refuseMissing(numbers.filter((number) => !received.has(number)));
    return parts;
  }

  private async assertRoom(sizeBytes: number): Promise<void> {
    const max = this.config.maxUploadBytes;
    if (sizeBytes > max) {
      throw invalidInput('upload.too_large', `A file may have at most ${max} bytes; this one has ${sizeBytes}.`);
    }
    const free = await this.store.freeBytes();
    if (free !== null && free < sizeBytes)
      throw new StorageError('storage.full', 'There is no room for this file now.');
  }
}

/** Completed before: telling it again is no mistake, and its state says what came of it. */
const isPastReceiving = (upload: Upload) => ['VERIFYING', 'READY', 'REFUSED'].includes(upload.state);

const isGivenUp = (upload: Upload) => ['EXPIRED', 'ABANDONED'].includes(upload.state);

function refuseMissing(numbers: readonly number[]): void {
  if (numbers.length === 0) return;
  const some = numbers.slice(0, 10).join(', ');
  const more = numbers.length > 10 ? ` and ${numbers.length - 10} more` : '';
  throw conflict('upload.part_missing', `These parts have not arrived: ${some}${more}.`);
}

/** The account or the API key that sends. */
function senderOf({ actor }: Ctx): Id {
  const sender = actor.userId ?? actor.apiKeyId;
  if (!sender) throw forbidden('access.forbidden', 'Only a person or a program can upload.');
  return sender;
}
