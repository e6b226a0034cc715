import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliError } from '../failure.ts';
import type { ToldFinding } from '../finding-line.ts';
import type { PortalClient } from './portal-client.ts';
import type { UploadMemory } from './upload-memory.ts';

/** Parts on their way at once; each is held in memory while it is. */
const AT_ONCE = 2;
const LOOK_AGAIN_MS = 200;
/** Links to parts are good for an hour; asked anew before that. */
const RENEW_LINKS_MS = 45 * 60_000;

interface Part {
  number: number;
  sizeBytes: number;
  isReceived: boolean;
  url: string | null;
}

export interface UploadState {
  id: string;
  state: 'RECEIVING' | 'VERIFYING' | 'READY' | 'REFUSED' | 'EXPIRED' | 'ABANDONED';
  sizeBytes: number;
  sha256: string;
  partSizeBytes: number;
  mediaType: string | null;
  isMachineReadable: boolean | null;
  refusalReason: string | null;
  findings: ToldFinding[];
  parts: Part[];
}

/** Told how far an upload is, in bytes. */
export type OnProgress = (stage: 'reading' | 'sending', doneBytes: number, totalBytes: number) => void;

/** What is asked of a finding. */
export const FINDING = 'severity reason detail advice place { line column pointer cell }';

const UPLOAD = `id state sizeBytes sha256 partSizeBytes mediaType isMachineReadable refusalReason
  findings { ${FINDING} }
  parts { number sizeBytes isReceived url }`;

/** Where the bytes of one file come from: a file on disk, or bytes in memory. */
export interface Source {
  name: string;
  sizeBytes: number;
  sha256: string;
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** @returns bytes. @throws CliError `publish.empty_file`, `publish.no_file`; what the system says of one that is not there. */
export async function sizeOfFile(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isFile()) throw new CliError('publish.no_file', `${path} is no file.`, 'Name files, not folders.');
  if (found.size > 0) return found.size;
  throw new CliError('publish.empty_file', `${path} is empty.`, 'A file has at least one byte.');
}

/** @throws as `sizeOfFile`, and what the system says of a file that cannot be read. */
export async function openFile(path: string, onProgress: OnProgress): Promise<Source> {
  const sizeBytes = await sizeOfFile(path);
  const hash = createHash('sha256');
  let done = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk as Buffer);
    onProgress('reading', (done += (chunk as Buffer).length), sizeBytes);
  }
  const handle = await open(path, 'r');
  return {
    name: basename(path),
    sizeBytes,
    sha256: hash.digest('hex'),
    read: (offset, length) => readExactly(handle, path, offset, length),
    close: () => handle.close(),
  };
}

export function bytesSource(name: string, bytes: Uint8Array): Source {
  return {
    name,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    read: (offset, length) => Promise.resolve(new Uint8Array(bytes.subarray(offset, offset + length))),
    close: () => Promise.resolve(),
  };
}

/**
 * Sends one file, going on with an upload that was cut off before, and waits until the portal has looked at it.
 * @returns the upload, READY or REFUSED with findings.
 */
export async function upload(
  client: PortalClient,
  source: Source,
  memory: UploadMemory | null,
  onProgress: OnProgress,
): Promise<UploadState> {
  let current = (await remembered(client, source, memory)) ?? (await begin(client, source));
  await memory?.remember(client.url, source, current.id);
  while (current.state === 'RECEIVING') {
    const etags = await sendMissing(client, source, current, onProgress);
    current = etags ? await complete(client, current.id, etags) : await look(client, current.id);
  }
  while (current.state === 'VERIFYING') {
    await sleep(LOOK_AGAIN_MS);
    current = await look(client, current.id);
  }
  if (current.state !== 'READY') await memory?.forget(client.url, source);
  return current;
}

/** An upload of the same bytes that can go on, or that arrived already. */
async function remembered(
  client: PortalClient,
  source: Source,
  memory: UploadMemory | null,
): Promise<UploadState | null> {
  const id = await memory?.recall(client.url, source);
  if (!id) return null;
  const found = await look(client, id).catch((error: unknown) => {
    if (error instanceof CliError && error.reason === 'not_found') return null;
    throw error;
  });
  const isSame = found?.sha256 === source.sha256 && found.sizeBytes === source.sizeBytes;
  return isSame && ['RECEIVING', 'VERIFYING', 'READY'].includes(found.state) ? found : null;
}

