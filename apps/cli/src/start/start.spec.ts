import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { emptyDatabase, TEST_SECRET } from '../../../../test/support/database.ts';
import { generateKey } from '#libs/transparency';
import { Child } from '../child.testing.ts';
import { CAST } from '../demo/cast.ts';

/** Each start is a whole program with a database of its own: a test that makes several takes its time. */
jest.setTimeout(180_000);

const folders: string[] = [];
const children: Child[] = [];

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tasuki-start-'));
  // The database of a start as root runs as another user, who has to pass through.
  await chmod(folder, 0o711);
  folders.push(folder);
  return folder;
}

function tasuki(args: string[], env: Record<string, string>, as: readonly string[] = []): Child {
  const child = new Child(args, env, as);
  children.push(child);
  return child;
}

const start = (folder: string, env: Record<string, string> = {}, as: readonly string[] = []) =>
  tasuki(['start'], { TASUKI_DATA: join(folder, 'data'), TASUKI_DEMO: 'false', ...env }, as);

/** Processes of the database on this folder. */
const serversOn = async (folder: string): Promise<string[]> => {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(processes.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(folder));
};

const endsWell = async (child: Child) => {
  expect(await child.interrupt()).toMatchObject({ code: 0, err: '' });
};

const untilNoServerOn = async (folder: string) => {
  for (let i = 0; i < 200 && (await serversOn(folder)).length > 0; i++) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  expect(await serversOn(folder)).toEqual([]);
};

const adminOf = async (folder: string): Promise<Client> => {
  const database = join(folder, 'data', 'database');
  const password = await readFile(join(database, 'postgres-password'), 'utf8');
  const port = (await readFile(join(database, 'postgres-port'), 'utf8')).trim();
  const admin = new Client({ connectionString: `postgres://postgres:${password.trim()}@127.0.0.1:${port}/tasuki` });
  await admin.connect();
  return admin;
};

afterAll(async () => {
  for (const { process } of children)
    if (process.exitCode === null && process.signalCode === null) process.kill('SIGINT');
  await Promise.all(children.map((child) => child.ended));
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 3 })));
});

