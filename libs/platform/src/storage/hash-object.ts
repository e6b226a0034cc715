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
  const [head, tail] = [Buffer.alloc(EDGE_BYTES), Buffer.alloc(EDGE_BYTES)];
  let sizeBytes = 0;

  await store.scan(key, (piece) => {
    hash.update(piece);
    if (sizeBytes < EDGE_BYTES) piece.copy(head, sizeBytes);
    // What is new at the end pushes out as much of what was there.
    const fresh = piece.subarray(-EDGE_BYTES);
    tail.copyWithin(0, fresh.length);
    fresh.copy(tail, EDGE_BYTES - fresh.length);
    sizeBytes += piece.length;
  });

  const edgeBytes = Math.min(sizeBytes, EDGE_BYTES);
  return {
    sha256: hash.digest('hex'),
    sizeBytes,
    head: head.subarray(0, edgeBytes),
    tail: tail.subarray(EDGE_BYTES - edgeBytes),
  };
}
