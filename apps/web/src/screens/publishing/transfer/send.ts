import { ask } from '../../../app/ask.ts';
import { Failure } from '../../../app/failure.ts';
import { BeginUpload, CompleteUpload, RecordUploadParts, UploadQuery, type UploadState } from './operations.ts';
import { pause } from './pause.ts';
import { arrivedBytes, ATTEMPTS, contentTypeOf, missingParts, pauseAfterMs, rangeOf } from './plan.ts';
import { putPart } from './put.ts';

/** Parts of one file on their way at once. */
const AT_ONCE = 2;
/** Links to parts are good for an hour; asked anew before that. */
const RENEW_LINKS_MS = 45 * 60_000;
const LOOK_AGAIN_MS = 700;

interface Progress {
  onUpload: (upload: UploadState) => void;
  onProgress: (doneBytes: number) => void;
}

interface SentPart {
  number: number;
  etag: string;
}

/**
 * Sends what of a file has not arrived yet, and waits until it was verified and read.
 * @param uploadId of the upload that was cut off, if there was one; begun anew where the portal has given it up.
 * @throws Failure; the reason of the signal when it was stopped, and then what arrived stays there.
 */
export async function sendFile(
  file: File,
  sha256: string,
  uploadId: string | null,
  { onUpload, onProgress }: Progress,
  signal: AbortSignal,
): Promise<UploadState> {
  let current = (uploadId && (await formerUpload(uploadId, signal))) || (await begin(file, sha256, signal));
  onUpload(current);
  while (current.state === 'RECEIVING') {
    const sent = await sendMissing(file, current, onProgress, signal);
    current = sent ? await complete(current.id, sent) : await look(current.id, signal);
    onUpload(current);
  }
  return awaitVerdict(current, onUpload, signal);
}

/** Until it was verified: then it is READY, or REFUSED with findings. */
export async function awaitVerdict(
  upload: UploadState,
  onUpload: (upload: UploadState) => void,
  signal: AbortSignal,
): Promise<UploadState> {
  let current = upload;
  while (current.state === 'VERIFYING') {
    await pause(LOOK_AGAIN_MS, signal);
    current = await look(current.id, signal);
    onUpload(current);
  }
  return current;
}

/** A question may be asked again; only acts are sent once. */
export async function look(id: string, signal: AbortSignal): Promise<UploadState> {
  for (let attempt = 1; ; attempt++) {
    try {
      return (await ask(UploadQuery, { id }, signal)).upload;
    } catch (error) {
      const mayPass = error instanceof Failure && ['LOST', 'UNAVAILABLE', 'RATE_LIMITED'].includes(error.code);
      if (!mayPass || attempt === ATTEMPTS) throw error;
      await pause(pauseAfterMs(attempt, null, Math.random()), signal);
    }
  }
}

async function formerUpload(id: string, signal: AbortSignal): Promise<UploadState | null> {
  const found = await look(id, signal).catch((error: unknown) => {
    if (error instanceof Failure && error.code === 'NOT_FOUND') return null;
    throw error;
  });
  return found && ['RECEIVING', 'VERIFYING', 'READY'].includes(found.state) ? found : null;
}

async function begin(file: File, sha256: string, signal: AbortSignal): Promise<UploadState> {
  const input = { name: file.name, sizeBytes: file.size, sha256, contentType: contentTypeOf(file.name) };
  return (await ask(BeginUpload, { input }, signal)).beginUpload.upload;
}

const complete = async (uploadId: string, parts: SentPart[]): Promise<UploadState> =>
  (await ask(CompleteUpload, { input: { uploadId, parts } })).completeUpload.upload;

/** @returns what was sent; null when the links grew old before all was. */
async function sendMissing(
  file: File,
  { id, parts, partSizeBytes }: UploadState,
  onProgress: (doneBytes: number) => void,
  signal: AbortSignal,
): Promise<SentPart[] | null> {
  const renewAt = Date.now() + RENEW_LINKS_MS;
  const missing = missingParts(parts);
  const underWay = new Map<number, number>();
  let done = arrivedBytes(parts);
  const sent: SentPart[] = [];
  const tell = () => onProgress(done + [...underWay.values()].reduce((sum, bytes) => sum + bytes, 0));
  tell();
  const sender = async () => {
    for (let part = missing.shift(); part; part = missing.shift()) {
      const { number, sizeBytes, url } = part;
      const onPart = (bytes: number) => {
        underWay.set(number, bytes);
        tell();
      };
      const etag = await putPart(url ?? '', file.slice(...rangeOf(part, partSizeBytes)), onPart, signal);
      underWay.delete(number);
      done += sizeBytes;
      sent.push({ number, etag });
      tell();
      if (Date.now() > renewAt) return;
    }
  };
  const senders = await Promise.allSettled(Array.from({ length: AT_ONCE }, sender));
  const failed = senders.find((one) => one.status === 'rejected');
  if (!failed && missing.length === 0) return sent;
  if (sent.length > 0) await note(id, sent);
  if (failed) throw failed.reason;
  return null;
}

/** An object store does not tell the portal what it took: noted, so that whoever goes on need not send it again. */
const note = (uploadId: string, parts: SentPart[]): Promise<unknown> =>
  // Where that fails too, these parts are sent once more.
  ask(RecordUploadParts, { input: { uploadId, parts } }).catch(() => undefined);
