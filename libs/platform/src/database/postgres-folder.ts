import { randomBytes } from 'node:crypto';
import {
  access,
  constants,
  link,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  writeFile,
} from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { accountFor, giveTo, sendSignal, spawnAs, type PostgresProgram } from './postgres-program.ts';
import { codeOf, StartError } from './start-error.ts';

/** The major version of the binaries, and so of the data they read. */
const MAJOR_VERSION = '18';
const MEGABYTE = 1024 * 1024;
/** An empty cluster takes 40 MB and its first write-ahead log files 32 MB. */
const NEEDED_FOR_NEW_BYTES = 128 * MEGABYTE;
const NEEDED_FOR_OLD_BYTES = 32 * MEGABYTE;
const LOG_LIMIT_BYTES = 10 * MEGABYTE;
const SHOWN_LOG_LINES = 8;

/**
 * Makes the folder if need be, after making sure that a database can live in it.
 * @throws StartError `start.folder_not_writable` (closed, read-only, full) before anything in it is touched.
 */
export async function requireUsableFolder(folder: string): Promise<void> {
  const cluster = join(folder, 'cluster');
  const probe = join(folder, `.probe-${randomBytes(6).toString('hex')}`);
  try {
    const hasCluster = await exists(cluster);
    await requireSpace(folder, hasCluster ? NEEDED_FOR_OLD_BYTES : NEEDED_FOR_NEW_BYTES);
    // As root the server runs as another user, who must be able to pass through.
    await mkdir(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    await writeFile(probe, Buffer.alloc(64 * 1024), { flush: true, mode: 0o600 });
    await rm(probe);
    if (hasCluster) await access(cluster, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    await rm(probe, { force: true }).catch(() => undefined);
    throw notWritable(folder, cause);
  }
}

async function requireSpace(folder: string, neededBytes: number): Promise<void> {
  let existing = resolve(folder);
  while (!(await exists(existing))) existing = dirname(existing);
  // Asked first, because mkdir reports a read-only disk as ENOENT.
  await access(existing, constants.W_OK | constants.X_OK);
  const disk = await statfs(existing);
  const freeBytes = disk.bavail * disk.bsize;
  // A file system of zero blocks does not tell its size.
  if (disk.blocks > 0 && freeBytes < neededBytes) {
    throw new StartError(
      'start.folder_not_writable',
      `The disk of ${folder} is full: ${toMegabytes(freeBytes)} MB are free, at least ${toMegabytes(neededBytes)} MB are needed.`,
      'Make room on that disk, or choose another data folder.',
    );
  }
}

const toMegabytes = (bytes: number): number => Math.floor(bytes / MEGABYTE);

function notWritable(folder: string, cause: unknown): StartError {
  if (cause instanceof StartError) return cause;
  const code = codeOf(cause);
  const why: Record<string, [says: string, hint: string]> = {
    ENOSPC: ['its disk is full', 'Make room on that disk, or choose another data folder.'],
    EDQUOT: ['your quota of its disk is used up', 'Make room on that disk, or choose another data folder.'],
    EROFS: ['its disk is read-only', 'Choose a data folder on a disk that can be written.'],
    ENOTDIR: ['a part of its path is a file', 'Choose another data folder.'],
    EEXIST: ['it is a file', 'Choose another data folder.'],
  };
  const [says, hint] = why[code ?? ''] ?? [
    `this user may not write there (${code})`,
    'Start as the user who owns the folder, or choose another data folder.',
  ];
  return new StartError('start.folder_not_writable', `The data folder ${folder} cannot be used: ${says}.`, hint, {
    cause,
  });
}

/**
 * Whether the folder holds a cluster of ours; false when it is still to be made.
 * @throws StartError `start.newer_data` when another PostgreSQL made it, `start.foreign_data` when it is no cluster at all.
 */
export async function holdsCluster(folder: string): Promise<boolean> {
  const cluster = join(folder, 'cluster');
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version?.trim() === MAJOR_VERSION) return true;
  if (version !== undefined) {
    throw new StartError(
      'start.newer_data',
      `The data in ${cluster} was made by PostgreSQL ${version.trim()}; this program brings PostgreSQL ${MAJOR_VERSION}.`,
      'Start the version of the program that made this data, or choose another data folder. The data was not touched.',
    );
  }
  if ((await readdir(cluster).catch(() => [])).length > 0) {
    throw new StartError(
      'start.foreign_data',
      `${cluster} holds something that is no PostgreSQL database.`,
      'Choose another data folder.',
    );
  }
  return false;
}

/**
 * The superuser's password, made on first use.
 * @throws StartError `start.password_missing` when the cluster is there and its password is not.
 */
export async function superuserPassword(folder: string, clusterIsMade: boolean): Promise<string> {
  const file = join(folder, 'postgres-password');
  if (!clusterIsMade && !(await exists(file))) {
    // Written elsewhere and linked, so that two first starts at once agree on one whole password.
    const draft = `${file}.${randomBytes(6).toString('hex')}`;
    await writeFile(draft, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx', flush: true });
    await link(draft, file).catch(() => undefined);
    await rm(draft, { force: true });
  }
  const password = await readFile(file, 'utf8').catch(() => '');
  if (password !== '') return password.trim();
  throw new StartError(
    'start.password_missing',
    `The file ${file} is missing, empty or closed to this user; the database beside it does not open without it.`,
    'Put the file back from a backup, or choose another data folder.',
  );
}

/**
 * Makes the cluster under a temporary name and renames it when whole: what an interrupted start leaves is never taken for data.
 * When another start was faster, its cluster stays and ours is dropped.
 */
export async function makeCluster(
  program: PostgresProgram,
  folder: string,
  password: string,
  durable: boolean,
  signal: AbortSignal | undefined,
): Promise<void> {
  const cluster = join(folder, 'cluster');
  const draft = await mkdtemp(join(folder, 'initialising-'));
  const logFile = join(draft, 'log');
  try {
    await writeFile(join(draft, 'password'), password, { mode: 0o600 });
    const account = await accountFor(cluster);
    if (account) await giveTo(account, draft);
    const log = await open(logFile, 'w', 0o600);
    try {
      const options = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--auth=scram-sha-256'];
      const args = [`--pgdata=${join(draft, 'cluster')}`, ...options, '--username=postgres'];
      args.push(`--pwfile=${join(draft, 'password')}`, ...(durable ? [] : ['--no-sync']));
      const child = await spawnAs(account, program.initdb, args, draft, log.fd);
      const kill = (): void => sendSignal(-(child.pid ?? 0), 'SIGKILL');
      const ended = new Promise<number | null>((done) => child.once('exit', done));
      signal?.addEventListener('abort', kill, { once: true });
      if (signal?.aborted) kill();
      const exitCode = await ended;
      signal?.removeEventListener('abort', kill);
      signal?.throwIfAborted();
      if (exitCode !== 0) throw databaseFailed(await lastLines(logFile, 0), folder);
    } finally {
      await log.close();
    }
    await rename(join(draft, 'cluster'), cluster);
    const directory = await open(folder, 'r');
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  } catch (error) {
    if (signal?.aborted || !(await holdsCluster(folder))) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Removes what killed starts left half-made. Only for the owner of the folder: any start that is still making one has lost. */
export async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith('initialising-') || name.startsWith('postgres-password.')) {
      await rm(join(folder, name), { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
    }
  }
}

/** An error for a database that did not start, with what it said; a full disk gets its own words. */
export function databaseFailed(lines: string, folder: string): StartError {
  if (lines.includes('No space left on device')) return notWritable(folder, { code: 'ENOSPC' });
  return new StartError(
    'start.database_failed',
    `The embedded database did not start. It said:\n${lines || '(nothing)'}`,
    `Look into ${join(folder, 'postgres.log')}. Set DATABASE_URL to use a PostgreSQL server of your own instead.`,
  );
}

/** Opens the server's log for appending, emptied first when it has grown over 10 MB. `from` is where this run's lines begin. */
export async function openLog(folder: string): Promise<{ fd: number; from: number; close(): Promise<void> }> {
  const log = await open(join(folder, 'postgres.log'), 'a', 0o600);
  let { size } = await log.stat();
  if (size > LOG_LIMIT_BYTES) {
    await log.truncate(0);
    size = 0;
  }
  return { fd: log.fd, from: size, close: () => log.close() };
}

/** The last lines of a log, from byte `from` on. */
export async function lastLines(file: string, from: number): Promise<string> {
  const log = await open(file, 'r');
  try {
    const { size } = await log.stat();
    const start = Math.max(from, size - 16 * 1024);
    const { buffer, bytesRead } = await log.read(Buffer.alloc(Math.max(0, size - start)), { position: start });
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    return lines
      .filter((line) => line.trim() !== '')
      .slice(-SHOWN_LOG_LINES)
      .join('\n');
  } finally {
    await log.close();
  }
}

/**
 * The wanted port, or else the one this folder had last time, or else any free one.
 * @throws StartError `start.port_taken` when the wanted one is not to be had.
 */
export async function choosePort(folder: string, wanted: number | undefined): Promise<number> {
  if (wanted !== undefined) {
    if ((await tryPort(wanted)) !== undefined) return wanted;
    throw portTaken(wanted);
  }
  const remembered = Number(await readFile(join(folder, 'postgres-port'), 'utf8').catch(() => '0'));
  const port = (Number.isInteger(remembered) ? await tryPort(remembered) : undefined) ?? (await tryPort(0));
  if (port === undefined) throw portTaken(0);
  return port;
}

export async function rememberPort(folder: string, port: number): Promise<void> {
  await writeFile(join(folder, 'postgres-port'), `${port}\n`);
}

export function portTaken(port: number): StartError {
  return new StartError(
    'start.port_taken',
    `The database's port ${port} on 127.0.0.1 is taken by another program, or closed to this user.`,
    'Stop that program, or choose another port for the database.',
  );
}

async function tryPort(port: number): Promise<number | undefined> {
  if (port < 0 || port > 65_535) return undefined;
  const probe = createServer();
  return new Promise((done) => {
    probe.once('error', () => done(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const found = (probe.address() as AddressInfo).port;
      probe.close(() => done(found));
    });
  });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => {
      // ENOTDIR and the like are for the caller to report; only "not there" is an answer.
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    },
  );
}
