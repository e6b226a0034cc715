import { Worker } from 'node:worker_threads';
import type { FromThread, ToThread } from './messages.ts';

/** The thread failed, ended or was ended before it had answered: it wanted more memory or time than there is. */
export class GaveUp extends Error {}

/** Built, this file is JavaScript; in tests it is the source itself, which Node runs as it is. */
const SCRIPT = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js', import.meta.url);

/** A thread that is asked one thing at a time. It starts with the first question, and again after it gave up. */
export class ReaderThread {
  private readonly memoryMib: number;
  private worker: Worker | null = null;
  private fail: ((error: Error) => void) | null = null;

  constructor(memoryMib: number) {
    this.memoryMib = memoryMib;
  }

  tell(message: ToThread): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    this.started().postMessage(message);
  }

  /** @throws GaveUp */
  async ask<Kind extends FromThread['kind']>(
    message: ToThread,
    kind: Kind,
    withinMs: number,
  ): Promise<Extract<FromThread, { kind: Kind }>> {
    const worker = this.started();
    worker.ref();
    try {
      const reply = await this.reply(worker, message, withinMs);
      if (reply.kind === kind) return reply as Extract<FromThread, { kind: Kind }>;
      // The same file would fail in the same way however often it is tried.
      if (reply.kind === 'failed') throw new GaveUp(`The reader failed: ${reply.message}`);
      throw new Error(`a reader's thread answered ${reply.kind}`);
    } finally {
      this.worker?.unref();
    }
  }

  /** Whatever it does. */
  async end(): Promise<void> {
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
  }

  private reply(worker: Worker, message: ToThread, withinMs: number): Promise<FromThread> {
    const { promise, resolve, reject } = Promise.withResolvers<FromThread>();
    const time = setTimeout(() => {
      reject(new GaveUp('It took too long.'));
      void this.end();
    }, withinMs);
    this.fail = reject;
    worker.once('message', resolve);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(message);
    return promise.finally(() => {
      clearTimeout(time);
      this.fail = null;
      worker.off('message', resolve);
    });
  }

  private started(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(SCRIPT, {
      resourceLimits: { maxOldGenerationSizeMb: this.memoryMib },
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    worker.unref();
    const gone = (error: Error) => {
      if (this.worker === worker) this.worker = null;
      this.fail?.(error);
    };
    worker.on('error', (error) => gone(giveUpOf(error)));
    worker.on('exit', () => gone(new GaveUp('The reader ended.')));
    this.worker = worker;
    return worker;
  }
}

/** Objects from another thread, and errors of Node's core, are no instances of Error in every realm. */
function giveUpOf(error: unknown): Error {
  const { code, message } = error as { code?: string; message?: string };
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? new GaveUp('It needs too much memory.') : new GaveUp(String(message));
}
