import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MemoryLog, naiveRoot, reasonOf, someEntries } from '../test/naive-log.ts';
import {
  consistencyProof,
  emptyRoot,
  inclusionProof,
  leafHash,
  nodeHash,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from './index.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** The eight entries and roots that the reference implementation of Certificate Transparency is tested with. */
const KNOWN_ANSWERS = [
  ['', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  ['00', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  ['10', 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  ['2021', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
  ['3031', '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
  ['40414243', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
  ['5051525354555657', 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
  ['606162636465666768696a6b6c6d6e6f', '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
] as const;

describe('hashing', () => {
  it('gives the known roots of Certificate Transparency’s test tree', async () => {
    const entries = KNOWN_ANSWERS.map(([entry]) => Buffer.from(entry, 'hex'));
    const log = MemoryLog.of(entries);
    for (const [at, [, root]] of KNOWN_ANSWERS.entries()) {
      expect(hex(await treeRoot(at + 1, log.readTile))).toBe(root);
      expect(hex(naiveRoot(entries.slice(0, at + 1)))).toBe(root);
    }
  });

  it('begins with SHA-256 of nothing', async () => {
    expect(hex(emptyRoot)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(await treeRoot(0, new MemoryLog().readTile)).toEqual(emptyRoot);
  });

  it('tells leaves and nodes apart', () => {
    const [left, right] = [leafHash(Buffer.from('left')), leafHash(Buffer.from('right'))];
    expect(hex(nodeHash(left, right))).toBe(hex(naiveRoot([Buffer.from('left'), Buffer.from('right')])));
    expect(hex(leafHash(Buffer.concat([left, right])))).not.toBe(hex(nodeHash(left, right)));
  });
});

describe('a log', () => {
  const entries = someEntries(1_000);
  let log: MemoryLog;
  let large: MemoryLog;

  beforeAll(() => {
    log = MemoryLog.of(entries);
    large = MemoryLog.of(someEntries(70_000));
  });

  it('has the root that RFC 6962 defines, at every size up to 1,000', async () => {
    for (let size = 0; size <= 1_000; size += 1) {
      expect(hex(await treeRoot(size, log.readTile))).toBe(hex(naiveRoot(entries.slice(0, size))));
    }
  });

  it('proves every leaf of every tree of up to 70 leaves', async () => {
    for (let size = 1; size <= 70; size += 1) {
      const root = naiveRoot(entries.slice(0, size));
      for (let index = 0; index < size; index += 1) {
        const proof = await inclusionProof(index, size, log.readTile);
        verifyInclusion({ index, size, leafHash: leafHash(entries[index]!), proof, root });
      }
    }
  });

  it('proves any leaf of trees three tiles high, from no more tiles than lie on the leaf’s way and the right edge', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 70_000 }), fc.nat(), async (size, random) => {
        const index = random % size;
        large.reads = 0;
        const proof = await inclusionProof(index, size, large.readTile);
        expect(large.reads).toBeLessThanOrEqual(5);
        const root = await treeRoot(size, large.readTile);
        verifyInclusion({ index, size, leafHash: leafHash(large.entries[index]!), proof, root });
      }),
    );
    expect(hex(await treeRoot(70_000, large.readTile))).toBe(hex(naiveRoot(large.entries)));
  });

  it('proves that each tree of up to 40 leaves begins with every smaller one', async () => {
    for (let to = 0; to <= 40; to += 1) {
      for (let from = 0; from <= to; from += 1) {
        const [fromRoot, toRoot] = [naiveRoot(entries.slice(0, from)), naiveRoot(entries.slice(0, to))];
        verifyConsistency({ from, to, fromRoot, toRoot, proof: await consistencyProof(from, to, log.readTile) });
      }
    }
  });

  it('proves that trees three tiles high begin with any smaller one', async () => {
    const size = fc.integer({ min: 0, max: 70_000 });
    await fc.assert(
      fc.asyncProperty(size, size, async (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const [fromRoot, toRoot] = [await treeRoot(from, large.readTile), await treeRoot(to, large.readTile)];
        verifyConsistency({ from, to, fromRoot, toRoot, proof: await consistencyProof(from, to, large.readTile) });
      }),
    );
  });

  it('makes the very proofs that RFC 6962 shows for seven leaves', async () => {
    const [a, b, c, d, e, f, j] = entries.slice(0, 7).map(leafHash);
    const [g, h, i] = [nodeHash(a!, b!), nodeHash(c!, d!), nodeHash(e!, f!)];
    const [k, l] = [nodeHash(g, h), nodeHash(i, j!)];
    const inclusion = async (index: number) => (await inclusionProof(index, 7, log.readTile)).map(hex);
    const consistency = async (from: number) => (await consistencyProof(from, 7, log.readTile)).map(hex);
    expect(await inclusion(0)).toEqual([b!, h, l].map(hex));
    expect(await inclusion(3)).toEqual([c!, g, l].map(hex));
    expect(await inclusion(4)).toEqual([f!, j!, k].map(hex));
    expect(await inclusion(6)).toEqual([i, k].map(hex));
    expect(await consistency(3)).toEqual([c!, d!, g, l].map(hex));
    expect(await consistency(4)).toEqual([l].map(hex));
    expect(await consistency(6)).toEqual([i, j!, k].map(hex));
  });

  it('refuses proofs about leaves and trees that it does not have', async () => {
    const { readTile } = log;
    for (const [index, size] of [
      [5, 5],
      [-1, 5],
      [0.5, 5],
      [0, 0],
      [0, Number.NaN],
    ] as const) {
      expect(await reasonOf(() => inclusionProof(index, size, readTile))).toBe('tree.out_of_range');
    }
    for (const [from, to] of [
      [6, 5],
      [-1, 5],
      [1, 2 ** 53],
    ] as const) {
      expect(await reasonOf(() => consistencyProof(from, to, readTile))).toBe('tree.out_of_range');
    }
    expect(await reasonOf(() => treeRoot(-1, readTile))).toBe('tree.out_of_range');
  });

  it('refuses tiles that are shorter than the tree needs, or are none', async () => {
    expect(await reasonOf(() => treeRoot(3, async () => new Uint8Array(64)))).toBe('tile.too_short');
    expect(await reasonOf(() => treeRoot(3, async () => new Uint8Array(97)))).toBe('tile.malformed');
    expect(await reasonOf(() => inclusionProof(0, 3, async () => new Uint8Array(64)))).toBe('tile.too_short');
  });
});

/** Every proof that is the given one but for one flipped bit, one node left out, doubled or moved. */
function* alterations(proof: readonly Uint8Array[]): Generator<Uint8Array[]> {
  for (const [at, node] of proof.entries()) {
    const flipped = new Uint8Array(node);
    flipped[at % 32]! ^= 1 << (at % 8);
    yield proof.with(at, flipped);
    yield proof.toSpliced(at, 1);
    yield proof.toSpliced(at, 0, node);
    if (at > 0) yield [...proof.slice(at), ...proof.slice(0, at)];
  }
  yield [...proof, new Uint8Array(32)];
}

describe('a proof of inclusion', () => {
  const entries = someEntries(40);
  const log = MemoryLog.of(entries);

  it('fails when a bit, a node, the leaf, the place, the size or the root is another', async () => {
    for (let size = 1; size <= 40; size += 1) {
      const root = naiveRoot(entries.slice(0, size));
      for (let index = 0; index < size; index += 1) {
        const proof = await inclusionProof(index, size, log.readTile);
        const claim = { index, size, leafHash: leafHash(entries[index]!), proof, root };
        for (const altered of alterations(proof)) {
          expect(await reasonOf(() => verifyInclusion({ ...claim, proof: altered }))).toBe('proof.mismatch');
        }
        const others = [
          { ...claim, leafHash: leafHash(Buffer.from('another entry')) },
          { ...claim, root: naiveRoot(entries.slice(0, size - 1)) },
          { ...claim, index: index === 0 ? size : index - 1, size: index === 0 ? size + 1 : size },
        ];
        for (const other of others) {
          expect(await reasonOf(() => verifyInclusion(other))).toBe('proof.mismatch');
        }
      }
    }
  });

  it('fails when it is longer than the tree is high, even if it leads to the root', async () => {
    const [leaf, extra] = [leafHash(entries[0]!), leafHash(entries[1]!)];
    const claim = { index: 0, size: 1, leafHash: leaf, proof: [extra], root: nodeHash(extra, leaf) };
    expect(await reasonOf(() => verifyInclusion(claim))).toBe('proof.mismatch');
  });

  it('is refused for a leaf outside the tree and for hashes that are none', async () => {
    const claim = {
      index: 0,
      size: 1,
      leafHash: leafHash(entries[0]!),
      proof: [],
      root: naiveRoot(entries.slice(0, 1)),
    };
    expect(await reasonOf(() => verifyInclusion(claim))).toBe('nothing thrown');
    expect(await reasonOf(() => verifyInclusion({ ...claim, index: 1 }))).toBe('tree.out_of_range');
    expect(await reasonOf(() => verifyInclusion({ ...claim, size: 0 }))).toBe('tree.out_of_range');
    expect(await reasonOf(() => verifyInclusion({ ...claim, proof: [new Uint8Array(31)] }))).toBe('proof.malformed');
    expect(await reasonOf(() => verifyInclusion({ ...claim, root: new Uint8Array(0) }))).toBe('proof.malformed');
  });
});

describe('a proof of consistency', () => {
  const entries = someEntries(25);
  const log = MemoryLog.of(entries);
  const rootAt = (size: number) => naiveRoot(entries.slice(0, size));

  it('fails when a bit, a node or either root is another', async () => {
    for (let to = 1; to <= 24; to += 1) {
      for (let from = 0; from <= to; from += 1) {
        const proof = await consistencyProof(from, to, log.readTile);
        const claim = { from, to, fromRoot: rootAt(from), toRoot: rootAt(to), proof };
        for (const altered of alterations(proof)) {
          expect(await reasonOf(() => verifyConsistency({ ...claim, proof: altered }))).toBe('proof.mismatch');
        }
        // From the empty tree there is nothing that the new root could disagree with.
        if (from > 0) {
          expect(await reasonOf(() => verifyConsistency({ ...claim, toRoot: rootAt(to - 1) }))).toBe('proof.mismatch');
        }
        expect(await reasonOf(() => verifyConsistency({ ...claim, fromRoot: rootAt(from + 1) }))).toBe(
          'proof.mismatch',
        );
      }
    }
  });

  it('fails when it is of a tree of another height, even if it leads to both roots', async () => {
    const proof = await consistencyProof(3, 4, log.readTile);
    const lower = { from: 3, to: 7, fromRoot: rootAt(3), toRoot: rootAt(4), proof };
    expect(await reasonOf(() => verifyConsistency(lower))).toBe('proof.mismatch');
    const extra = leafHash(Buffer.from('extra'));
    const [fromRoot, toRoot] = [nodeHash(extra, rootAt(3)), nodeHash(extra, rootAt(4))];
    const higher = { from: 3, to: 4, fromRoot, toRoot, proof: [...proof, extra] };
    expect(await reasonOf(() => verifyConsistency(higher))).toBe('proof.mismatch');
  });

  it('fails for a log that rewrote an early entry', async () => {
    const rewritten = MemoryLog.of([Buffer.from('rewritten'), ...entries.slice(1)]);
    const proof = await consistencyProof(10, 25, rewritten.readTile);
    const claim = { from: 10, to: 25, fromRoot: rootAt(10), toRoot: rewritten.head.root, proof };
    expect(await reasonOf(() => verifyConsistency(claim))).toBe('proof.mismatch');
  });

  it('is refused for a tree that shrank and for hashes that are none', async () => {
    const claim = { from: 5, to: 5, fromRoot: rootAt(5), toRoot: rootAt(5), proof: [] };
    expect(await reasonOf(() => verifyConsistency(claim))).toBe('nothing thrown');
    expect(await reasonOf(() => verifyConsistency({ ...claim, to: 4 }))).toBe('tree.out_of_range');
    expect(await reasonOf(() => verifyConsistency({ ...claim, to: 9, proof: [] }))).toBe('proof.mismatch');
    expect(await reasonOf(() => verifyConsistency({ ...claim, toRoot: new Uint8Array(33) }))).toBe('proof.malformed');
  });
});
