import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FolderStore } from './folder-store.ts';
import { hashObject } from './hash-object.ts';

const EDGE = 64 * 1024;
const PIECE = 512 * 1024;
const sizes = [1, EDGE - 1, EDGE, EDGE + 1, PIECE - 1, PIECE, PIECE + 1, PIECE + EDGE - 1, 2 * PIECE, 3 * PIECE + 7];

describe('hashing an object', () => {
  let folder: string;
  let store: FolderStore;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tasuki-hash-'));
    store = await FolderStore.open(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(sizes)(
    'of %i bytes sees each byte once, and keeps both edges, however the pieces fall',
    async (sizeBytes) => {
      const bytes = randomBytes(sizeBytes);
      const key = `arrived/${sizeBytes}`;
      const plan = { key, contentType: 'application/octet-stream', fileName: 'x', sizeBytes, partSizeBytes: sizeBytes };
      const { multipartId } = await store.beginMultipart(plan);
      const body = Readable.from([bytes]);
      const { etag } = await store.writePart({ multipartId, offset: 0, expectedBytes: sizeBytes, body });
      await store.completeMultipart(key, multipartId, [{ part: 1, etag }]);

      const hashed = await hashObject(store, key);
      expect(hashed).toMatchObject({ sizeBytes, sha256: createHash('sha256').update(bytes).digest('hex') });
      expect(hashed.head.equals(bytes.subarray(0, EDGE))).toBe(true);
      expect(hashed.tail.equals(bytes.subarray(-EDGE))).toBe(true);
    },
  );
});
