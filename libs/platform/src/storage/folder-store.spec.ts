import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FolderStore, hashObject, partCount, partRange, partSizeFor } from './index.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const inPieces = (bytes: Buffer, pieceBytes: number) =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, i) =>
      bytes.subarray(i * pieceBytes, (i + 1) * pieceBytes),
    ),
  );

let root: string;
let store: FolderStore;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'folder-store-'));
  store = await FolderStore.open(root);
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function begin(sizeBytes: number, key = 'arrived/1', partSizeBytes = sizeBytes) {
  const plan = { key, contentType: 'application/json', fileName: 'bom.json', sizeBytes, partSizeBytes };
  return store.beginMultipart(plan);
}

async function upload(bytes: Buffer, key = 'arrived/1', partSizeBytes = bytes.length) {
  const { multipartId } = await begin(bytes.length, key, partSizeBytes);
  const parts = [];
  for (let part = 1; part <= partCount(bytes.length, partSizeBytes); part++) {
    const range = partRange(bytes.length, partSizeBytes, part);
    const body = inPieces(bytes.subarray(range.offset, range.offset + range.expectedBytes), 60_000);
    const { etag } = await store.writePart({ multipartId, ...range, body });
    parts.push({ part, etag });
  }
  await store.completeMultipart(key, multipartId, parts);
}

describe('an upload into the folder store', () => {
  it('returns the bytes that were sent, whatever the order of their parts', async () => {
    const bytes = randomBytes(5_000_003);
    const { multipartId } = await begin(bytes.length, 'arrived/1', 2_000_000);
    const parts = [];
    for (const part of [3, 1, 2]) {
      const range = partRange(bytes.length, 2_000_000, part);
      const body = inPieces(bytes.subarray(range.offset, range.offset + range.expectedBytes), 65_536);
      parts.push({ part, etag: (await store.writePart({ multipartId, ...range, body })).etag });
    }
    expect(await store.head('arrived/1')).toBeNull();

    await store.completeMultipart('arrived/1', multipartId, parts);

    expect(await store.head('arrived/1')).toEqual({ sizeBytes: bytes.length });
    expect((await buffer(await store.read('arrived/1'))).equals(bytes)).toBe(true);
  });

  it('takes a part sent twice, even at the same time, as the same part', async () => {
    const bytes = randomBytes(300_000);
    const { multipartId } = await begin(bytes.length);
    const write = () =>
      store.writePart({ multipartId, offset: 0, expectedBytes: bytes.length, body: inPieces(bytes, 9_999) });

    const [first, second] = await Promise.all([write(), write()]);
    const third = await write();

    expect(first).toEqual({ etag: expect.stringMatching(/^[0-9a-f]{8}-300000$/), bytes: 300_000 });
    expect(second).toEqual(first);
    expect(third).toEqual(first);
    await store.completeMultipart('arrived/1', multipartId, [{ part: 1, etag: first.etag }]);
    expect((await buffer(await store.read('arrived/1'))).equals(bytes)).toBe(true);
  });

  it('refuses a part with too many bytes and leaves the next part as it was', async () => {
    const { multipartId } = await begin(200, 'arrived/1', 100);
    await store.writePart({
      multipartId,
      offset: 100,
      expectedBytes: 100,
      body: Readable.from([Buffer.alloc(100, 'b')]),
    });

    const body = Readable.from([Buffer.alloc(60, 'a'), Buffer.alloc(60, 'a'), Buffer.alloc(60, 'a')]);
    await expect(store.writePart({ multipartId, offset: 0, expectedBytes: 100, body })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      reason: 'upload.part_too_long',
    });

    expect(body.destroyed).toBe(false);
    const onDisk = await readFile(join(root, 'uploads', multipartId));
    expect(onDisk).toHaveLength(200);
    expect(onDisk.subarray(100).toString()).toBe('b'.repeat(100));
  });

  it('refuses a part that ends early or is cut off, and takes it when it is sent again', async () => {
    const bytes = randomBytes(1000);
    const { multipartId } = await begin(1000);
    const part = { multipartId, offset: 0, expectedBytes: 1000 };
    const cut = new Readable({ read: () => undefined });
    cut.push(bytes.subarray(0, 500));
    setTimeout(() => cut.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })), 10);

    const tooShort = { code: 'INVALID_INPUT', reason: 'upload.part_too_short' };
    await expect(store.writePart({ ...part, body: inPieces(bytes.subarray(0, 999), 100) })).rejects.toMatchObject(
      tooShort,
    );
    await expect(store.writePart({ ...part, body: cut })).rejects.toMatchObject(tooShort);

    const { etag } = await store.writePart({ ...part, body: inPieces(bytes, 100) });
    await store.completeMultipart('arrived/1', multipartId, [{ part: 1, etag }]);
    expect((await buffer(await store.read('arrived/1'))).equals(bytes)).toBe(true);
  });

  it('takes no more from the sender than it can write', async () => {
    const sizeBytes = 64 * 2 ** 20;
    let taken = 0;
    const body = new Readable({
      read() {
        this.push(taken < sizeBytes ? Buffer.alloc(65_536) : null);
        taken += 65_536;
      },
    });
    // A file that begins empty: its size tells how much was written.
    const { multipartId } = await begin(0);
    let mostAhead = 0;
    const watch = setInterval(() => {
      void stat(join(root, 'uploads', multipartId)).then(({ size }) => (mostAhead = Math.max(mostAhead, taken - size)));
    }, 1);

    await store.writePart({ multipartId, offset: 0, expectedBytes: sizeBytes, body });
    clearInterval(watch);

    expect(mostAhead).toBeGreaterThan(0);
    expect(mostAhead).toBeLessThan(16 * 2 ** 20);
  });

  it('does not complete while a part is still arriving, so that nothing can change a complete object', async () => {
    const { multipartId } = await begin(10);
    const body = new Readable({ read: () => undefined });
    body.push('01234');
    const writing = store.writePart({ multipartId, offset: 0, expectedBytes: 10, body });

    await expect(store.completeMultipart('arrived/1', multipartId, [])).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'upload.part_in_flight',
    });

    body.push('56789');
    body.push(null);
    await writing;
    await store.completeMultipart('arrived/1', multipartId, []);
    const late = { multipartId, offset: 0, expectedBytes: 10, body: Readable.from([Buffer.alloc(10)]) };
    await expect(store.writePart(late)).rejects.toMatchObject({ code: 'NOT_FOUND', reason: 'upload.unknown' });
    expect((await buffer(await store.read('arrived/1'))).toString()).toBe('0123456789');
  });

  it('may be completed again, and cannot be completed after it was aborted', async () => {
    await upload(Buffer.from('once'), 'arrived/1');
    await expect(store.completeMultipart('arrived/1', 'gone', [])).resolves.toBeUndefined();

    const { multipartId } = await begin(4, 'arrived/2');
    await store.abortMultipart('arrived/2', multipartId);
    await store.abortMultipart('arrived/2', multipartId);

    expect(await readdir(join(root, 'uploads'))).toEqual([]);
    await expect(store.completeMultipart('arrived/2', multipartId, [])).rejects.toMatchObject({
      reason: 'upload.unknown',
    });
  });

  it('takes an empty file', async () => {
    await upload(Buffer.alloc(0), 'arrived/empty', 100);
    expect(await hashObject(store, 'arrived/empty')).toMatchObject({ sizeBytes: 0, sha256: sha256(Buffer.alloc(0)) });
  });

  it('is listed for the sweeper only when nobody has written to it for long', async () => {
    const { multipartId: forgotten } = await begin(10, 'arrived/1');
    await begin(10, 'arrived/2');
    const yesterday = new Date(Date.now() - 86_400_000);
    await utimes(join(root, 'uploads', forgotten), yesterday, yesterday);

    const found = await store.unfinishedUploads(new Date(Date.now() - 3_600_000));

    expect(found).toEqual([{ multipartId: forgotten, lastWrittenAt: yesterday }]);
  });
});

