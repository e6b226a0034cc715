import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { TEST_SECRET } from './database.ts';
import { Person, type World } from './world.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_MS = 30_000;

/**
 * The built program, `tasuki start`, as a process of its own on a world's database: server, jobs and log. The world
 * is made with TASUKI_WORKER=false and a TASUKI_LOG_KEY, so that this process alone does what happens after commit.
 */
export class PortalProcess {
  readonly url: string;
  private readonly world: World;
  private readonly databaseUrl: string;
  private child: ChildProcess | null = null;
  private said = '';

  private constructor(world: World, databaseUrl: string, port: number) {
    this.world = world;
    this.databaseUrl = databaseUrl;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** @param databaseUrl another way to the world's database. */
  static async start(world: World, databaseUrl = world.database.adminUrl): Promise<PortalProcess> {
    if (!existsSync(`${ROOT}/dist/apps/cli/src/main.js`)) throw new Error('dist is missing: run npm run build first');
    const portal = new PortalProcess(world, databaseUrl, await freePort());
    await portal.startAgain();
    return portal;
  }

  /** Resolves when it is ready. @throws with what it said when it ends before, or is not ready within 30 s. */
  async startAgain(): Promise<void> {
    this.launch();
    const until = Date.now() + START_MS;
    while (!(await this.isReady())) {
      if (!this.isRunning || Date.now() > until) throw new Error(`the portal did not start:\n${this.said}`);
      await sleep(20);
    }
  }

  /** Starts it without waiting for anything. */
  launch(): void {
    const { config } = this.world.runtime;
    if (config.logKey === null) throw new Error('the world shares no log key');
    const { PATH = '' } = process.env;
    this.said = '';
    this.child = spawn(process.execPath, [`${ROOT}/bin/tasuki.js`, 'start'], {
      env: {
        PATH,
        DATABASE_URL: this.databaseUrl,
        DATABASE_POOL: '8',
        LOG_LEVEL: 'error',
        TASUKI_DATA: config.dataFolder,
        TASUKI_LOG_KEY: config.logKey,
        TASUKI_PORT: new URL(this.url).port,
        TASUKI_RATE_LIMIT: 'false',
        TASUKI_SECRET: TEST_SECRET,
        TASUKI_URL: this.url,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.said += text));
    }
  }

  get isRunning(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** What it wrote since it was started. */
  get words(): string {
    return this.said;
  }

  /** `kill -9`: nothing of it can react. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  /** The same person, talking to this process. */
  as(person: Person): Person {
    const here = Object.create(this.world, { url: { value: this.url } }) as World;
    return new Person(here, person);
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (!child || !this.isRunning) return;
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill(signal);
    await ended;
  }

  private async isReady(): Promise<boolean> {
    return fetch(`${this.url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
