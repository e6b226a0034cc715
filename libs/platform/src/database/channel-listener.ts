import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;

export interface ChannelListenerOptions {
  channel: string;
  /** A client that is not connected yet; asked for again after each lost connection. */
  makeClient(): Client;
  onNotice(payload: string): void;
  /** Something may have gone unheard: when the listening begins, when it breaks off, and when it goes on. */
  onGap(): void;
  reportError(error: unknown): void;
}

/** Hears what PostgreSQL notifies on one channel, in whichever process it was said, for as long as it runs. */
export class ChannelListener {
  private readonly options: ChannelListenerOptions;
  private readonly stopping = new AbortController();
  private client: Client | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(options: ChannelListenerOptions) {
    this.options = options;
  }

  /** Resolves when the first connection listens, or failed once: then it goes on trying. */
  start(): Promise<void> {
    return new Promise((onFirst) => {
      this.running = this.listenUntilStopped(onFirst);
    });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.client?.end().catch(this.options.reportError);
    await this.running;
  }

  private async listenUntilStopped(onFirst: () => void): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (!this.stopping.signal.aborted) {
      try {
        await this.listen(() => {
          retryMs = FIRST_RETRY_MS;
          onFirst();
        });
      } catch (error) {
        if (!this.stopping.signal.aborted) this.options.reportError(error);
      }
      if (!this.stopping.signal.aborted) this.options.onGap();
      onFirst();
      await sleep(retryMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
    }
  }

  /** Returns when the connection ends. */
  private async listen(onListening: () => void): Promise<void> {
    const client = this.options.makeClient();
    this.client = client;
    const ended = new Promise<void>((resolve, reject) => {
      client.once('end', () => resolve());
      client.on('error', reject);
    });
    ended.catch(() => undefined);
    client.on('notification', ({ payload }) => this.options.onNotice(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${this.options.channel}`);
      if (this.stopping.signal.aborted) return;
      this.options.onGap();
      onListening();
      await ended;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
