import {
  decodeEntries,
  emptyRoot,
  extendTree,
  rightEdge,
  type Tile,
  type TileCoordinate,
  tilePath,
  tileWidth,
  type TreeHead,
} from '#libs/transparency';
import type { LogReader } from './log-reader.ts';

const WIDTH = 256;
const HASH_BYTES = 32;
/** Bundles that are fetched at once; memory stays flat however long the log is. */
const AT_ONCE = 16;

export interface RecomputedLog {
  root: Uint8Array;
  /** The first entry whose hash, or one above it, is not what the entries give; in words. Null when all agree. */
  difference: string | null;
}

interface Difference {
  /** The first of the entries that the differing hash is over, and how many those are. */
  entry: number;
  span: number;
  tile: string;
}

/**
 * Grows the tree anew from the entries of a log of `size`, and compares each tile that comes of it with the served one.
 * @throws when something of it is missing or malformed
 */
export async function recomputeLog(reader: LogReader, size: number): Promise<RecomputedLog> {
  const bundles = Math.ceil(size / WIDTH);
  let head: TreeHead = { size: 0, root: emptyRoot };
  const edge = new Map<string, Tile>();
  let first: Difference | null = null;

  for (let from = 0; from < bundles; from += AT_ONCE) {
    const indexes = Array.from({ length: Math.min(AT_ONCE, bundles - from) }, (_, i) => from + i);
    const entries = await Promise.all(indexes.map((index) => entriesOf(reader, index, size)));
    const extension = extendTree(head, [...edge.values()], entries.flat());
    head = extension;

    for (const tile of extension.tiles) edge.set(`${tile.level}/${tile.index}`, tile);
    const finished = extension.tiles.filter((tile) => isFinal(tile, size));
    const found = await Promise.all(finished.map((tile) => differenceIn(reader, tile)));
    for (const one of found.filter((each) => each !== null).toSorted((a, b) => a.span - b.span))
      first = firstOf(first, one);

    const needed = new Set(rightEdge(head.size).map(({ level, index }) => `${level}/${index}`));
    for (const key of edge.keys()) if (!needed.has(key)) edge.delete(key);
  }
  return {
    root: head.root,
    difference: first && `the first is at entry ${first.entry}, in ${first.tile}`,
  };
}

async function entriesOf(reader: LogReader, index: number, size: number): Promise<Uint8Array[]> {
  const width = tileWidth('entries', index, size);
  const bundle: TileCoordinate = { level: 'entries', index, width };
  const entries = decodeEntries(await reader.tile(bundle));
  if (entries.length !== width) {
    throw new Error(`${tilePath('entries', index, width)} holds ${entries.length} entries`);
  }
  return entries;
}

/** Whether the tile will not grow any more in this log. Bundles need no comparing: they are what is computed from. */
const isFinal = ({ level, index, width }: Tile, size: number) =>
  level !== 'entries' && width === tileWidth(level, index, size);

/** A hash above a differing one differs too and says less: it is named only for what lies before. */
function firstOf(known: Difference | null, next: Difference): Difference {
  if (known === null) return next;
  const isExplained = next.entry <= known.entry && known.entry < next.entry + next.span;
  return next.entry < known.entry && !isExplained ? next : known;
}

async function differenceIn(reader: LogReader, computed: Tile): Promise<Difference | null> {
  const { level, index, width, bytes } = computed;
  const served = await reader.tile(computed);
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (at.equals(served)) return null;
  let position = 0;
  const hashAt = (hashes: Uint8Array) => hashes.subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES);
  while (position < width && Buffer.from(hashAt(served)).equals(hashAt(bytes))) position += 1;
  const span = WIDTH ** Number(level);
  return {
    entry: (index * WIDTH + Math.min(position, width - 1)) * span,
    span,
    tile: tilePath(level, index, width),
  };
}
