import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { CredentialMemo } from './credential-memo.ts';
import type { SqlRunner } from './sql.ts';

const CHANNEL = 'tasuki_revoked';
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;

/**
 * Tells every process, once the caller's transaction commits, to forget what it remembers of a user (memberships, roles
 * or suspension changed) or of an API key (revoked). Ended and changed sessions announce themselves by trigger.
 */
export async function announceRevoked(tx: SqlRunner, userOrApiKeyId: string): Promise<void> {
  await tx.sql('select auth.announce_revoked($1)', [userOrApiKeyId]);
}

export interface RevocationListenerOptions {
  /** A client that is not connected yet; asked for again after each lost connection. */
  makeClient(): Client;
  memos: Pick<CredentialMemo<unknown>, 'forgetUser' | 'clear'>[];
  reportError(error: unknown): void;
}

/**
 * Hears what other processes revoke. While the connection is lost nothing is heard: everything is forgotten when it
 * is lost and again when it is back, and in between an entry lives for its five seconds at most.
 */
export class RevocationListener {
  private readonly options: RevocationListenerOptions;
  private readonly stopping = new AbortController();
  private client: Client | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(options: RevocationListenerOptions) {
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
      this.forgetAll();
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
    client.on('notification', ({ payload }) => {
      for (const memo of this.options.memos) {
        if (payload) memo.forgetUser(payload);
        else memo.clear();
      }
    });
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      if (this.stopping.signal.aborted) return;
      this.forgetAll();
      onListening();
      await ended;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private forgetAll(): void {
    for (const memo of this.options.memos) memo.clear();
  }
}
