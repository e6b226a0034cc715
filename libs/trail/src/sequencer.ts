import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import type { Clock } from '#libs/kernel';
import { StartError } from '#libs/platform';
import {
  emptyRoot,
  extendTree,
  openCheckpoint,
  rightEdge,
  signCheckpoint,
  type SignerKey,
  type StoredTile,
  TransparencyError,
  type TreeHead,
} from '#libs/transparency';
import { entryOf } from './log-entry.ts';
import { newestNote, tilesAt } from './log.repository.ts';
import { SequencerRepository } from './sequencer.repository.ts';

export interface SequencerOptions {
  /** The database, signed in as tasuki_sequencer. */
  url: string;
  signer: SignerKey;
  clock: Clock;
  /** Events of one transaction at most. */
  batchSize?: number;
  intervalMs?: number;
}

const LONGEST_PAUSE_MS = 5_000;

/**
 * Gives committed events their places in the log: consecutive indices, tiles, a signed checkpoint, in one transaction, so
 * that a crash anywhere loses nothing and repeats nothing. Start as many as you like: one works, the others wait for
 * its session to end. Whatever goes wrong, it lets go of its connection and begins anew.
 *
 * It looks for new events at an interval. Being woken by NOTIFY would be sooner, but commits that notify queue up one
 * behind the other: 16 writers recorded 2,500 to 3,100 events a second without it and 900 to 1,000 with it.
 */
export class Sequencer {
  private readonly options: Required<SequencerOptions>;
  private readonly logger = new Logger('Sequencer');
  private connection: Connection | null = null;
  private stopping = new AbortController();
  private running: Promise<void> | null = null;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(options: SequencerOptions) {
    this.options = { batchSize: 10_000, intervalMs: 200, ...options };
  }

  /** @throws StartError start.other_log_key when the log was signed with another key; the database's error otherwise. */
  async start(): Promise<void> {
    if (this.running) return;
    this.stopping = new AbortController();
    await this.runOnce();
    this.running = this.runUntilStopped();
  }

  /** Ends after the batch at hand. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.turn.catch(() => undefined);
    this.running = null;
    await this.disconnect();
  }

  /**
   * One batch. @returns how many events were given their place: 0 while another sequencer works.
   * @throws StartError start.other_log_key, TransparencyError tree.edge_mismatch when the stored tiles were altered
   */
  runOnce(): Promise<number> {
    const turn = this.turn.catch(() => undefined).then(() => this.sequence());
    this.turn = turn;
    return turn;
  }

  private async runUntilStopped(): Promise<void> {
    const { signal } = this.stopping;
    let failures = 0;
    while (!signal.aborted) {
      let pauseMs = this.options.intervalMs;
      try {
        if ((await this.runOnce()) === this.options.batchSize) pauseMs = 0;
        failures = 0;
      } catch (error) {
        this.logger.error(
          `The log does not grow; trying again: ${error instanceof Error ? error.message : String(error)}`,
        );
        pauseMs = Math.min(LONGEST_PAUSE_MS, this.options.intervalMs * 2 ** failures);
        failures += 1;
      }
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async sequence(): Promise<number> {
    try {
      this.connection ??= await this.connect();
      const { repository } = this.connection;
      if (!(await this.isOurTurn(this.connection)) || !(await repository.isAnyPending())) return 0;
      return await inTransaction(repository, () => this.extend(repository));
    } catch (error) {
      await this.disconnect();
      throw error;
    }
  }

  private async extend(repository: SequencerRepository): Promise<number> {
    const head = await this.head(repository);
    const events = await repository.takePending(this.options.batchSize);
    if (events.length === 0) return 0;
    const edge = await readEdge(repository, head.size);
    const extension = extendTree(
      head,
      edge,
      events.map(({ commitment }) => entryOf(commitment)),
    );
    await repository.addEntries(head.size, events);
    await repository.putTiles(extension.tiles);
    await this.sign(repository, extension);
    await repository.tellSize(extension.size);
    return events.length;
  }

  /** Only the signed note is believed, not the columns beside it. */
  private async head(repository: SequencerRepository): Promise<TreeHead> {
    const note = await newestNote(repository.query);
    if (note === null) return { size: 0, root: emptyRoot };
    const { signer } = this.options;
    try {
      return openCheckpoint(note, signer.name, [signer.verifier]);
    } catch (error) {
      if (!(error instanceof TransparencyError)) throw error;
      throw new StartError(
        'start.other_log_key',
        `The log in this database was not signed with the key of ${signer.verifier.encode()}: ${error.message}.`,
        'Give the key that the log began with (TASUKI_LOG_KEY, or trail.key in the data folder).',
        { cause: error },
      );
    }
  }

  private async sign(repository: SequencerRepository, { size, root }: TreeHead): Promise<void> {
    const { signer, clock } = this.options;
    const note = signCheckpoint({ origin: signer.name, size, root, extensions: [] }, signer);
    await repository.putCheckpoint({ size, root }, note, clock.now());
  }

  private async isOurTurn(connection: Connection): Promise<boolean> {
    if (connection.isLocked) return true;
    connection.isLocked = await connection.repository.tryLock();
    // A new log has a checkpoint of its empty tree at once, so that clients find something to begin from.
    if (connection.isLocked && (await newestNote(connection.repository.query)) === null) {
      await this.sign(connection.repository, { size: 0, root: emptyRoot });
    }
    return connection.isLocked;
  }

  private async connect(): Promise<Connection> {
    const client = new Client({
      connectionString: this.options.url,
      application_name: 'tasuki sequencer',
      connectionTimeoutMillis: 5_000,
      query_timeout: 60_000,
      keepAlive: true,
    });
    // The next statement on it fails and says so; unheard, the event would end the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
      const repository = new SequencerRepository(client);
      await repository.dieWithOurProcess();
      await this.head(repository);
      return { client, repository, isLocked: false };
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  private async disconnect(): Promise<void> {
    const { connection } = this;
    this.connection = null;
    await connection?.client.end().catch(() => undefined);
  }
}

interface Connection {
  readonly client: Client;
  readonly repository: SequencerRepository;
  isLocked: boolean;
}

async function inTransaction<T>({ query }: SequencerRepository, work: () => Promise<T>): Promise<T> {
  await query('begin');
  const result = await work();
  await query('commit');
  return result;
}

async function readEdge({ query }: SequencerRepository, size: number): Promise<StoredTile[]> {
  const edge = rightEdge(size);
  const stored = await tilesAt(query, edge);
  return edge.flatMap(({ level, index }, at) => {
    const bytes = stored[at];
    return bytes ? [{ level, index, bytes }] : [];
  });
}
