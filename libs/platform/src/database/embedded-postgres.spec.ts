import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded-postgres.ts';
import { findPostgres } from './postgres-program.ts';

const isRoot = process.getuid?.() === 0;
const settings = { shared_buffers: '16MB' };
const source = new URL('./embedded-postgres.ts', import.meta.url).href;

let parent: string;
const started: EmbeddedPostgres[] = [];

beforeAll(async () => {
  // mkdtemp makes it closed to others, as a home folder may be: as root the server has to pass through it all the same.
  parent = await mkdtemp(join(tmpdir(), 'embedded-postgres-'));
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});
afterAll(() => rm(parent, { recursive: true, force: true }));

async function start(folder: string, more: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ folder: join(parent, folder), durable: false, settings, ...more });
  started.push(server);
  return server;
}

/** Starts in a process of its own, which prints the server's pid and port. */
function runElsewhere(folder: string): ChildProcessByStdio<null, Readable, null> {
  const options = JSON.stringify({ folder: join(parent, folder), durable: false, settings });
  const program = `import { startEmbeddedPostgres } from '${source}';
    const { pid, port } = await startEmbeddedPostgres(${options});
    console.log(JSON.stringify({ pid, port }));`;
  return spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function query<Row extends pg.QueryResultRow>(server: EmbeddedPostgres, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: server.adminUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Running, and not merely waiting to be reaped. */
const runs = async (pid: number): Promise<boolean> =>
  (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')) !== '';

describe('the embedded PostgreSQL', () => {
  it('keeps its data, port and password over a restart, in UTF-8, with nobody else able to read them', async () => {
    const first = await start('kept');
    await query(first, `create table note (words text); insert into note values ('襷 – Übergabe')`);
    await Promise.all([first.stop(), first.stop()]);
    expect(await runs(first.pid)).toBe(false);

    const second = await start('kept');
    expect(second.adminUrl).toBe(first.adminUrl);
    expect(await query(second, 'select words from note')).toEqual([{ words: '襷 – Übergabe' }]);
    const [server] = await query(
      second,
      `select current_setting('server_encoding') as encoding, datlocprovider as provider, datlocale as locale
         from pg_database where datname = 'postgres'`,
    );
    expect(server).toEqual({ encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8' });

    const modeOf = async (name: string): Promise<number> => (await stat(join(parent, 'kept', name))).mode & 0o777;
    expect([await modeOf('postgres-password'), await modeOf('postgres.log')]).toEqual([0o600, 0o600]);
    expect(await modeOf('cluster')).toBe(0o700);
  });

  it('listens on 127.0.0.1 only and asks for the password there', async () => {
    const server = await start('closed');
    const [where] = await query(
      server,
      `select current_setting('listen_addresses') as tcp, current_setting('unix_socket_directories') as sockets`,
    );
    expect(where).toEqual({ tcp: '127.0.0.1', sockets: '' });
    const wrong = { ...server, adminUrl: server.adminUrl.replace(/postgres:\w+@/, 'postgres:wrong@') };
    await expect(query(wrong, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('writes neither statements nor values into its log', async () => {
    const server = await start('discreet');
    await query(server, `create table once (name text primary key); insert into once values ('confidential')`);
    await expect(query(server, `insert into once values ('confidential')`)).rejects.toMatchObject({ code: '23505' });
    const log = await readFile(join(parent, 'discreet', 'postgres.log'), 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('confidential');
  });

  it('refuses a second start on the folder and leaves the first unharmed', async () => {
    const first = await start('shared');
    await query(first, 'create table kept ()');
    await expect(start('shared')).rejects.toMatchObject({
      name: 'DataFolderInUseError',
      reason: 'start.already_running',
      pid: first.pid,
      port: first.port,
    });
    expect(await query(first, 'select from kept')).toEqual([]);
  });

  it('lets exactly one of three first starts at once have a new folder', async () => {
    const outcomes = await Promise.allSettled([start('raced'), start('raced'), start('raced')]);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map((outcome) => (outcome.reason as { reason: string }).reason)).toEqual([
      'start.already_running',
      'start.already_running',
    ]);
    expect(await query(started[0]!, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect((await readdir(join(parent, 'raced'))).filter((name) => name.startsWith('initialising-'))).toEqual([]);
  });

  it('replaces the database of an owner that was killed, and keeps its data', async () => {
    const owner = runElsewhere('orphaned');
    const [line] = (await once(owner.stdout, 'data')) as [Buffer];
    const orphan = JSON.parse(line.toString()) as { pid: number; port: number };
    await expect(start('orphaned')).rejects.toMatchObject({ reason: 'start.already_running', ...orphan });
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect(await runs(orphan.pid)).toBe(true);

    const server = await start('orphaned');
    expect(server.pid).not.toBe(orphan.pid);
    expect(server.port).toBe(orphan.port);
    expect(await runs(orphan.pid)).toBe(false);
  });

  it('starts after a crash although another program got the process id of the old server', async () => {
    const first = await start('reused');
    await query(first, 'create table kept (); checkpoint');
    const pidFile = await readFile(join(parent, 'reused/cluster/postmaster.pid'), 'utf8');
    await first.stop();
    // A process of the same user that is neither PostgreSQL's parent nor grandparent, which it would overlook.
    const other = spawn(
      isRoot ? 'setpriv' : 'sleep',
      isRoot ? ['--reuid=65534', '--clear-groups', 'sleep', '60'] : ['60'],
    );
    try {
      await once(other, 'spawn');
      await sleep(100);
      // The shared memory key of line 7 is gone with the machine that crashed.
      const lines = pidFile.split('\n');
      const stale = [other.pid, ...lines.slice(1, 6), '1 1', lines[7], ''].join('\n');
      await writeFile(join(parent, 'reused/cluster/postmaster.pid'), stale);
      const second = await start('reused');
      expect(await query(second, 'select from kept')).toEqual([]);
      expect(await runs(other.pid!)).toBe(true);
    } finally {
      other.kill();
    }
  });

  it('says which port is taken, before it makes anything', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    try {
      await expect(start('no-port', { port })).rejects.toMatchObject({
        reason: 'start.port_taken',
        message: expect.stringContaining(String(port)),
      });
      await expect(readdir(join(parent, 'no-port/cluster'))).rejects.toMatchObject({ code: 'ENOENT' });
    } finally {
      other.close();
    }
  });

  it('takes another port when the remembered one is taken meanwhile', async () => {
    const first = await start('moved');
    await first.stop();
    const other = createServer().listen(first.port, '127.0.0.1');
    await once(other, 'listening');
    try {
      const second = await start('moved');
      expect(second.port).not.toBe(first.port);
    } finally {
      other.close();
    }
  });

  it('refuses a folder that cannot be written', async () => {
    await mkdir(join(parent, 'read-only'));
    await chmod(join(parent, 'read-only'), 0o555);
    // Root may write to any folder of a disk; nobody may make one in /sys.
    const closed = isRoot ? '/sys/tasuki' : join(parent, 'read-only');
    await expect(start('', { folder: closed })).rejects.toMatchObject({ reason: 'start.folder_not_writable' });
    await writeFile(join(parent, 'file'), '');
    await expect(start('file')).rejects.toMatchObject({ reason: 'start.folder_not_writable' });
    await expect(start('file/below')).rejects.toMatchObject({ reason: 'start.folder_not_writable' });
  });

  it('does not touch data of another PostgreSQL, nor what is no data', async () => {
    await mkdir(join(parent, 'newer/cluster'), { recursive: true });
    await writeFile(join(parent, 'newer/cluster/PG_VERSION'), '19\n');
    await expect(start('newer')).rejects.toMatchObject({ reason: 'start.newer_data' });
    await mkdir(join(parent, 'foreign/cluster'), { recursive: true });
    await writeFile(join(parent, 'foreign/cluster/thesis.txt'), '');
    await expect(start('foreign')).rejects.toMatchObject({ reason: 'start.foreign_data' });
    expect(await readdir(join(parent, 'newer'))).toEqual(['cluster']);
    expect(await readdir(join(parent, 'foreign'))).toEqual(['cluster']);
  });

  it.each([5, 150, 400, 700, 900])('leaves nothing half-made when interrupted after %i ms', async (afterMs) => {
    const folder = `interrupted-${afterMs}`;
    const reason = new Error('interrupted');
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(reason), afterMs);
    const outcome = await start(folder, { signal: controller.signal }).catch((error: unknown) => error);
    clearTimeout(timer);
    if (outcome === reason) {
      const left = await readdir(join(parent, folder), { recursive: true }).catch(() => []);
      expect(left.filter((name) => /initialising-|postmaster\.pid/.test(name))).toEqual([]);
    } else {
      // A fast machine was done before.
      expect(outcome).toBe(started[0]);
      await started.pop()?.stop();
    }
    expect(await query(await start(folder), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('starts anew where the process was killed while it made the database', async () => {
    const owner = runElsewhere('killed');
    while (!(await readdir(join(parent, 'killed')).catch(() => [])).some((name) => name.startsWith('initialising-'))) {
      await sleep(5);
    }
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect(await query(await start('killed'), 'select 1 as one')).toEqual([{ one: 1 }]);
    expect((await readdir(join(parent, 'killed'))).filter((name) => name.startsWith('initialising-'))).toEqual([]);
  });

  it('reports what the database said when it does not start', async () => {
    await expect(start('misconfigured', { settings: { shared_buffers: 'plenty' } })).rejects.toMatchObject({
      reason: 'start.database_failed',
      message: expect.stringContaining('invalid value for parameter "shared_buffers"'),
    });
  });

  it('tells its owner when the database is lost, and starts again', async () => {
    const first = await start('lost');
    process.kill(first.pid, 'SIGKILL');
    expect((await first.lost).message).toContain('SIGKILL');
    await first.stop();
    expect((await start('lost')).pid).not.toBe(first.pid);
  });

  it('takes its lock again after the connection that held it was cut', async () => {
    const server = await start('cut');
    await query(server, `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'`);
    await sleep(500);
    await expect(start('cut')).rejects.toMatchObject({ reason: 'start.already_running' });
  });

  it('starts from a copy that root made of the folder', async () => {
    const first = await start('original');
    await query(first, 'create table kept ()');
    await first.stop();
    await cp(join(parent, 'original'), join(parent, 'copy'), { recursive: true });
    await chmod(join(parent, 'copy/cluster'), 0o700);
    expect(await query(await start('copy'), 'select from kept')).toEqual([]);
  });

  it('names a platform it does not run on, and the way out', async () => {
    await expect(findPostgres('plan9-mips')).rejects.toMatchObject({
      reason: 'start.no_database_program',
      message: expect.stringContaining('plan9-mips'),
      hint: expect.stringContaining('DATABASE_URL'),
    });
  });
});
