import { Injectable } from '@nestjs/common';
import { checkWellFormed, recognise, type Finding, type Recognition } from '#libs/formats';
import type { Id } from '#libs/kernel';
import { type Ctx, hashObject, ObjectStore, StorageError, type Tx, UnitOfWork } from '#libs/platform';
import type { Upload } from './upload.entity.ts';
import { uploadRefused, uploadVerified } from './upload.events.ts';
import { discardJob } from './upload.jobs.ts';
import { UploadReading } from './upload.reading.ts';
import { UploadRepository } from './upload.repository.ts';

type Verdict = { refusal: string; findings: Finding[] } | { refusal: null; recognition: Recognition };

/** Finds out what the bytes of a completed upload are, keeps the same bytes once, and has read what they say. */
@Injectable()
export class UploadVerification {
  private readonly uow: UnitOfWork;
  private readonly uploads: UploadRepository;
  private readonly store: ObjectStore;
  private readonly reading: UploadReading;

  constructor(uow: UnitOfWork, uploads: UploadRepository, store: ObjectStore, reading: UploadReading) {
    this.uow = uow;
    this.uploads = uploads;
    this.store = store;
    this.reading = reading;
  }

  /** May be repeated, and go on where an earlier run stopped. @throws StorageError when the store is away */
  async verify(ctx: Ctx, id: Id<'Upload'>): Promise<void> {
    const upload = await this.uow.runAsSystem(ctx, (tx) => this.uploads.find(tx, id));
    if (upload?.state !== 'VERIFYING') return;
    // Judged is noted before the bytes move to where they are kept: a run after that would not find them here.
    const judged = upload.isJudged ? upload : await this.judge(ctx, upload);
    if (judged) await this.keep(ctx, judged);
  }

  /** @returns the upload as it was judged; null when it was refused, or is no longer awaited. */
  private async judge(ctx: Ctx, upload: Upload): Promise<Upload | null> {
    const verdict = await examine(this.store, upload);
    return this.whileVerifying(ctx, upload.id, async (tx, current) => {
      if (verdict.refusal === null) {
        current.judge(verdict.recognition);
      } else {
        current.refuse(verdict.refusal, verdict.findings);
        await tx.record(uploadRefused(current));
        tx.queue(discardJob(current));
      }
      await this.uploads.update(tx, current);
      return verdict.refusal === null ? current : null;
    });
  }

  private async keep(ctx: Ctx, upload: Upload): Promise<void> {
    const earlierKey = await this.uow.runAsSystem(ctx, (tx) => this.uploads.keyOf(tx, upload.sha256));
    const isKept = earlierKey !== null && (await this.store.head(earlierKey))?.sizeBytes === upload.sizeBytes;
    const key = isKept ? earlierKey : await this.store.adopt(upload.objectKey, upload.sha256);

    // Before anybody can attach it.
    await this.reading.of(upload, key, (read) =>
      this.whileVerifying(ctx, upload.id, async (tx, current) => {
        const keptKey = await this.uploads.keep(tx, current, key, isKept ? null : earlierKey);
        if (isKept || keptKey !== key) tx.queue(discardJob(current));
        current.accept(read, tx.now);
        await tx.record(uploadVerified(current));
        await this.uploads.update(tx, current);
        await this.reading.save(tx, current, read);
        return current;
      }),
    );
  }

  /** Of two runs at once only one changes the upload. */
  private whileVerifying(
    ctx: Ctx,
    id: Id<'Upload'>,
    change: (tx: Tx, upload: Upload) => Promise<Upload | null>,
  ): Promise<Upload | null> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      await this.uploads.lock(tx, id);
      const upload = await this.uploads.find(tx, id);
      return upload?.state === 'VERIFYING' ? change(tx, upload) : null;
    });
  }
}

/** Reads the object once, and a JSON or XML document of the right hash once more, to its end, in constant memory. */
async function examine(store: ObjectStore, upload: Upload): Promise<Verdict> {
  let object;
  try {
    object = await hashObject(store, upload.objectKey);
  } catch (error) {
    // Nothing that is tried again would bring them back: the sender has to send them again.
    if (error instanceof StorageError && error.reason === 'storage.not_found') return refusal('upload.bytes_lost');
    throw error;
  }
  if (object.sizeBytes !== upload.sizeBytes) return refusal('upload.size_mismatch');
  if (object.sha256 !== upload.sha256) return refusal('upload.sha256_mismatch');

  const recognition = recognise(object.head, upload, object.tail);
  if (!fatal(recognition.findings)) await readToTheEnd(store, upload, recognition);
  const error = fatal(recognition.findings);
  return error ? refusal(error.reason, recognition.findings) : { refusal: null, recognition };
}

async function readToTheEnd(store: ObjectStore, upload: Upload, recognition: Recognition): Promise<void> {
  const { mediaType, findings } = recognition;
  if (mediaType !== 'application/json' && mediaType !== 'application/xml') return;
  const known = new Set(findings.map((finding) => finding.reason));
  const found = await checkWellFormed(await store.read(upload.objectKey), mediaType);
  findings.push(...found.filter((finding) => !known.has(finding.reason)));
}

const fatal = (findings: readonly Finding[]) => findings.find((finding) => finding.severity === 'ERROR');
const refusal = (reason: string, findings: Finding[] = []): Verdict => ({ refusal: reason, findings });
