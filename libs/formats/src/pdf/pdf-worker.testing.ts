import { parentPort } from 'node:worker_threads';
import { readPdf } from './pdf.ts';

/** Reads PDFs in a thread of its own, which an unhandled rejection ends: the test runner would hide that. */
parentPort?.on('message', (bytes: Uint8Array) => {
  void readPdf(bytes).then((reading) => parentPort?.postMessage(reading, []));
});
