import { createHash } from 'node:crypto';
import { emptyRoot, extendTree, rightEdge, type TileReader, type TreeHead } from '../src/index.ts';

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();

/** MTH of RFC 6962, section 2.1, word for word and sharing nothing with the library: the oracle of its tests. */
export function naiveRoot(entries: readonly Uint8Array[]): Uint8Array {
  const [first, second] = entries;
  if (first === undefined) return sha256();
  if (second === undefined) return sha256(Buffer.of(0), first);
  let split = 1;
  while (split * 2 < entries.length) split *= 2;
  return sha256(Buffer.of(1), naiveRoot(entries.slice(0, split)), naiveRoot(entries.slice(split)));
}

/** `count` different entries of different lengths, the first of them empty. */
export const someEntries = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, at) => Buffer.from(at === 0 ? '' : `entry ${at}`.repeat(1 + (at % 3))));

/** A log in memory that, like a real one, keeps only the widest bytes of each tile and counts what it reads. */
export class MemoryLog {
  readonly tiles = new Map<string, Uint8Array>();
  readonly entries: Uint8Array[] = [];
  head: TreeHead = { size: 0, root: emptyRoot };
  reads = 0;

  static of(entries: readonly Uint8Array[]): MemoryLog {
    const log = new MemoryLog();
    log.append(entries);
    return log;
  }

  append(entries: readonly Uint8Array[]) {
    const edge = rightEdge(this.head.size).map(({ level, index }) => ({ level, index, bytes: this.at(level, index) }));
    const extension = extendTree(this.head, edge, entries);
    for (const { level, index, bytes } of extension.tiles) this.tiles.set(`${level}/${index}`, bytes);
    this.entries.push(...entries);
    this.head = extension;
    return extension;
  }

  at(level: number | 'entries', index: number): Uint8Array {
    const bytes = this.tiles.get(`${level}/${index}`);
    if (!bytes) throw new Error(`tile ${level}/${index} was never stored`);
    return bytes;
  }

  readonly readTile: TileReader = async (level, index) => {
    this.reads += 1;
    return this.at(level, index);
  };
}

/** What a call throws, as its stable reason; 'nothing thrown' when it returns. */
export async function reasonOf(call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (error) {
    return error instanceof Error && 'reason' in error ? String(error.reason) : `not ours: ${String(error)}`;
  }
  return 'nothing thrown';
}
