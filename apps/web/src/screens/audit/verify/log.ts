import { isEqual, leafHash, nodeHash, openCheckpoint, ProofFailure, readKey, sha256 } from './proofs.ts';
import type { Step, StepName } from './steps.ts';

const BUNDLE = 256;
/** Bundles fetched at once. */
const AT_ONCE = 8;

/** Reads `checkpoint` or `tile/…` of a log; null when there is no such thing. */
export type LogReader = (path: string) => Promise<Uint8Array | null>;

export const logAt =
  (address: string): LogReader =>
  async (path) => {
    const response = await fetch(`${address}/${path}`);
    if (response.status === 404) return null;
    if (!response.ok) throw new ProofFailure('away');
    return new Uint8Array(await response.arrayBuffer());
  };

/**
 * Recomputes the root over every entry of the log and holds it against the signed one. Memory stays flat however long the log is: of
 * the tree only its right edge is kept.
 * @param onProgress told how many entries are done, of how many
 */
export async function* verifyLog(
  read: LogReader,
  keyText: string,
  onProgress: (done: number, of: number) => void,
): AsyncGenerator<Step, void> {
  let current: StepName = 'key';
  try {
    const key = await readKey(keyText);
    yield { name: current, isPassed: true, values: { log: key.name } };

    current = 'checkpoint';
    const note = await read('checkpoint');
    if (!note) throw new ProofFailure('away');
    const { size, root } = await openCheckpoint(new TextDecoder().decode(note), key);
    yield { name: current, isPassed: true, values: { size } };

    current = 'entries';
    const edge = new Edge();
    const bundles = Math.ceil(size / BUNDLE);
    for (let from = 0; from < bundles; from += AT_ONCE) {
      const indexes = Array.from({ length: Math.min(AT_ONCE, bundles - from) }, (_, at) => from + at);
      for (const entries of await Promise.all(indexes.map((index) => bundleAt(read, index, size)))) {
        for (const entry of entries) await edge.add(await leafHash(entry));
      }
      onProgress(Math.min(size, (from + AT_ONCE) * BUNDLE), size);
    }
    yield { name: current, isPassed: true, values: { size } };

    current = 'root';
    if (!isEqual(await edge.root(), root)) throw new ProofFailure('otherRoot');
    yield { name: current, isPassed: true, values: {} };
  } catch (error) {
    yield { name: current, isPassed: false, why: error instanceof ProofFailure ? error.why : 'unreadable' };
  }
}

/** The complete subtrees at the right edge of a growing tree, largest first. */
class Edge {
  private readonly subtrees: { hash: Uint8Array; leaves: number }[] = [];

  async add(leaf: Uint8Array): Promise<void> {
    let grown = { hash: leaf, leaves: 1 };
    for (let left = this.subtrees.at(-1); left?.leaves === grown.leaves; left = this.subtrees.at(-1)) {
      this.subtrees.pop();
      grown = { hash: await nodeHash(left.hash, grown.hash), leaves: 2 * grown.leaves };
    }
    this.subtrees.push(grown);
  }

  async root(): Promise<Uint8Array> {
    const hashes = this.subtrees.map(({ hash }) => hash);
    let root = hashes.pop();
    if (!root) return sha256();
    for (let left = hashes.pop(); left; left = hashes.pop()) root = await nodeHash(left, root);
    return root;
  }
}

/** The entries of one bundle: each behind its length, uint16 big-endian. */
async function bundleAt(read: LogReader, index: number, size: number): Promise<Uint8Array[]> {
  const width = Math.min(BUNDLE, size - index * BUNDLE);
  const path = `tile/entries/${tileIndex(index)}`;
  // A log may drop a partial bundle once the full one exists: then its beginning will do.
  const bytes = (width < BUNDLE ? await read(`${path}.p/${width}`) : null) ?? (await read(path));
  if (!bytes) throw new ProofFailure('missing');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Uint8Array[] = [];
  for (let at = 0; entries.length < width;) {
    if (at + 2 > bytes.length) throw new ProofFailure('missing');
    const end = at + 2 + view.getUint16(at);
    if (end > bytes.length) throw new ProofFailure('missing');
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

/** `x001/x234/067` (C2SP tlog-tiles). */
function tileIndex(index: number): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const groups = digits.match(/\d{3}/g) ?? [];
  return groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join('/');
}
