import { hash } from 'node:crypto';

/** Bytes of one SHA-256 hash. */
export const HASH_BYTES = 32;

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

/** The root of the tree without leaves: SHA-256 of nothing (RFC 6962, 2.1). */
export const emptyRoot: Uint8Array = sha256(new Uint8Array(0));

/** The Merkle leaf hash of one entry's bytes: SHA-256(0x00 ‖ entry). */
export function leafHash(entry: Uint8Array): Uint8Array {
  const preimage = new Uint8Array(1 + entry.length);
  preimage.set(entry, 1);
  return sha256(preimage);
}

// One buffer serves every node hash: hashing is synchronous, and allocating here would cost half the speed.
const nodePreimage = new Uint8Array(1 + 2 * HASH_BYTES);
nodePreimage[0] = 0x01;

/** The hash of an inner node from its two children: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  nodePreimage.set(left, 1);
  nodePreimage.set(right, 1 + HASH_BYTES);
  return sha256(nodePreimage);
}

/** The root over a row of concatenated hashes whose number is a power of two. */
export function perfectRoot(hashes: Uint8Array): Uint8Array {
  const row = new Uint8Array(hashes);
  for (let length = row.length; length > HASH_BYTES; length /= 2) {
    for (let from = 0; from < length; from += 2 * HASH_BYTES) {
      nodePreimage.set(row.subarray(from, from + 2 * HASH_BYTES), 1);
      row.set(sha256(nodePreimage), from / 2);
    }
  }
  return row.slice(0, HASH_BYTES);
}

export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
