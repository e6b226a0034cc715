/** What runs in a thread of its own: reads one table, and hands its rows over batch by batch. */
import { parentPort, workerData } from 'node:worker_threads';
import { readTable } from './read-table.ts';
import { TableRefusal } from './table.ts';
import { TABLE_BATCH, type FromTableThread } from './table-reader.ts';

function* messages(): Generator<FromTableThread> {
  try {
    const { header, rows } = readTable(workerData as Uint8Array);
    yield { kind: 'header', header, rowCount: rows.length };
    for (let from = 0; from < rows.length; from += TABLE_BATCH) {
      yield { kind: 'rows', json: JSON.stringify(rows.slice(from, from + TABLE_BATCH)) };
    }
    yield { kind: 'end' };
  } catch (error) {
    if (error instanceof TableRefusal) yield { kind: 'refused', reason: error.reason, message: error.message };
    else throw error;
  }
}

const said = messages();
parentPort?.on('message', () => {
  const next = said.next();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  if (!next.done) parentPort?.postMessage(next.value);
});
