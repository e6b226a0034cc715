import { constants, type Stats } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat, statfs, type FileHandle } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { checkKey, ObjectStore, type ByteRange, type ReceivedPart, type UploadPlan } from './object-store.ts';
import { scanFile } from './scan-file.ts';
import { errorCode, StorageError } from './storage-error.ts';

const MiB = 1024 * 1024;
const UPLOADS = 'uploads';
const OBJECTS = 'objects';

export interface PartWrite {
  multipartId: string;
  offset: number;
  expectedBytes: number;
  body: Readable;
}

/**
 * Objects as files in one folder, for one process that takes uploads (the embedded default):
 * - `uploads/<multipartId>`: an unfinished upload, one sparse file whose parts are written in place
 * - `<key>`: a complete object that nobody has verified yet
 * - `objects/ab/cd/<sha256>`: a verified one, so that the same bytes are kept once
 *
 * A file moves from one to the next by rename after it was synced: at no moment is half a file to be seen.
 */
export class FolderStore extends ObjectStore {
  private readonly root: string;
  /** Parts being written now. A file must not move on while somebody still holds it open for writing. */
  private readonly writers = new Map<string, number>();
  private readonly completing = new Set<string>();

  private constructor(root: string) {
    super();
    this.root = root;
  }

  static async open(root: string): Promise<FolderStore> {
    const store = new FolderStore(root);
    await onDisk(async () => {
      await makeFolder(join(root, UPLOADS));
      await makeFolder(join(root, OBJECTS));
    });
    return store;
  }

