import type { ChildProcess } from 'node:child_process';
import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  choosePort,
  databaseFailed,
  holdsCluster,
  lastLines,
  makeCluster,
  openLog,
  portTaken,
  rememberPort,
  removeDrafts,
  requireUsableFolder,
  superuserPassword,
} from './postgres-folder.ts';
import { adminUrlOf, holdOwnerLock, interrupt, runningServer, takeOver } from './postgres-owner.ts';
import { accountFor, findPostgres, giveTo, spawnAs, type PostgresProgram } from './postgres-program.ts';
import { DataFolderInUseError, StartError } from './start-error.ts';

export { DataFolderInUseError, StartError } from './start-error.ts';

const HOST = '127.0.0.1';
const POLL_MS = 20;
/** A free port may be taken by another program between finding it and listening on it. */
const PORT_ATTEMPTS = 5;
const REGAIN_LOCK_MS = 30_000;

/** For two cores and 24 GB, and harmless on a small machine: memory is taken as it is used. */
const DEFAULT_SETTINGS = {
  listen_addresses: HOST,
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  min_wal_size: '80MB',
  synchronous_commit: 'on',
  jit: 'off',
  track_io_timing: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  // Failing statements and the DETAIL of errors carry what people wrote; the log must not.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** Nothing survives a crash of the machine: for tests. */
const FORGETFUL_SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
};

export interface EmbeddedPostgresOptions {
  /** Holds `cluster`, `postgres-password`, `postgres-port` and `postgres.log`; made when missing. */
  folder: string;
  /** On 127.0.0.1. Without it: the one of last time if it is free, else any free one. */
  port?: number;
  /** False: no fsync, for tests. */
  durable?: boolean;
  /** Server settings over the defaults. */
  settings?: Record<string, string>;
  /** Gives up the start and cleans up after it; the start then rejects with the signal's reason. */
  signal?: AbortSignal;
  onProgress?(line: string): void;
}

export interface EmbeddedPostgres {
  /** Connection string of the superuser for the database `postgres`. */
  adminUrl: string;
  host: string;
  port: number;
  /** The server's process id. */
  pid: number;
  /** Resolves when the server ends without `stop()`, or when the folder's ownership is lost; never rejects. */
  lost: Promise<Error>;
  /** Ends all connections, waits until the server is gone. May be called more than once. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on a data folder that this process owns from then on; a server that a killed owner left is replaced.
 * @throws DataFolderInUseError when a living process owns the folder.
 * @throws StartError with reason `start.no_database_program`, `start.folder_not_writable`, `start.newer_data`,
 *   `start.foreign_data`, `start.password_missing`, `start.port_taken` or `start.database_failed`.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { signal, durable = true } = options;
  const report = (line: string): void => options.onProgress?.(line);
  signal?.throwIfAborted();
  const program = await findPostgres();
  await requireUsableFolder(options.folder);
  const folder = await realpath(options.folder);
  const cluster = join(folder, 'cluster');

  const isMade = await holdsCluster(folder);
  const password = await superuserPassword(folder, isMade);
  if (isMade) await takeOver(cluster, password, report, signal);
  await choosePort(folder, options.port);
  if (!isMade) {
    report('Making a new database');
    await makeCluster(program, folder, password, durable, signal);
    await takeOver(cluster, password, report, signal);
  }

  report('Starting the database');
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort(folder, options.port);
    try {
      return await launch(program, folder, port, password, options);
    } catch (error) {
      const isPortLost = error instanceof StartError && error.reason === 'start.port_taken';
      if (!isPortLost || options.port !== undefined || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

async function launch(
  program: PostgresProgram,
  folder: string,
  port: number,
  password: string,
  { settings, signal, durable = true }: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const cluster = join(folder, 'cluster');
  const account = await accountFor(cluster);
  if (account && (await stat(cluster)).uid !== account.uid) await giveTo(account, cluster);
  const all = { ...DEFAULT_SETTINGS, ...(durable ? {} : FORGETFUL_SETTINGS), ...settings, port: String(port) };
  const args = ['-D', cluster, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const log = await openLog(folder);
  const child = await spawnAs(account, program.postgres, args, folder, log.fd).finally(() => void log.close());
  const said = (): Promise<string> => lastLines(join(folder, 'postgres.log'), log.from);

  const pid = child.pid ?? 0;
  const adminUrl = adminUrlOf(port, password);
  const end = (): Promise<void> => interrupt(pid, () => hasExited(child));
  let stopping: Promise<void> | undefined;
  let tellLost: (error: Error) => void = () => undefined;
  const lost = new Promise<Error>((resolve) => (tellLost = resolve));

  const regainLock = async (): Promise<void> => {
    const until = Date.now() + REGAIN_LOCK_MS;
    while (!stopping && !hasExited(child)) {
      const held = await holdOwnerLock(adminUrl, () => void regainLock()).catch(() => undefined);
      if (held) return;
      if (Date.now() > until) return tellLost(new Error('The embedded database no longer answers its owner.'));
      await sleep(100);
    }
  };

  child.once('exit', (code, killedBy) => {
    if (stopping) return;
    void said()
      .catch(() => '')
      .then((lines) => tellLost(new Error(`The embedded database ended by itself (${killedBy ?? code}).\n${lines}`)));
  });

  try {
    await untilReady(child, cluster, signal);
    await holdOwnerLock(adminUrl, () => void regainLock());
    await Promise.all([rememberPort(folder, port), removeDrafts(folder)]);
    signal?.throwIfAborted();
  } catch (error) {
    const exitedItself = hasExited(child);
    stopping = end();
    await stopping;
    signal?.throwIfAborted();
    if (exitedItself) throw await explainExit(await said(), folder, port);
    throw databaseFailed(`${String(error)}\n${await said()}`, folder);
  }
  return { adminUrl, host: HOST, port, pid, lost, stop: () => (stopping ??= end()) };
}

/** Resolves when the server takes connections; rejects when it ends or the signal does. Recovery may take its time. */
async function untilReady(child: ChildProcess, cluster: string, signal: AbortSignal | undefined): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    if (hasExited(child)) throw new Error('ended');
    const server = await runningServer(cluster);
    if (server?.pid === child.pid && server?.isReady) return;
    await sleep(POLL_MS);
  }
}

const hasExited = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

async function explainExit(lines: string, folder: string, port: number): Promise<StartError> {
  if (/could not bind|could not create any TCP\/IP sockets/.test(lines)) return portTaken(port);
  if (/postmaster\.pid" already exists|pre-existing shared memory block/.test(lines)) {
    const cluster = join(folder, 'cluster');
    const other = await runningServer(cluster);
    return new DataFolderInUseError(cluster, other?.pid ?? 0, other?.port ?? 0);
  }
  return databaseFailed(lines, folder);
}
