import { TransparencyError } from './error.ts';
import { emptyRoot, HASH_BYTES, nodeHash, perfectRoot } from './hashing.ts';
import { TILE_WIDTH, tilePrefix } from './tile.ts';

/** Fetches a Merkle tile's latest bytes, which may be wider than the tree that is asked about. */
export type TileReader = (level: number, index: number) => Promise<Uint8Array>;

/** A tree as a checkpoint states it: how many leaves, and the hash over all of them. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * The root hash over the first `size` leaves.
 * @throws TransparencyError tree.out_of_range, tile.too_short, tile.malformed
 */
export async function treeRoot(size: number, readTile: TileReader): Promise<Uint8Array> {
  assertSize(size);
  if (size === 0) return emptyRoot;
  const [root = emptyRoot] = await hashesOf([{ start: 0, end: size }], readTile);
  return root;
}

/**
 * The audit path of the leaf at `index` in the tree of `size` leaves, from the leaf upwards (RFC 6962, 2.1.1).
 * @throws TransparencyError tree.out_of_range, tile.too_short, tile.malformed
 */
export async function inclusionProof(index: number, size: number, readTile: TileReader): Promise<Uint8Array[]> {
  assertSize(size);
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw outOfRange(`a tree of ${size} leaves has no leaf ${index}`);
  }
  const siblings: Span[] = [];
  let { start, end }: Span = { start: 0, end: size };
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      siblings.unshift({ start: middle, end });
      end = middle;
    } else {
      siblings.unshift({ start, end: middle });
      start = middle;
    }
  }
  return hashesOf(siblings, readTile);
}

/**
 * The proof that the tree of `to` leaves begins with the tree of `from` leaves (RFC 6962, 2.1.2). It is empty when
 * nothing needs proving: for equal sizes and from the empty tree.
 * @throws TransparencyError tree.out_of_range, tile.too_short, tile.malformed
 */
export async function consistencyProof(from: number, to: number, readTile: TileReader): Promise<Uint8Array[]> {
  assertSize(from);
  assertSize(to);
  if (from > to) throw outOfRange(`a tree of ${to} leaves cannot contain one of ${from}`);
  if (from === 0 || from === to) return [];
  const parts: Span[] = [];
  let { start, end }: Span = { start: 0, end: to };
  while (end > from) {
    const middle = start + splitOf(end - start);
    if (from <= middle) {
      parts.unshift({ start: middle, end });
      end = middle;
    } else {
      parts.unshift({ start, end: middle });
      start = middle;
    }
  }
  // What is left ends where the old tree ended. As its whole left side it is the old root, which the verifier has.
  if (start > 0) parts.unshift({ start, end });
  return hashesOf(parts, readTile);
}

/** Leaves from `start` up to but without `end`, which form a subtree of some RFC 6962 tree. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** A complete subtree, as the run of hashes in one tile that it is the root of. */
interface Run {
  readonly level: number;
  readonly index: number;
  readonly offset: number;
  readonly count: number;
}

async function hashesOf(spans: readonly Span[], readTile: TileReader): Promise<Uint8Array[]> {
  const runsOfSpans = spans.map(runsOf);
  const needed = new Map(runsOfSpans.flat().map((run) => [`${run.level}/${run.index}`, run]));
  const tiles = new Map(
    await Promise.all([...needed].map(async ([key, { level, index }]) => [key, await readTile(level, index)] as const)),
  );
  const tileAt = (level: number, index: number) => tiles.get(`${level}/${index}`) ?? new Uint8Array();
  return runsOfSpans.map((runs) => foldRuns(runs, tileAt));
}

/** The root over `size` leaves from tiles at hand. */
export function rootFrom(size: number, tileAt: (level: number, index: number) => Uint8Array): Uint8Array {
  return size === 0 ? emptyRoot : foldRuns(runsOf({ start: 0, end: size }), tileAt);
}

function foldRuns(runs: readonly Run[], tileAt: (level: number, index: number) => Uint8Array): Uint8Array {
  return runs
    .map(({ level, index, offset, count }) => {
      const hashes = tilePrefix(level, tileAt(level, index), offset + count);
      return perfectRoot(hashes.subarray(offset * HASH_BYTES));
    })
    .reduceRight((right, left) => nodeHash(left, right));
}

/** The complete subtrees that a span consists of, largest and leftmost first. Each lies in one tile. */
function runsOf({ start, end }: Span): Run[] {
  const runs: Run[] = [];
  for (let at = start; at < end;) {
    let level = 0;
    let unit = 1;
    while (unit * TILE_WIDTH <= end - at) {
      unit *= TILE_WIDTH;
      level += 1;
    }
    let count = 1;
    while (count * 2 * unit <= end - at) count *= 2;
    const position = at / unit;
    runs.push({ level, index: Math.floor(position / TILE_WIDTH), offset: position % TILE_WIDTH, count });
    at += count * unit;
  }
  return runs;
}

/** The largest power of two smaller than `leaves`: where RFC 6962 splits a tree. */
function splitOf(leaves: number): number {
  let split = 1;
  while (split * 2 < leaves) split *= 2;
  return split;
}

/** @throws TransparencyError tree.out_of_range */
export function assertSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) throw outOfRange(`${size} is not the size of a tree`);
}

const outOfRange = (message: string) => new TransparencyError('tree.out_of_range', message);