  async beginMultipart(plan: UploadPlan): Promise<{ multipartId: string }> {
    this.objectPath(plan.key);
    const multipartId = randomUUID();
    await onDisk(async () => {
      const file = await open(this.uploadPath(multipartId), 'wx', 0o600);
      try {
        await file.truncate(plan.sizeBytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await syncFolder(join(this.root, UPLOADS));
    });
    return { multipartId };
  }

  async partTarget(): Promise<null> {
    return null;
  }

  /**
   * Writes one part at its place and answers when it is on the disk. Holds about 1 MiB of it at a time and takes more
   * only when that is written. The body is left open on a refusal, so that the sender can still be answered.
   * @throws upload.unknown, upload.part_too_short, upload.part_too_long; nothing outside the part's range is written
   */
  async writePart(part: PartWrite): Promise<{ etag: string; bytes: number }> {
    const path = this.uploadPath(part.multipartId);
    if (this.completing.has(part.multipartId)) throw noSuchUpload();
    this.writers.set(part.multipartId, (this.writers.get(part.multipartId) ?? 0) + 1);
    try {
      const file = await onDisk(() => open(path, 'r+'), { missing: noSuchUpload });
      try {
        const checksum = await writeBody(file, part);
        await onDisk(() => file.datasync());
        return { etag: `${checksum.toString(16).padStart(8, '0')}-${part.expectedBytes}`, bytes: part.expectedBytes };
      } finally {
        await file.close();
      }
    } finally {
      const others = (this.writers.get(part.multipartId) ?? 1) - 1;
      if (others > 0) this.writers.set(part.multipartId, others);
      else this.writers.delete(part.multipartId);
    }
  }

  /** The caller's rows say which parts arrived: the file itself cannot tell a part of zeros from a missing one. */
  async completeMultipart(key: string, multipartId: string, _parts: readonly ReceivedPart[]): Promise<void> {
    const from = this.uploadPath(multipartId);
    const to = this.objectPath(key);
    if (this.writers.has(multipartId)) {
      throw new StorageError(
        'upload.part_in_flight',
        'A part of this upload is still arriving; complete it after that.',
      );
    }
    this.completing.add(multipartId);
    try {
      await onDisk(
        async () => {
          if (!(await this.statOrNull(from)) && (await this.statOrNull(to))) return;
          await makeFolder(dirname(to));
          await moveFile(from, to);
        },
        { missing: noSuchUpload },
      );
    } finally {
      this.completing.delete(multipartId);
    }
  }

  async abortMultipart(_key: string, multipartId: string): Promise<void> {
    const path = this.uploadPath(multipartId);
    await onDisk(() => rm(path, { force: true }));
  }

  async adopt(key: string, sha256: string): Promise<string> {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError('sha256 is 64 lower-case hexadecimal digits');
    const finalKey = `${OBJECTS}/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
    if (key === finalKey) return finalKey;

    const from = this.objectPath(key);
    const to = join(this.root, finalKey);
    await onDisk(
      async () => {
        const [arrived, kept] = await Promise.all([this.statOrNull(from), this.statOrNull(to)]);
        if (!arrived && kept) return;
        // A kept copy of another size is a damaged one: the fresh bytes were just verified, so they take its place.
        if (arrived && kept && arrived.size === kept.size) return rm(from);
        await makeFolder(dirname(to));
        await moveFile(from, to);
      },
      { missing: notThere },
    );
    return finalKey;
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const path = this.storedPath(key);
    const file = await onDisk(() => open(path, 'r'), { missing: notThere });
    try {
      const { size } = await onDisk(() => file.stat());
      if (range && (range.start >= size || (range.end ?? size) < range.start)) {
        throw new StorageError('storage.range_not_satisfiable', `The object has ${size} bytes.`);
      }
      return file.createReadStream({ ...range, highWaterMark: MiB / 2 });
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  override async scan(key: string, look: (piece: Buffer) => void): Promise<void> {
    const path = this.storedPath(key);
    const file = await onDisk(() => open(path, 'r'), { missing: notThere });
    try {
      await onDisk(() => scanFile(file, look));
    } finally {
      await file.close();
    }
  }

  async head(key: string): Promise<{ sizeBytes: number } | null> {
    const path = this.storedPath(key);
    const found = await onDisk(() => this.statOrNull(path));
    return found && { sizeBytes: found.size };
  }

  async remove(key: string): Promise<void> {
    const path = this.storedPath(key);
    await onDisk(() => rm(path, { force: true }));
  }

  async downloadUrl(): Promise<null> {
    return null;
  }

  async ping(): Promise<void> {
    await onDisk(() => access(join(this.root, UPLOADS), constants.R_OK | constants.W_OK | constants.X_OK));
  }

  async freeBytes(): Promise<number> {
    const disk = await onDisk(() => statfs(this.root));
    return disk.bavail * disk.bsize;
  }

  /** Uploads that nobody has written to since, for the sweeper to abort. A slow upload keeps itself alive by its parts. */
  async unfinishedUploads(notWrittenSince: Date): Promise<{ multipartId: string; lastWrittenAt: Date }[]> {
    return onDisk(async () => {
      const uploads = [];
      for (const multipartId of await readdir(join(this.root, UPLOADS))) {
        const found = await this.statOrNull(join(this.root, UPLOADS, multipartId));
        if (found && found.mtime < notWrittenSince && !this.writers.has(multipartId)) {
          uploads.push({ multipartId, lastWrittenAt: found.mtime });
        }
      }
      return uploads;
    });
  }

  private uploadPath(multipartId: string): string {
    if (multipartId.includes('/')) throw new StorageError('storage.key_invalid', 'This is no id of an upload.');
    return join(this.root, UPLOADS, checkKey(multipartId));
  }

  private storedPath(key: string): string {
    if (checkKey(key) === UPLOADS || key.startsWith(`${UPLOADS}/`)) {
      throw new StorageError('storage.key_invalid', 'An unfinished upload cannot be read as an object.');
    }
    return join(this.root, key);
  }

  /** A key that is yet to be written: never among the verified objects. */
  private objectPath(key: string): string {
    if (key.startsWith(`${OBJECTS}/`)) {
      throw new StorageError('storage.key_invalid', 'Only verified objects are kept under that key.');
    }
    return this.storedPath(key);
  }

  private async statOrNull(path: string): Promise<Stats | null> {
    try {
      const found = await stat(path);
      return found.isFile() ? found : null;
    } catch (error) {
      if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null;
      throw error;
    }
  }
}

/** Returns the CRC-32 of what was written. */
async function writeBody(file: FileHandle, { body, offset, expectedBytes }: PartWrite): Promise<number> {
  let checksum = 0;
  let arrived = 0;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;

  const flush = async () => {
    const chunks = waiting;
    const position = offset + arrived - waitingBytes;
    waiting = [];
    waitingBytes = 0;
    if (chunks.length > 0) await onDisk(() => writeAll(file, chunks, position));
  };

  try {
    // Destroying an HTTP request would cut the connection before the refusal is sent.
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (arrived + chunk.length > expectedBytes) {
        throw new StorageError('upload.part_too_long', `This part has ${expectedBytes} bytes; more were sent.`);
      }
      checksum = crc32(chunk, checksum);
      arrived += chunk.length;
      waiting.push(chunk);
      waitingBytes += chunk.length;
      if (waitingBytes >= MiB) await flush();
    }
  } catch (error) {
    if (error instanceof StorageError) throw error;
    throw new StorageError(
      'upload.part_too_short',
      `The connection was cut after ${arrived} bytes of this part.`,
      error,
    );
  }
  await flush();
  if (arrived < expectedBytes) {
    throw new StorageError('upload.part_too_short', `This part has ${expectedBytes} bytes; ${arrived} were sent.`);
  }
  return checksum;
}

/** A single write may take less than it was given, as it does just before the disk is full. */
async function writeAll(file: FileHandle, chunks: Buffer[], position: number): Promise<void> {
  let rest = chunks;
  while (rest.length > 0) {
    let { bytesWritten } = await file.writev(rest, position);
    position += bytesWritten;
    const unwritten: Buffer[] = [];
    for (const chunk of rest) {
      if (bytesWritten < chunk.length) unwritten.push(chunk.subarray(bytesWritten));
      bytesWritten = Math.max(0, bytesWritten - chunk.length);
    }
    rest = unwritten;
  }
}

/** Moves a file for good: its bytes first, then its new name, then its old one. */
async function moveFile(from: string, to: string): Promise<void> {
  const file = await open(from, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(from, to);
  await syncFolder(dirname(to));
  await syncFolder(dirname(from));
}

/** Makes a folder and, where it was new, writes its name durably into each new parent. */
async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const noSuchUpload = () => new StorageError('upload.unknown', 'There is no such unfinished upload.');
const notThere = () => new StorageError('storage.not_found', 'There is no such object.');

/** Runs file system work and says what its failure means for whoever asked. */
async function onDisk<T>(work: () => Promise<T>, meaning?: { missing: () => StorageError }): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StorageError) throw error;
    const code = errorCode(error);
    if (meaning && (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR')) throw meaning.missing();
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
      throw new StorageError('storage.full', 'The disk that keeps the files is full.', error);
    }
    throw new StorageError('storage.unavailable', 'The folder that keeps the files cannot be used.', error);
  }
}
