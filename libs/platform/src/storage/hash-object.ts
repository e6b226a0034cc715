import { createHash } from 'node:crypto';
import type { ObjectStore } from './object-store.ts';

export interface HashedObject {
  /** Lower-case hexadecimal. */
  sha256: string;
  sizeBytes: number;
  /** The first and the last 64 KiB (all of a smaller object): from these its type is judged. */
  head: Buffer;
  tail: Buffer;
}

const EDGE_BYTES = 64 * 1024;

/** Reads an object once, from end to end, holding no more of it than its edges. @throws StorageError as `read` does */
export async function hashObject(store: ObjectStore, key: string): Promise<HashedObject> {
  const hash = createHash('sha256');
  const head = Buffer.alloc(EDGE_BYTES);
  let sizeBytes = 0;
  const recent: Buffer[] = [];
  let recentBytes = 0;

  for await (const chunk of (await store.read(key)) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    if (sizeBytes < EDGE_BYTES) chunk.copy(head, sizeBytes);
    sizeBytes += chunk.length;

    recent.push(chunk);
    recentBytes += chunk.length;
    for (let [oldest] = recent; oldest && recentBytes - oldest.length >= EDGE_BYTES; [oldest] = recent) {
      recentBytes -= oldest.length;
      recent.shift();
    }
  }

  const tail = Buffer.from(Buffer.concat(recent).subarray(-EDGE_BYTES));
  return { sha256: hash.digest('hex'), sizeBytes, head: head.subarray(0, Math.min(sizeBytes, EDGE_BYTES)), tail };
}