describe('a verified object', () => {
  it('is kept once, under its hash, however often the same bytes arrive', async () => {
    const bytes = randomBytes(1000);
    await upload(bytes, 'arrived/1');
    await upload(bytes, 'arrived/2');
    const hash = sha256(bytes);

    const first = await store.adopt('arrived/1', hash);
    const second = await store.adopt('arrived/2', hash);

    expect(first).toBe(`objects/${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`);
    expect(second).toBe(first);
    expect(await store.head('arrived/1')).toBeNull();
    expect(await store.head('arrived/2')).toBeNull();
    expect((await buffer(await store.read(first))).equals(bytes)).toBe(true);
    await expect(store.adopt('arrived/1', hash)).resolves.toBe(first);
  });

  it('replaces a kept copy that was cut short by a damaged disk', async () => {
    const bytes = randomBytes(1000);
    const hash = sha256(bytes);
    await mkdir(join(root, 'objects', hash.slice(0, 2), hash.slice(2, 4)), { recursive: true });
    await writeFile(join(root, 'objects', hash.slice(0, 2), hash.slice(2, 4), hash), bytes.subarray(0, 10));
    await upload(bytes);

    const key = await store.adopt('arrived/1', hash);

    expect((await buffer(await store.read(key))).equals(bytes)).toBe(true);
  });

  it('cannot be adopted when it never arrived', async () => {
    await expect(store.adopt('arrived/never', sha256(Buffer.from('x')))).rejects.toMatchObject({
      reason: 'storage.not_found',
    });
  });

  it('can be read in part, with both ends included', async () => {
    await upload(Buffer.from('0123456789'));
    const read = async (range: { start: number; end?: number }) =>
      (await buffer(await store.read('arrived/1', range))).toString();

    expect(await read({ start: 0, end: 0 })).toBe('0');
    expect(await read({ start: 3, end: 5 })).toBe('345');
    expect(await read({ start: 7 })).toBe('789');
    expect(await read({ start: 7, end: 100 })).toBe('789');
    for (const range of [{ start: 10 }, { start: 5, end: 4 }]) {
      await expect(store.read('arrived/1', range)).rejects.toMatchObject({ reason: 'storage.range_not_satisfiable' });
    }
  });

  it('is hashed in one reading, with its head and its tail', async () => {
    const bytes = randomBytes(3_000_001);
    await upload(bytes);

    const hashed = await hashObject(store, 'arrived/1');

    expect(hashed.sha256).toBe(sha256(bytes));
    expect(hashed.sizeBytes).toBe(bytes.length);
    expect(hashed.head.equals(bytes.subarray(0, 65_536))).toBe(true);
    expect(hashed.tail.equals(bytes.subarray(-65_536))).toBe(true);
  });

  it('gives a small object whole as head and as tail', async () => {
    await upload(Buffer.from('small'));
    const { head, tail } = await hashObject(store, 'arrived/1');
    expect([head.toString(), tail.toString()]).toEqual(['small', 'small']);
  });

  it('is gone after it was removed, and may be removed again', async () => {
    await upload(Buffer.from('x'));
    await store.remove('arrived/1');
    await store.remove('arrived/1');
    expect(await store.head('arrived/1')).toBeNull();
    await expect(store.read('arrived/1')).rejects.toMatchObject({ code: 'NOT_FOUND', reason: 'storage.not_found' });
  });
});

