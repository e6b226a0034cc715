import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { sendSignal } from './postgres-program.ts';
import { codeOf, DataFolderInUseError } from './start-error.ts';

/** The advisory lock in database `postgres` that the owning process holds for as long as it lives. */
const OWNER_LOCK = [0x7461_7375, 0x6b69] as const;
/** A starting owner takes its lock some 50 ms after its server is ready: only a lock free for longer has lost its owner. */
const FREE_FOR_MS = 1_000;
/** How long to wait for a server that neither answers nor ends. */
const SILENT_FOR_MS = 30_000;
const FAST_SHUTDOWN_MS = 10_000;
const POLL_MS = 20;
/** Above every process id that Linux gives out (2^22). */
const NO_PROCESS = 2_147_483_646;

export interface RunningServer {
  pid: number;
  port: number;
  isReady: boolean;
}

/** Connection string of the superuser for a server on this machine. */
export const adminUrlOf = (port: number, password: string): string =>
  `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;

/** Connects and takes the owner's lock, which is held until the connection ends. */
export async function holdOwnerLock(adminUrl: string, onEnd: () => void): Promise<pg.Client> {
  const client = await connect(adminUrl);
  try {
    await client.query('select pg_advisory_lock($1, $2)', [...OWNER_LOCK]);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  client.once('end', onEnd);
  return client;
}

/**
 * Makes sure that no server runs on the cluster: one whose owner was killed is stopped.
 * @throws DataFolderInUseError when its owner lives, or when it cannot be asked.
 */
export async function takeOver(
  cluster: string,
  password: string,
  onProgress: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const silentUntil = Date.now() + SILENT_FOR_MS;
  let freeSince: number | undefined;
  for (;;) {
    signal?.throwIfAborted();
    const server = await runningServer(cluster);
    if (!server) return retireForeignPid(cluster);
    const owned = server.isReady ? await isOwned(cluster, adminUrlOf(server.port, password)) : undefined;
    if (owned === true || Date.now() > silentUntil) throw new DataFolderInUseError(cluster, server.pid, server.port);
    freeSince = owned === false ? (freeSince ?? Date.now()) : undefined;
    if (freeSince !== undefined && Date.now() - freeSince >= FREE_FOR_MS) {
      onProgress('Stopping a database that a killed process left running');
      await interrupt(server.pid, async () => (await runningServer(cluster))?.pid !== server.pid);
      return;
    }
    await sleep(POLL_MS);
  }
}

/** Whether some process holds the owner's lock; undefined when the server does not answer or is another cluster's. */
async function isOwned(cluster: string, adminUrl: string): Promise<boolean | undefined> {
  const client = await connect(adminUrl).catch(() => undefined);
  if (!client) return undefined;
  try {
    // Looked up rather than tried: a lock tried here would be missing to its owner for a moment.
    const { rows } = await client.query<{ folder: string; owned: boolean }>(
      `select current_setting('data_directory') as folder,
              exists (select from pg_locks
                       where locktype = 'advisory' and granted and objsubid = 2
                         and database = (select oid from pg_database where datname = current_database())
                         and classid = $1::int::oid and objid = $2::int::oid) as owned`,
      [...OWNER_LOCK],
    );
    return rows[0]?.folder === cluster ? rows[0].owned : undefined;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function connect(adminUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5_000, keepAlive: true });
  // Without a listener the loss of the connection would end the process; 'end' tells of it as well.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** The server that runs on this cluster, by its postmaster.pid; undefined when there is none. */
export async function runningServer(cluster: string): Promise<RunningServer | undefined> {
  const lines = await pidFileOf(cluster);
  const pid = Number(lines[0]);
  if (!isAlive(pid) || !(await isServerOf(cluster, pid))) return undefined;
  return { pid, port: Number(lines[3] ?? 0), isReady: (lines[7] ?? '').trim() === 'ready' };
}

async function pidFileOf(cluster: string): Promise<string[]> {
  return (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
}

/**
 * After a reboot or in a restarted container another program may have the id of a server that was killed, and PostgreSQL would
 * refuse to start. Only the id is replaced: PostgreSQL still checks the shared memory named in the file before it goes on.
 */
async function retireForeignPid(cluster: string): Promise<void> {
  const lines = await pidFileOf(cluster);
  const pid = Number(lines[0]);
  if (!isAlive(pid) || (await isServerOf(cluster, pid))) return;
  await writeFile(join(cluster, 'postmaster.pid'), [NO_PROCESS, ...lines.slice(1)].join('\n'));
}

/** A server of ours names its cluster on its command line, which is readable across users; a dead one's is empty. */
async function isServerOf(cluster: string, pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch((error: unknown) => codeOf(error));
  return commandLine === 'EACCES' || (commandLine ?? '').split('\0').includes(cluster);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Fast shutdown, and after ten seconds the immediate one, from which the next start recovers. Resolves when it is gone. */
export async function interrupt(pid: number, isGone: () => boolean | Promise<boolean>): Promise<void> {
  if (await isGone()) return;
  sendSignal(pid, 'SIGINT');
  const patientUntil = Date.now() + FAST_SHUTDOWN_MS;
  let isPatient = true;
  while (!(await isGone())) {
    if (isPatient && Date.now() > patientUntil) {
      sendSignal(pid, 'SIGQUIT');
      isPatient = false;
    }
    await sleep(POLL_MS);
  }
}