describe('a portal that was started with nothing but a folder', () => {
  let folder: string;
  let running: Child;
  let url: string;
  let password: string;

  beforeAll(async () => {
    folder = await freshFolder();
    running = start(folder, { TASUKI_DEMO: 'true' });
    url = await running.ready();
    password = (await running.says(/all with the password {2}(\S+)/))[1] ?? '';
  });

  it('serves, and its demonstration people can sign in with the password that it printed', async () => {
    expect(await (await fetch(`${url}/health/ready`)).json()).toMatchObject({ status: 'up' });
    const signedIn = await fetch(`${url}/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ email: 'approver@demo-devices.example', password }),
    });
    expect(signedIn.status).toBe(200);
    const cookie = signedIn.headers
      .getSetCookie()
      .map((one) => one.split(';', 1)[0])
      .join('; ');
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ query: '{ publications(first: 20) { edges { node { state } } } }' }),
    });
    const { data } = (await answer.json()) as { data: { publications: { edges: { node: { state: string } }[] } } };
    const states = data.publications.edges.map(({ node }) => node.state).toSorted();
    const past = ['DRAFT', 'IN_REVIEW', 'IN_REVIEW', ...Array<string>(15).fill('PUBLISHED'), 'SUPERSEDED', 'WITHDRAWN'];
    expect(states).toEqual(past);
  });

  it('keeps its secrets for its owner', async () => {
    for (const name of ['secret', 'trail.key', 'demo.json']) {
      expect((await stat(join(folder, 'data', name))).mode & 0o077).toBe(0);
    }
  });

  it('lets no second start on its folder, and is not disturbed by it', async () => {
    const { code, err } = await start(folder).ended;
    expect(code).toBe(1);
    expect(err).toContain('already running');
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });

  it('tells another start that its port is taken, before that makes anything', async () => {
    const other = await freshFolder();
    const { code, err } = await start(other, { TASUKI_PORT: new URL(url).port }).ended;
    expect(code).toBe(1);
    expect(err).toContain('taken');
    expect(await readdir(other)).toEqual([]);
  });

  it('stops cleanly, keeps the data, and tells the sign-ins again when it is started again', async () => {
    const organisations = async () => {
      const admin = await adminOf(folder);
      const { rows } = await admin.query<{ n: number }>(`select count(*)::int as n from organisation`);
      await admin.end();
      return rows[0]?.n;
    };
    const before = await organisations();
    expect(before).toBeGreaterThanOrEqual(Object.keys(CAST).length);
    const { code } = await running.interrupt();
    expect(code).toBe(0);
    expect(await serversOn(folder)).toEqual([]);

    const again = start(folder, { TASUKI_DEMO: 'true' });
    await again.ready();
    await again.says(new RegExp(`all with the password  ${password}`));
    expect(await organisations()).toBe(before);
    expect((await again.interrupt()).code).toBe(0);
  });
});

describe('start', () => {
  it('leaves neither a process nor a half-made demonstration, wherever Ctrl-C is pressed', async () => {
    const folder = await freshFolder();
    for (const words of [/Making a new database/, /Starting the database/, /Making the demonstration/]) {
      const child = start(folder, { TASUKI_DEMO: 'true' });
      await child.says(words);
      child.process.kill('SIGINT');
      const { code, err } = await child.interrupt();
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(await serversOn(folder)).toEqual([]);
    }
    const child = start(folder, { TASUKI_DEMO: 'true' });
    await child.says(/Making the demonstration/);
    await child.ready();
    await child.says(/all with the password/);
    expect((await child.interrupt()).code).toBe(0);
  });

  it('begins anew after it was killed during its first start, and goes on after it was killed later', async () => {
    const folder = await freshFolder();
    const killed = start(folder, { TASUKI_DEMO: 'true' });
    await killed.says(/Making the demonstration/);
    killed.process.kill('SIGKILL');
    await killed.ended;

    const second = start(folder, { TASUKI_DEMO: 'true' });
    await second.ready();
    const sentence = (await second.says(/all with the password {2}(\S+)/))[1] ?? '';
    second.process.kill('SIGKILL');
    await second.ended;

    const third = start(folder);
    await third.ready();
    await third.says(new RegExp(sentence));
    expect((await third.interrupt()).code).toBe(0);
    await untilNoServerOn(folder);
  });

  it('refuses data of a newer version, and does not touch it', async () => {
    const folder = await freshFolder();
    const first = start(folder);
    await first.ready();
    const admin = await adminOf(folder);
    await admin.query(`insert into migration (timestamp, name) values (9999999999999, 'FromTheFuture9999999999999')`);
    await admin.end();
    await first.interrupt();

    const { code, err } = await start(folder).ended;
    expect(code).toBe(1);
    expect(err).toContain('newer version');
    expect(err).not.toMatch(/\n\s+at /);
    expect(await serversOn(folder)).toEqual([]);
  });

  it('does not make a new secret for old data', async () => {
    const folder = await freshFolder();
    const first = start(folder);
    await first.ready();
    await first.interrupt();
    await rm(join(folder, 'data', 'secret'));

    const { code, err } = await start(folder).ended;
    expect(code).toBe(1);
    expect(err).toContain('secret is missing');
  });

  it('says so, and ends, when its database goes away', async () => {
    const folder = await freshFolder();
    const child = start(folder);
    await child.ready();
    const pid = (await readFile(join(folder, 'data', 'database', 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0];
    process.kill(Number(pid), 'SIGKILL');
    const { code, err } = await child.ended;
    expect(code).toBe(1);
    expect(err).toContain('ended by itself');
    await untilNoServerOn(folder);
  });

  it('says what is wrong with a folder that cannot be', async () => {
    const folder = await freshFolder();
    await writeFile(join(folder, 'data'), 'a file');
    const { code, err } = await start(folder).ended;
    expect(code).toBe(1);
    expect(err).toContain('cannot be used');
    expect(err).not.toMatch(/\n\s+at /);
  });

  const asUser = ['setpriv', '--reuid=1000', '--regid=1000', '--clear-groups'];
  const canBeUser = (() => {
    try {
      execFileSync(asUser[0] ?? '', [...asUser.slice(1), process.execPath, '--version'], { stdio: 'ignore' });
      return process.getuid?.() === 0;
    } catch {
      return false;
    }
  })();
  const asOrdinaryUser = canBeUser ? it : it.skip;
  asOrdinaryUser('works as an ordinary user too (needs root and setpriv to try)', async () => {
    const folder = await freshFolder();
    await chmod(folder, 0o777);
    const child = start(folder, {}, asUser);
    await child.ready();
    await endsWell(child);
  });
});

describe('an outside database', () => {
  const keyOf = () => generateKey('log.example/trail').encode();

  it('is migrated by a command of its own; start and worker refuse before that, and run after', async () => {
    const database = await emptyDatabase();
    const env = {
      DATABASE_URL: database.adminUrl,
      TASUKI_SECRET: TEST_SECRET,
      TASUKI_LOG_KEY: keyOf(),
      TASUKI_URL: 'https://portal.example',
      TASUKI_WORKER: 'false',
      TASUKI_DATA: join(await freshFolder(), 'data'),
    };
    const early = await Promise.all([tasuki(['start'], env).ended, tasuki(['worker'], env).ended]);
    for (const { code, err } of early) {
      expect(code).toBe(1);
      expect(err).toContain('tasuki migrate');
    }

    expect(await tasuki(['migrate'], env).ended).toMatchObject({ code: 0, out: expect.stringContaining('Ran: ') });
    expect(await tasuki(['migrate', '--json'], env).ended).toMatchObject({
      code: 0,
      out: expect.stringContaining('"ran":[]'),
    });

    const [server, worker] = [tasuki(['start'], env), tasuki(['worker'], env)];
    await Promise.all([server.says(/"msg":"ready"/), worker.says(/the worker is ready/)]);
    const ends = await Promise.all([server.interrupt(), worker.interrupt()]);
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);

    const args = ['operator', 'create', '--email', 'op@portal.example', '--name', 'Operator', '--password-stdin'];
    expect(await tasuki(args, env).type('a password of some length').ended).toMatchObject({ code: 0 });
    expect(await tasuki(args, env).type('a password of some length').ended).toMatchObject({
      code: 1,
      err: expect.stringContaining('operator already'),
    });
    await database.drop();
  });

  it('that cannot be reached is named, without its password', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const { code, err } = await tasuki(['start'], {
      DATABASE_URL: `postgres://someone:hidden@127.0.0.1:${port}/tasuki`,
      TASUKI_SECRET: TEST_SECRET,
      TASUKI_LOG_KEY: keyOf(),
      TASUKI_URL: 'https://portal.example',
      TASUKI_DATA: join(await freshFolder(), 'data'),
    }).ended;
    expect(code).toBe(1);
    expect(err).toContain(`127.0.0.1:${port}/tasuki cannot be reached`);
    expect(err).not.toContain('hidden');
  });
});
