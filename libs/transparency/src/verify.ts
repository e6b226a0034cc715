import { TransparencyError } from './error.ts';
import { emptyRoot, equalBytes, HASH_BYTES, nodeHash } from './hashing.ts';
import { assertSize } from './tree.ts';

/** What somebody claims: that the leaf stands at `index` in the tree of `size` leaves under `root`. */
export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** What somebody claims: that the tree of `to` leaves begins with the whole tree of `from` leaves. */
export interface ConsistencyClaim {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Uint8Array;
  readonly toRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * Returns only when the proof holds (RFC 9162, 2.1.3.2).
 * @throws TransparencyError proof.mismatch when it does not, proof.malformed for hashes that are none,
 * tree.out_of_range for an index outside the tree
 */
export function verifyInclusion({ index, size, leafHash, proof, root }: InclusionClaim): void {
  assertSize(size);
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new TransparencyError('tree.out_of_range', `a tree of ${size} leaves has no leaf ${index}`);
  }
  assertAreHashes([leafHash, root, ...proof]);

  let [position, last] = [index, size - 1];
  let hash = leafHash;
  for (const sibling of proof) {
    if (last === 0) throw mismatch(`the proof is too long for leaf ${index} of ${size}`);
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(sibling, hash);
      // A rightmost node without a sibling moves up unhashed.
      while (position % 2 === 0 && position > 0) [position, last] = [position / 2, half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [position, last] = [half(position), half(last)];
  }
  if (last !== 0) throw mismatch(`the proof is too short for leaf ${index} of ${size}`);
  if (!equalBytes(hash, root)) throw mismatch(`the proof leads from leaf ${index} of ${size} to another root`);
}

/**
 * Returns only when the proof holds (RFC 9162, 2.1.4.2). Every tree begins with the empty one, and with itself.
 * @throws TransparencyError proof.mismatch when it does not, proof.malformed for hashes that are none,
 * tree.out_of_range when the sizes are none or `from` exceeds `to`
 */
export function verifyConsistency({ from, to, fromRoot, toRoot, proof }: ConsistencyClaim): void {
  assertSize(from);
  assertSize(to);
  if (from > to) {
    throw new TransparencyError('tree.out_of_range', `a tree of ${to} leaves cannot begin with one of ${from}`);
  }
  assertAreHashes([fromRoot, toRoot, ...proof]);
  for (const [size, root] of [
    [from, fromRoot],
    [to, toRoot],
  ] as const) {
    if (size === 0 && !equalBytes(root, emptyRoot))
      throw mismatch('the root of an empty tree is not SHA-256 of nothing');
  }
  if (from === 0 || from === to) {
    if (proof.length > 0) throw mismatch(`nothing needs proving from ${from} to ${to} leaves, yet there is a proof`);
    if (from === to && !equalBytes(fromRoot, toRoot)) throw mismatch(`two different roots for ${to} leaves`);
    return;
  }

  let [position, last] = [from - 1, to - 1];
  while (position % 2 === 1) [position, last] = [half(position), half(last)];
  // A complete old tree is itself the first node of the path, so the proof leaves it out.
  const path = position === 0 ? [fromRoot, ...proof] : [...proof];
  const first = path.shift();
  if (first === undefined) throw mismatch(`the proof from ${from} to ${to} leaves is empty`);
  let [oldHash, newHash] = [first, first];
  for (const node of path) {
    if (last === 0) throw mismatch(`the proof from ${from} to ${to} leaves is too long`);
    if (position % 2 === 1 || position === last) {
      oldHash = nodeHash(node, oldHash);
      newHash = nodeHash(node, newHash);
      while (position % 2 === 0 && position > 0) [position, last] = [position / 2, half(last)];
    } else {
      newHash = nodeHash(newHash, node);
    }
    [position, last] = [half(position), half(last)];
  }
  if (last !== 0) throw mismatch(`the proof from ${from} to ${to} leaves is too short`);
  if (!equalBytes(oldHash, fromRoot)) throw mismatch(`the proof does not lead to the root of ${from} leaves`);
  if (!equalBytes(newHash, toRoot)) throw mismatch(`the proof does not lead to the root of ${to} leaves`);
}

/** Sizes exceed 32 bits, so the shifts of the RFC are divisions here. */
const half = (value: number) => Math.floor(value / 2);

function assertAreHashes(hashes: readonly Uint8Array[]): void {
  if (hashes.some((hash) => hash.length !== HASH_BYTES)) {
    throw new TransparencyError('proof.malformed', 'a hash of the proof is not 32 bytes long');
  }
}

const mismatch = (message: string) => new TransparencyError('proof.mismatch', message);
