import { TransparencyError } from './error.ts';
import { equalBytes, HASH_BYTES, leafHash, perfectRoot } from './hashing.ts';
import { decodeEntries, encodeEntries, TILE_WIDTH, type Tile, type TileCoordinate, tileWidth } from './tile.ts';
import { assertSize, rootFrom, type TreeHead } from './tree.ts';

/** A grown tree, and every tile and bundle whose bytes changed, each from its beginning. */
export interface Extension extends TreeHead {
  readonly tiles: readonly Tile[];
}

/** A tile as it is stored: what it is and its bytes. */
export type StoredTile = Pick<Tile, 'level' | 'index' | 'bytes'>;

/**
 * The partial tiles of a tree, the entry bundle among them: all that must be read to extend it, at most one for each
 * level. A tree whose size is a multiple of 256 has no partial bundle.
 * @throws TransparencyError tree.out_of_range
 */
export function rightEdge(size: number): TileCoordinate[] {
  assertSize(size);
  const edge: TileCoordinate[] = [];
  for (let level = 0, hashes = size; hashes > 0; level += 1, hashes = Math.floor(hashes / TILE_WIDTH)) {
    const [index, width] = [Math.floor(hashes / TILE_WIDTH), hashes % TILE_WIDTH];
    if (width === 0) continue;
    if (level === 0) edge.push({ level: 'entries', index, width });
    edge.push({ level, index, width });
  }
  return edge;
}

/**
 * Appends entries to the tree that was last signed. `edge` holds the tiles that `rightEdge(head.size)` names, exactly
 * as wide; other tiles in it are ignored. The edge is checked against the head's root and the bundle against its leaf
 * hashes, so that a log whose storage was altered or rolled back stops here instead of signing a fork.
 * @throws TransparencyError tree.edge_mismatch, entry.too_long, tree.out_of_range, tile.malformed
 */
export function extendTree(head: TreeHead, edge: readonly StoredTile[], entries: readonly Uint8Array[]): Extension {
  const size = head.size + entries.length;
  assertSize(size);
  const growing = new GrowingTree(head, edge);
  const bundles = extendBundles(head.size, growing, edge, entries);
  for (const entry of entries) growing.append(0, leafHash(entry));
  return { size, root: growing.root(size), tiles: [...bundles, ...growing.changed()] };
}

interface Row {
  index: number;
  width: number;
  bytes: Uint8Array;
  isChanged: boolean;
}

/** The rightmost tile of every level, filled from the left; full ones move to `finished` and pass their root upwards. */
class GrowingTree {
  private readonly rows: Row[] = [];
  private readonly finished: Tile[] = [];
  private readonly oldSize: number;

  constructor(head: TreeHead, edge: readonly StoredTile[]) {
    this.oldSize = head.size;
    for (const { level, index, width } of rightEdge(head.size)) {
      if (level === 'entries') continue;
      const stored = find(edge, level, index);
      if (stored.length !== width * HASH_BYTES) {
        throw mismatch(
          `tile ${level}/${index} has ${stored.length} bytes where a tree of ${head.size} has ${width} hashes`,
        );
      }
      this.row(level).bytes.set(stored);
    }
    if (!equalBytes(this.root(head.size), head.root)) {
      throw mismatch(`the stored tiles do not give the root of the tree of ${head.size} leaves`);
    }
  }

  append(level: number, hash: Uint8Array): void {
    const row = this.row(level);
    row.bytes.set(hash, row.width * HASH_BYTES);
    row.width += 1;
    row.isChanged = true;
    if (row.width < TILE_WIDTH) return;
    this.finished.push({ level, index: row.index, width: TILE_WIDTH, bytes: row.bytes });
    this.rows[level] = emptyRow(row.index + 1, 0);
    this.append(level + 1, perfectRoot(row.bytes));
  }

  changed(): Tile[] {
    const partial = this.rows.flatMap(({ index, width, bytes, isChanged }, level) =>
      isChanged ? [{ level, index, width, bytes: bytes.subarray(0, width * HASH_BYTES) }] : [],
    );
    return [...this.finished, ...partial];
  }

  /** Only partial tiles are asked for: whatever a full one spans stands in the level above. */
  root(size: number): Uint8Array {
    return rootFrom(size, (level) => this.row(level).bytes);
  }

  leaves(): Uint8Array {
    const { bytes, width } = this.row(0);
    return bytes.subarray(0, width * HASH_BYTES);
  }

  private row(level: number): Row {
    const hashes = Math.floor(this.oldSize / TILE_WIDTH ** level);
    return (this.rows[level] ??= emptyRow(Math.floor(hashes / TILE_WIDTH), hashes % TILE_WIDTH));
  }
}

const emptyRow = (index: number, width: number): Row => ({
  index,
  width,
  bytes: new Uint8Array(TILE_WIDTH * HASH_BYTES),
  isChanged: false,
});

function extendBundles(
  oldSize: number,
  tree: GrowingTree,
  edge: readonly StoredTile[],
  entries: readonly Uint8Array[],
): Tile[] {
  const size = oldSize + entries.length;
  const stored = oldSize % TILE_WIDTH === 0 ? [] : storedEntries(oldSize, tree, edge);
  const all = stored.length === 0 ? entries : [...stored, ...entries];
  const start = oldSize - stored.length;
  const bundles: Tile[] = [];
  for (let from = start; from < size && entries.length > 0; from += TILE_WIDTH) {
    const index = from / TILE_WIDTH;
    const width = tileWidth('entries', index, size);
    const bytes = encodeEntries(all.slice(from - start, from - start + width));
    bundles.push({ level: 'entries', index, width, bytes });
  }
  return bundles;
}

function storedEntries(size: number, tree: GrowingTree, edge: readonly StoredTile[]): Uint8Array[] {
  const index = Math.floor(size / TILE_WIDTH);
  const entries = decodeEntries(find(edge, 'entries', index));
  if (!equalBytes(Buffer.concat(entries.map(leafHash)), tree.leaves())) {
    throw mismatch(`the entries of bundle ${index} are not those that the tree of ${size} leaves was made from`);
  }
  return entries;
}

function find(edge: readonly StoredTile[], level: Tile['level'], index: number): Uint8Array {
  const tile = edge.find((one) => one.level === level && one.index === index);
  if (!tile) throw mismatch(`tile ${level}/${index} is missing from the tree's right edge`);
  return tile.bytes;
}

const mismatch = (message: string) => new TransparencyError('tree.edge_mismatch', message);
