import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MemoryLog, naiveRoot, reasonOf, someEntries } from '../test/naive-log.ts';
import {
  decodeEntries,
  emptyRoot,
  extendTree,
  leafHash,
  parseTilePath,
  rightEdge,
  tilePath,
  tileWidth,
} from './index.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const pathsOf = (tiles: readonly { level: number | 'entries'; index: number; width: number }[]) =>
  tiles.map(({ level, index, width }) => tilePath(level, index, width)).sort();

describe('extending a tree', () => {
  it('gives the root of RFC 6962, whatever the batches', () => {
    const entries = someEntries(2_000);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 5 }), (batches) => {
        const log = new MemoryLog();
        for (const count of batches) {
          const { size, root } = log.append(entries.slice(log.head.size, log.head.size + count));
          expect(hex(root)).toBe(hex(naiveRoot(entries.slice(0, size))));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('stores the same tiles in one batch as one entry at a time', () => {
    const entries = someEntries(600);
    const single = new MemoryLog();
    for (const entry of entries) single.append([entry]);
    const sorted = (log: MemoryLog) => [...log.tiles].map(([key, bytes]) => [key, hex(bytes)]).sort();
    expect(sorted(single)).toEqual(sorted(MemoryLog.of(entries)));
  });

  it('stores the tiles of the specification’s example of 70,000 leaves, each as wide as it says', () => {
    const log = MemoryLog.of(someEntries(70_000));
    const level = (name: string) => [...log.tiles.keys()].filter((key) => key.startsWith(`${name}/`)).length;
    expect([level('entries'), level('0'), level('1'), level('2'), level('3')]).toEqual([274, 274, 2, 1, 0]);
    for (const [key, bytes] of log.tiles) {
      const [name, index] = key.split('/') as [string, string];
      if (name === 'entries') expect(decodeEntries(bytes)).toHaveLength(tileWidth('entries', Number(index), 70_000));
      else expect(bytes).toHaveLength(32 * tileWidth(Number(name), Number(index), 70_000));
    }
    expect(hex(log.at(0, 273).subarray(0, 32))).toBe(hex(leafHash(log.entries[273 * 256]!)));
    expect(hex(log.at(1, 1).subarray(0, 32))).toBe(hex(naiveRoot(log.entries.slice(65_536, 65_792))));
    expect(hex(log.at(2, 0))).toBe(hex(naiveRoot(log.entries.slice(0, 65_536))));
  });

  it('returns only what changed, and each from its beginning', () => {
    const log = MemoryLog.of(someEntries(250));
    expect(pathsOf(log.append(someEntries(5)).tiles)).toEqual(['tile/0/000.p/255', 'tile/entries/000.p/255']);
    expect(pathsOf(log.append(someEntries(1)).tiles)).toEqual(['tile/0/000', 'tile/1/000.p/1', 'tile/entries/000']);
    expect(pathsOf(log.append(someEntries(1)).tiles)).toEqual(['tile/0/001.p/1', 'tile/entries/001.p/1']);
    expect(log.append([]).tiles).toEqual([]);
  });

  it('reads at most one tile for each level, and the bundle', () => {
    expect(pathsOf(rightEdge(70_000))).toEqual([
      'tile/0/273.p/112',
      'tile/1/001.p/17',
      'tile/2/000.p/1',
      'tile/entries/273.p/112',
    ]);
    expect(pathsOf(rightEdge(256))).toEqual(['tile/1/000.p/1']);
    expect(rightEdge(0)).toEqual([]);
    expect(
      rightEdge(Number.MAX_SAFE_INTEGER).every((tile) => parseTilePath(tilePath(tile.level, tile.index, tile.width))),
    ).toBe(true);
  });

  it('integrates 100,000 entries within five seconds on any machine, a tenth of that on most', () => {
    const entries = Array.from({ length: 100_000 }, (_, at) => Buffer.alloc(33, at));
    const began = performance.now();
    extendTree({ size: 0, root: emptyRoot }, [], entries);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('a damaged store', () => {
  const log = MemoryLog.of(someEntries(300));
  const edge = rightEdge(300).map(({ level, index }) => ({ level, index, bytes: log.at(level, index) }));
  const extend = (changed: typeof edge, head = log.head) => extendTree(head, changed, [Buffer.from('next')]);
  const flipped = (bytes: Uint8Array) =>
    Uint8Array.from(bytes, (byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte));

  it('is extended while it is whole', () => {
    expect(hex(extend(edge).root)).toBe(hex(naiveRoot([...log.entries, Buffer.from('next')])));
  });

  it.each(edge.map((tile, at) => [tile.level, at] as const))(
    'is not when tile %s is missing, altered or cut',
    async (_, at) => {
      const tile = edge[at]!;
      expect(await reasonOf(() => extend(edge.toSpliced(at, 1)))).toBe('tree.edge_mismatch');
      expect(await reasonOf(() => extend(edge.with(at, { ...tile, bytes: flipped(tile.bytes) })))).toBe(
        'tree.edge_mismatch',
      );
      const cut = edge.with(at, { ...tile, bytes: new Uint8Array(0) });
      expect(await reasonOf(() => extend(cut))).toBe('tree.edge_mismatch');
    },
  );

  it('is not when the tiles are of another time than the checkpoint', async () => {
    const later = MemoryLog.of(someEntries(301));
    const laterEdge = edge.map(({ level, index }) => ({ level, index, bytes: later.at(level, index) }));
    expect(await reasonOf(() => extend(laterEdge))).toBe('tree.edge_mismatch');
    for (const [at, tile] of laterEdge.entries()) {
      if (tile.level === 1) continue;
      expect(await reasonOf(() => extend(edge.with(at, tile)))).toBe('tree.edge_mismatch');
    }
    expect(await reasonOf(() => extend(edge, later.head))).toBe('tree.edge_mismatch');
    expect(await reasonOf(() => extend([], { size: 0, root: log.head.root }))).toBe('tree.edge_mismatch');
  });

  it('is not by an entry that fits no bundle, nor past what can be counted', async () => {
    expect(await reasonOf(() => extendTree(log.head, edge, [new Uint8Array(65_536)]))).toBe('entry.too_long');
    expect(await reasonOf(() => extendTree({ size: -1, root: emptyRoot }, [], []))).toBe('tree.out_of_range');
    expect(await reasonOf(() => rightEdge(Number.POSITIVE_INFINITY))).toBe('tree.out_of_range');
    const full = { size: Number.MAX_SAFE_INTEGER, root: emptyRoot };
    expect(await reasonOf(() => extendTree(full, [], [new Uint8Array(0)]))).toBe('tree.out_of_range');
  });
});
