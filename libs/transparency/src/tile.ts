import { TransparencyError } from './error.ts';
import { HASH_BYTES } from './hashing.ts';

/** Hashes in a full tile, entries in a full bundle: a tile spans a subtree of height 8. */
export const TILE_WIDTH = 256;
const MAX_LEVEL = 63;
const MAX_ENTRY_BYTES = 0xffff;

/** A Merkle tile's level, 0 (leaf hashes) to 63, or the bundles that hold the entries themselves. */
export type TileLevel = number | 'entries';

/** Which tile, and how many hashes or entries of it: 1 to 256. */
export interface TileCoordinate {
  readonly level: TileLevel;
  readonly index: number;
  readonly width: number;
}

/** A tile's content: concatenated hashes, or for `entries` each entry behind its length (uint16, big-endian). */
export interface Tile extends TileCoordinate {
  readonly bytes: Uint8Array;
}

/**
 * The path below a log's prefix, `tile/0/x001/x234/067.p/5`; a full tile has no `.p` part.
 * @throws TransparencyError tile.out_of_range
 */
export function tilePath(level: TileLevel, index: number, width: number): string {
  if (level !== 'entries' && !isIntegerBetween(0, level, MAX_LEVEL)) {
    throw outOfRange(`tile level ${level} is not an integer from 0 to ${MAX_LEVEL}`);
  }
  if (!isIntegerBetween(0, index, Number.MAX_SAFE_INTEGER)) {
    throw outOfRange(`tile index ${index} is not a whole number that this library can count to`);
  }
  assertWidth(width);
  return `tile/${level}/${encodeIndex(index)}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

const PATH = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/;

/**
 * Reads a path that `tilePath` writes, and no other spelling of it: one tile has one address, so caches and
 * access rules cannot be walked round.
 * @throws TransparencyError tile.malformed_path
 */
export function parseTilePath(path: string): TileCoordinate {
  const [, level, index, width] = PATH.exec(path) ?? [];
  if (level === undefined || index === undefined) throw malformedPath(path);
  const tile: TileCoordinate = {
    level: level === 'entries' ? level : Number(level),
    index: Number(index.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  let canonical: string;
  try {
    canonical = tilePath(tile.level, tile.index, tile.width);
  } catch {
    throw malformedPath(path);
  }
  if (canonical !== path) throw malformedPath(path);
  return tile;
}

/** How many hashes (or entries) this tile has in a tree of `size` leaves: 0 to 256. */
export function tileWidth(level: TileLevel, index: number, size: number): number {
  const hashes = level === 'entries' ? size : Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
}

/**
 * The first `width` hashes (or entries) of stored bytes that may be wider: a partial tile is a prefix of the full one.
 * @throws TransparencyError tile.too_short when fewer are stored, tile.malformed when the bytes are no tile,
 * tile.out_of_range for a width that no tile has
 */
export function tilePrefix(level: TileLevel, bytes: Uint8Array, width: number): Uint8Array {
  assertWidth(width);
  if (level !== 'entries') {
    assertHashes(bytes);
    if (bytes.length < width * HASH_BYTES) throw tooShort(bytes.length / HASH_BYTES, width);
    return bytes.subarray(0, width * HASH_BYTES);
  }
  const ends = entryEnds(bytes);
  const end = ends[width - 1];
  if (end === undefined) throw tooShort(ends.length, width);
  return bytes.subarray(0, end);
}

/** @throws TransparencyError tile.malformed */
export function assertHashes(bytes: Uint8Array): void {
  if (bytes.length % HASH_BYTES !== 0 || bytes.length > TILE_WIDTH * HASH_BYTES) {
    throw new TransparencyError('tile.malformed', `${bytes.length} bytes are not 0 to 256 hashes of 32 bytes`);
  }
}

/**
 * Entries as a bundle: each behind its length.
 * @throws TransparencyError entry.too_long for an entry over 65,535 bytes
 */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  const bundle = Buffer.alloc(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  let at = 0;
  for (const entry of entries) {
    if (entry.length > MAX_ENTRY_BYTES) {
      throw new TransparencyError(
        'entry.too_long',
        `an entry of ${entry.length} bytes; at most ${MAX_ENTRY_BYTES} fit`,
      );
    }
    at = bundle.writeUInt16BE(entry.length, at);
    bundle.set(entry, at);
    at += entry.length;
  }
  return bundle;
}

/**
 * The entries of a bundle, in order, as views of its bytes.
 * @throws TransparencyError tile.malformed when an entry is cut off or there are more than 256
 */
export function decodeEntries(bundle: Uint8Array): Uint8Array[] {
  let from = 0;
  return entryEnds(bundle).map((end) => {
    const entry = bundle.subarray(from + 2, end);
    from = end;
    return entry;
  });
}

function entryEnds(bundle: Uint8Array): number[] {
  const ends: number[] = [];
  for (let at = 0; at < bundle.length;) {
    const [high, low] = bundle.subarray(at, at + 2);
    if (high === undefined || low === undefined) throw cutOff(ends.length);
    at += 2 + high * 256 + low;
    if (at > bundle.length) throw cutOff(ends.length);
    ends.push(at);
  }
  if (ends.length > TILE_WIDTH) {
    throw new TransparencyError('tile.malformed', `a bundle of ${ends.length} entries; at most ${TILE_WIDTH} fit`);
  }
  return ends;
}

/** Three digits a path element, all but the last behind an x: files and folders never share a name. */
function encodeIndex(index: number): string {
  const groups: string[] = [];
  for (let rest = index; groups.length === 0 || rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(String(rest % 1000).padStart(3, '0'));
  }
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
}

function assertWidth(width: number): void {
  if (!isIntegerBetween(1, width, TILE_WIDTH)) throw outOfRange(`tile width ${width} is not from 1 to ${TILE_WIDTH}`);
}

const isIntegerBetween = (least: number, value: number, most: number) =>
  Number.isSafeInteger(value) && least <= value && value <= most;

const outOfRange = (message: string) => new TransparencyError('tile.out_of_range', message);

const malformedPath = (path: string) =>
  new TransparencyError('tile.malformed_path', `${JSON.stringify(path.slice(0, 200))} is not the path of a tile`);

const tooShort = (stored: number, wanted: number) =>
  new TransparencyError('tile.too_short', `the tile holds ${stored}, fewer than the ${wanted} wanted`);

const cutOff = (position: number) =>
  new TransparencyError('tile.malformed', `the bundle ends within its entry number ${position}`);
