import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { TableRefusal, type TableReason } from './table.ts';

export type FromTableThread =
  | { kind: 'header'; header: string[]; rowCount: number }
  | { kind: 'rows'; json: string }
  | { kind: 'end' }
  | { kind: 'refused'; reason: TableReason; message: string };

const MIB = 1024 * 1024;
export const MAX_TABLE_BYTES = 64 * MIB;
/** How many rows come at once. */
export const TABLE_BATCH = 1_000;
const MEMORY_MIB = 1_536;
const WITHIN_MS = 120_000;

const SCRIPT = new URL(import.meta.url.endsWith('.ts') ? './table-thread.ts' : './table-thread.js', import.meta.url);

/** A table that was read, whose rows come as JSON arrays (`[{"number":2,"cells":["…"]}]`). */
export interface ReadTable {
  header: string[];
  rowCount: number;
  /** Rows in each of `rows`, but for the last. */
  batchSize: number;
  rows(): AsyncIterable<string>;
}

/**
 * Reads a table in a thread of its own with limits of memory and time, so that no file keeps the server from answering
 * others, and hands it to `use`; see `readTable` for what is read.
 * @throws TableRefusal
 */
export async function withTable<T>(bytes: Uint8Array, use: (table: ReadTable) => Promise<T>): Promise<T> {
  if (bytes.length > MAX_TABLE_BYTES) throw tooLarge(`It has more than ${MAX_TABLE_BYTES / MIB} MiB.`);
  const worker = new Worker(SCRIPT, {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  try {
    const first = await asked(worker);
    if (first.kind !== 'header') throw new Error(`a table's thread began with ${first.kind}`);
    const { header, rowCount } = first;
    return await use({ header, rowCount, batchSize: TABLE_BATCH, rows: () => rowsFrom(worker) });
  } finally {
    await worker.terminate();
  }
}

async function* rowsFrom(worker: Worker): AsyncGenerator<string> {
  for (let next = await asked(worker); next.kind === 'rows'; next = await asked(worker)) yield next.json;
}

async function asked(worker: Worker): Promise<FromTableThread> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  worker.postMessage('next');
  let message: FromTableThread;
  try {
    // Rejects when the thread fails, or is ended by its limit of memory.
    [message] = (await once(worker, 'message', { signal: AbortSignal.timeout(WITHIN_MS) })) as [FromTableThread];
  } catch (error) {
    throw tooLarge(`It was not read to its end. (${error instanceof Error ? error.message : String(error)})`);
  }
  if (message.kind === 'refused') throw new TableRefusal(message.reason, message.message);
  return message;
}

const tooLarge = (detail: string) =>
  new TableRefusal('formats.table_too_large', `${detail} Split the table into several files.`);