describe('the folder', () => {
  it.each(['../secret', '/etc/passwd', 'a/../b', 'a//b', 'a\\b', '.', '', 'A', 'a.b', 'a\0b', 'a/', 'x'.repeat(201)])(
    'is never left by the key %j',
    async (key) => {
      const refusal = { code: 'INVALID_INPUT', reason: 'storage.key_invalid' };
      await expect(begin(1, key)).rejects.toMatchObject(refusal);
      await expect(store.read(key)).rejects.toMatchObject(refusal);
      await expect(store.head(key)).rejects.toMatchObject(refusal);
      await expect(store.remove(key)).rejects.toMatchObject(refusal);
      await expect(store.abortMultipart('a', key)).rejects.toMatchObject(refusal);
    },
  );

  it('keeps unfinished and verified files out of reach of upload keys', async () => {
    const { multipartId } = await begin(4);
    await expect(store.read(`uploads/${multipartId}`)).rejects.toMatchObject({ reason: 'storage.key_invalid' });
    await expect(begin(4, 'objects/ab/cd/abcd')).rejects.toMatchObject({ reason: 'storage.key_invalid' });
  });

  it('tells how much room is left, and answers a ping while it is there', async () => {
    expect(await store.freeBytes()).toBeGreaterThan(0);
    await expect(store.ping()).resolves.toBeUndefined();

    await rm(root, { recursive: true });
    await expect(store.ping()).rejects.toMatchObject({ code: 'UNAVAILABLE', reason: 'storage.unavailable' });
  });

  it('says that the disk is full when a write finds no room', async () => {
    // /dev/full is Linux's disk that is always full.
    const { multipartId } = await begin(1000);
    const path = join(root, 'uploads', multipartId);
    await rm(path);
    await symlink('/dev/full', path);

    const body = Readable.from([Buffer.alloc(1000)]);
    await expect(store.writePart({ multipartId, offset: 0, expectedBytes: 1000, body })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'storage.full',
    });
  });
});

describe('parts', () => {
  it('cover every byte once, in at most 10,000 parts of at least 5 MiB', () => {
    for (const sizeBytes of [1, 16 * 2 ** 20, 16 * 2 ** 20 + 1, 20 * 2 ** 30, 2 ** 40]) {
      const size = partSizeFor(sizeBytes);
      const count = partCount(sizeBytes, size);
      const last = partRange(sizeBytes, size, count);
      expect(size).toBeGreaterThanOrEqual(5 * 2 ** 20);
      expect(count).toBeLessThanOrEqual(10_000);
      expect(last.offset + last.expectedBytes).toBe(sizeBytes);
      expect(last.offset).toBe((count - 1) * size);
      expect(last.expectedBytes).toBeGreaterThan(0);
    }
  });

  it.each([0, 4, -1, 1.5, NaN])('refuse part %d of three', (part) => {
    expect(() => partRange(250, 100, part)).toThrow(expect.objectContaining({ reason: 'upload.part_out_of_range' }));
  });
});
