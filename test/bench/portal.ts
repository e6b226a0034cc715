import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';

/** From dist/test/bench. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const MiB = 1024 * 1024;

export interface Memory {
  nowMiB: number;
  /** The most since `forgetPeak`. */
  peakMiB: number;
}

interface PortalOptions {
  /** Whether the first start makes the demonstration, too. */
  makesDemo?: boolean;
  /** Besides what every portal gets. */
  environment?: Record<string, string>;
}

/**
 * The program as `npm start` runs it, in a process of its own, so that its memory is nobody else's: embedded database
 * with default settings, folder store, jobs and log in the same process. On a new data folder that goes with it.
 */
export class Portal {
  readonly url: string;
  readonly folder: string;
  readonly secret: string;
  /** Looks behind the program's back, past every wall. */
  readonly behind: Client;
  private readonly server: ChildProcess;
  private static readonly open = new Set<Portal>();

  private constructor(facts: Pick<Portal, 'url' | 'folder' | 'secret' | 'behind'> & { server: ChildProcess }) {
    this.url = facts.url;
    this.folder = facts.folder;
    this.secret = facts.secret;
    this.behind = facts.behind;
    this.server = facts.server;
  }

  static async start({ makesDemo = false, environment = {} }: PortalOptions = {}): Promise<Portal> {
    const folder = await mkdtemp(join(tmpdir(), 'tasuki-bench-'));
    const server = spawn(process.execPath, [join(ROOT, 'bin/tasuki.js'), 'start', '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        TASUKI_DATA: folder,
        TASUKI_PORT: '0',
        TASUKI_DEMO: String(makesDemo),
        // The load comes from one address.
        TASUKI_RATE_LIMIT: 'false',
        ...environment,
      },
    });
    try {
      const url = await readyAt(server);
      const [secret, password, port] = await Promise.all(
        ['secret', 'database/postgres-password', 'database/postgres-port'].map(async (file) =>
          (await readFile(join(folder, file), 'utf8')).trim(),
        ),
      );
      const behind = new Client(`postgres://postgres:${password}@127.0.0.1:${port}/tasuki`);
      await behind.connect();
      const portal = new Portal({ url, folder, secret: secret ?? '', behind, server });
      Portal.open.add(portal);
      return portal;
    } catch (error) {
      await ended(server);
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Runs `work` on a portal of its own. */
  static async with<T>(work: (portal: Portal) => Promise<T>, options?: PortalOptions): Promise<T> {
    const portal = await Portal.start(options);
    try {
      return await work(portal);
    } finally {
      await portal.stop();
    }
  }

  /** For whoever is interrupted: leaves no process and no folder behind. */
  static async stopAll(): Promise<void> {
    await Promise.all([...Portal.open].map((portal) => portal.stop()));
  }

  async stop(): Promise<void> {
    Portal.open.delete(this);
    await this.behind.end().catch(() => undefined);
    await ended(this.server);
    await rm(this.folder, { recursive: true, force: true });
  }

  async sql<Row extends object>(text: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await this.behind.query<Row>(text, parameters)).rows;
  }

  /** What autovacuum and the checkpointer would do in their own time, so that they do not do it while we measure. */
  async tidyUp(): Promise<void> {
    await this.sql('vacuum analyze');
    await this.sql('checkpoint');
  }

  /** The size of the newest signed checkpoint, as anybody can fetch it. */
  async logSize(): Promise<number> {
    const note = await (await fetch(`${this.url}/trail/checkpoint`)).text();
    return Number(note.split('\n')[1]);
  }

  /** Until every event stands in the log. */
  async untilLogged(): Promise<void> {
    await until(async () => (await this.sql('select from trail.pending limit 1')).length === 0);
  }

  async graphql<T>(headers: Record<string, string>, query: string, variables: object = {}): Promise<T> {
    const answer = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const text = await answer.text();
    const { data, errors } = JSON.parse(text) as { data?: T; errors?: unknown[] };
    if (errors || !data) throw new Error(`the portal refused: ${text.slice(0, 500)}`);
    return data;
  }

  /** Of the server process alone; the database's processes are not in it. Linux only. */
  memory(): Memory {
    const status = readFileSync(`/proc/${this.server.pid}/status`, 'utf8');
    const mebibytes = (name: string) => (Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024) / MiB;
    return { nowMiB: mebibytes('VmRSS'), peakMiB: mebibytes('VmHWM') };
  }

  /** Processor time that server and database have taken so far: steadier than the clock when others use the machine. */
  async cpuMs(): Promise<{ server: number; database: number }> {
    const [postmaster] = (await readFile(join(this.folder, 'database/cluster/postmaster.pid'), 'utf8')).split('\n');
    const processes = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => statOf(name) ?? []);
    const taken = (mine: (stat: ProcessStat) => boolean) =>
      processes.filter(mine).reduce((sum, { cpuMs }) => sum + cpuMs, 0);
    return {
      server: taken(({ pid }) => pid === String(this.server.pid)),
      database: taken(({ pid, parent }) => pid === postmaster || parent === postmaster),
    };
  }

  /** The longest delay of the server's event loop since this was last asked. */
  async delayMs(): Promise<number> {
    const metrics = await (await fetch(`${this.url}/metrics`)).text();
    return Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(metrics)?.[1]) * 1000;
  }

  forgetPeak(): void {
    writeFileSync(`/proc/${this.server.pid}/clear_refs`, '5');
  }
}

/** Waits until `look` says yes, for five minutes at most. @returns how long that took, in milliseconds. */
export async function until(look: () => Promise<boolean>, everyMs = 20): Promise<number> {
  const began = performance.now();
  while (!(await look())) {
    if (performance.now() - began > 300_000) throw new Error('it did not happen within five minutes');
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  return performance.now() - began;
}

/** Where the server listens, once it says so. */
async function readyAt(server: ChildProcess): Promise<string> {
  if (!server.stdout) throw new Error('the server has no output');
  const lines = createInterface(server.stdout);
  for await (const line of lines) {
    const said = JSON.parse(line) as { event?: string; url?: string };
    if (said.event === 'ready' && said.url) {
      // Goes on reading, so that the server never waits for us.
      server.stdout.resume();
      return said.url;
    }
  }
  throw new Error('the server ended before it was ready');
}

interface ProcessStat {
  pid: string;
  parent: string;
  /** Its own and that of children that have ended. */
  cpuMs: number;
}

/** Null when it has ended meanwhile. */
function statOf(pid: string): ProcessStat | null {
  try {
    // After the name, which may hold anything, come state, parent, …; times are in hundredths of a second.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const cpuMs = fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * 10, 0);
    return { pid, parent: fields[1] ?? '', cpuMs };
  } catch {
    return null;
  }
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await exit;
}