async function begin(client: PortalClient, { name, sizeBytes, sha256 }: Source): Promise<UploadState> {
  const input = { name, sizeBytes, sha256, contentType: contentTypeOf(name) };
  const { beginUpload } = await client.ask<{ beginUpload: { upload: UploadState } }>(
    `mutation ($input: BeginUploadInput!) { beginUpload(input: $input) { upload { ${UPLOAD} } } }`,
    { input },
  );
  return beginUpload.upload;
}

async function look(client: PortalClient, id: string): Promise<UploadState> {
  const query = `query ($id: ID!) { upload(id: $id) { ${UPLOAD} } }`;
  return (await client.ask<{ upload: UploadState }>(query, { id })).upload;
}

async function complete(client: PortalClient, uploadId: string, parts: SentPart[]): Promise<UploadState> {
  const { completeUpload } = await client.ask<{ completeUpload: { upload: UploadState } }>(
    `mutation ($input: CompleteUploadInput!) { completeUpload(input: $input) { upload { ${UPLOAD} } } }`,
    { input: { uploadId, parts } },
  );
  return completeUpload.upload;
}

interface SentPart {
  number: number;
  etag: string;
}

/** @returns what was sent; null when the links grew old before all was. */
async function sendMissing(
  client: PortalClient,
  source: Source,
  { id, parts, partSizeBytes, sizeBytes }: UploadState,
  onProgress: OnProgress,
): Promise<SentPart[] | null> {
  const renewAt = Date.now() + RENEW_LINKS_MS;
  const missing = parts.filter((part) => !part.isReceived);
  let done = sizeBytes - missing.reduce((sum, part) => sum + part.sizeBytes, 0);
  const sent: SentPart[] = [];
  onProgress('sending', done, sizeBytes);
  const sender = async () => {
    for (let part = missing.shift(); part; part = missing.shift()) {
      const bytes = await source.read((part.number - 1) * partSizeBytes, part.sizeBytes);
      const etag = await client.put(part.url ?? '', bytes);
      sent.push({ number: part.number, etag });
      onProgress('sending', (done += part.sizeBytes), sizeBytes);
      if (Date.now() > renewAt) return;
    }
  };
  const senders = await Promise.allSettled(Array.from({ length: AT_ONCE }, sender));
  const failed = senders.find((one) => one.status === 'rejected');
  if (!failed && missing.length === 0) return sent;
  // An object store does not tell the portal what it took: noted, so that whoever goes on need not send it again.
  if (sent.length > 0) await note(client, id, sent);
  if (failed) throw failed.reason;
  return null;
}

async function note(client: PortalClient, uploadId: string, parts: SentPart[]): Promise<void> {
  await client.ask(
    'mutation ($input: RecordUploadPartsInput!) { recordUploadParts(input: $input) { upload { id } } }',
    { input: { uploadId, parts } },
  );
}

async function readExactly(handle: FileHandle, path: string, offset: number, length: number) {
  const bytes = new Uint8Array(length);
  for (let filled = 0; filled < length;) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) {
      throw new CliError(
        'publish.file_changed',
        `${path} became shorter while it was sent.`,
        'Send it again when it rests.',
      );
    }
    filled += bytesRead;
  }
  return bytes;
}

const CONTENT_TYPES: Record<string, string> = {
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.pdf': 'application/pdf',
  '.zip': 'application/zip',
  '.gz': 'application/gzip',
  '.tgz': 'application/gzip',
  '.txt': 'text/plain',
  '.md': 'text/plain',
  '.html': 'text/html',
  '.spdx': 'text/spdx',
  '.asc': 'application/pgp-signature',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
};

/** What a name claims; the portal judges by the bytes. */
export const contentTypeOf = (name: string): string =>
  CONTENT_TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream';
