import { createHmac, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import request from 'supertest';
import { createApi } from '../../apps/api/src/index.ts';
import { Background } from '../../apps/worker/src/index.ts';
import { Clock, type Id, newId, type OrganisationKind, type Role, ROLES_OF_KIND } from '#libs/kernel';
import { createLogger, hashPassword, readConfig, type Runtime } from '#libs/platform';
import { freshDatabase, TEST_SECRET, type TestDatabase } from './database.ts';

/** The time goes on by itself, and a test may put it forward. */
export class TestClock extends Clock {
  private aheadMs = 0;

  override now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }

  advance(milliseconds: number): void {
    this.aheadMs += milliseconds;
  }

  /** As the demonstration's clock does it, to tell of what was before. */
  goBack(hours: number): void {
    this.aheadMs = -hours * 3_600_000;
  }

  returnToPresent(): void {
    this.aheadMs = 0;
  }
}

export interface GraphqlError {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; reason: string; fields?: { path: string; reason: string }[]; requestId: string };
}

/** What a query answered; each test knows what it asked for. */
// oxlint-disable-next-line typescript/no-explicit-any -- a test reads it as it expects it to be
export type Data = Record<string, any>;

export interface Answer<T> {
  status: number;
  data: T | null;
  errors: GraphqlError[];
}

/** Somebody at a keyboard, or a program: who they are, and what they send. */
export class Person {
  readonly world: World;
  readonly organisationId: Id<'Organisation'>;
  readonly userId: Id<'User'>;
  readonly memberId: Id<'Member'>;
  readonly email: string;
  readonly headers: Record<string, string>;

  constructor(world: World, facts: Pick<Person, 'organisationId' | 'userId' | 'memberId' | 'email' | 'headers'>) {
    this.world = world;
    this.organisationId = facts.organisationId;
    this.userId = facts.userId;
    this.memberId = facts.memberId;
    this.email = facts.email;
    this.headers = facts.headers;
  }

  /** The whole answer, refusals included. */
  ask<T = Record<string, unknown>>(query: string, variables: object = {}): Promise<Answer<T>> {
    return this.world.ask<T>(this.headers, query, variables);
  }

  /** The data; a refusal fails the test with its message. */
  async graphql<T = Data>(query: string, variables: object = {}): Promise<T> {
    const { data, errors } = await this.ask<T>(query, variables);
    if (errors.length > 0 || data === null)
      throw new Error(
        errors
          .map((e) => `${e.extensions?.reason}: ${e.message} ${JSON.stringify(e.extensions?.fields ?? [])}`)
          .join('\n'),
      );
    return data;
  }

  /** The reason of a refusal, with its closed code: `CONFLICT publishing.already_withdrawn`. */
  async refusal(query: string, variables: object = {}): Promise<string> {
    const { errors } = await this.ask(query, variables);
    const [error] = errors;
    if (!error) throw new Error('was not refused');
    return `${error.extensions.code} ${error.extensions.reason}`;
  }

  /** Another session, or other roles, of a colleague in the same organisation. */
  colleague(...roles: Role[]): Promise<Person> {
    return this.world.member(this.organisationId, roles);
  }
}

export interface Hospital {
  id: Id<'Organisation'>;
  siteId: Id<'Site'>;
  code: string;
  /** Holds every hospital role. */
  person: Person;
}

export interface Vendor {
  id: Id<'Organisation'>;
  code: string;
  /** Administrator and publisher. */
  publisher: Person;
  /** Approver who wrote nothing. */
  approver: Person;
}

/**
 * The whole program over HTTP, on a database and a folder of its own: server, jobs and log in this process. Makes
 * organisations and people afresh for each test, so that none depends on another's rows.
 */
export class World {
  readonly app: NestFastifyApplication;
  readonly runtime: Runtime;
  readonly clock: TestClock;
  readonly database: TestDatabase;
  readonly url: string;
  /** Looks behind the program's back, past every wall. */
  readonly behind: Client;
  private readonly background: Background;
  private readonly folder: string;
  private serial = 0;

  private constructor(
    facts: Pick<World, 'app' | 'runtime' | 'clock' | 'database' | 'url' | 'behind'> & {
      background: Background;
      folder: string;
    },
  ) {
    this.app = facts.app;
    this.runtime = facts.runtime;
    this.clock = facts.clock;
    this.database = facts.database;
    this.url = facts.url;
    this.behind = facts.behind;
    this.background = facts.background;
    this.folder = facts.folder;
  }

  static async start(env: Record<string, string> = {}): Promise<World> {
    const [database, folder, port] = await Promise.all([
      freshDatabase(),
      mkdtemp(join(tmpdir(), 'tasuki-world-')),
      freePort(),
    ]);
    const config = readConfig({
      TASUKI_DATA: folder,
      TASUKI_PORT: String(port),
      TASUKI_RATE_LIMIT: 'false',
      TASUKI_DEMO: 'false',
      DATABASE_POOL: '8',
      LOG_LEVEL: 'fatal',
      ...env,
    });
    const clock = new TestClock();
    const runtime: Runtime = {
      config,
      databaseUrl: database.adminUrl,
      secret: TEST_SECRET,
      logger: createLogger(config.logLevel),
      clock,
    };
    const app = await createApi(runtime);
    const background = new Background(app, runtime);
    if (config.runsWorker) await background.start();
    await app.listen(port, '127.0.0.1');
    const behind = new Client({ connectionString: database.adminUrl });
    await behind.connect();
    return new World({ app, runtime, clock, database, url: config.baseUrl, behind, background, folder });
  }

  async stop(): Promise<void> {
    await this.background.stop();
    await this.app.close();
    await this.behind.end();
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A second process of the same portal, as good as: it shares nothing but the database and the files. */
  async anotherServer(): Promise<{ url: string; stop(): Promise<void> }> {
    const app = await createApi(this.runtime);
    await app.listen(0, '127.0.0.1');
    return { url: await app.getUrl(), stop: () => app.close() };
  }

  /** What is answered; to a subscription, whether it was opened: its refusal, or no data yet. */
  async ask<T>(headers: Record<string, string>, query: string, variables: object = {}): Promise<Answer<T>> {
    if (query.startsWith('subscription')) return opened<T>(this.url, headers, { query, variables });
    const { status, body } = await request(this.url).post('/graphql').set(headers).send({ query, variables });
    const { data = null, errors = [] } = body as { data?: T | null; errors?: GraphqlError[] };
    return { status, data, errors };
  }

  async organisation(
    kind: OrganisationKind,
    name = `${kind} ${++this.serial}`,
  ): Promise<{ id: Id<'Organisation'>; code: string }> {
    const id = newId<'Organisation'>();
    const code = `T${randomCode(3)}-${randomCode(4)}`;
    await this.behind.query(
      `insert into organisation (id, kind, name, code, state, created_at) values ($1, $2, $3, $4, 'ADMITTED', $5)`,
      [id, kind, name, code, this.clock.now()],
    );
    return { id, code };
  }

  async site(organisationId: Id<'Organisation'>, name = `Site ${++this.serial}`): Promise<Id<'Site'>> {
    const id = newId<'Site'>();
    await this.behind.query(
      'insert into site (id, organisation_id, name, is_active, created_at) values ($1, $2, $3, true, $4)',
      [id, organisationId, name, this.clock.now()],
    );
    return id;
  }

  /** A person with an account, a membership and a session. Signing in by password is tested where it matters. */
  async member(
    organisationId: Id<'Organisation'>,
    roles: readonly Role[],
    options: { siteIds?: Id<'Site'>[] } = {},
  ): Promise<Person> {
    const userId = newId<'User'>();
    const memberId = newId<'Member'>();
    const n = ++this.serial;
    const email = `person${n}-${userId.slice(-6)}@hospital.example`;
    await this.behind.query(
      `insert into auth."user" (id, name, email, "emailVerified", "twoFactorEnabled", "createdAt", "updatedAt")
       values ($1, $2, $3, true, false, now(), now())`,
      [userId, `Person ${n}`, email],
    );
    await this.behind.query(
      `insert into auth.account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
       values ($1, $2::text, 'credential', $2::uuid, $3, now(), now())`,
      [newId(), userId, await passwordHash()],
    );
    await this.behind.query(
      `insert into member (id, organisation_id, user_id, name, email, roles, site_ids, state, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, 'ACTIVE', $8)`,
      [memberId, organisationId, userId, `Person ${n}`, email, roles, options.siteIds ?? null, this.clock.now()],
    );
    const headers = { cookie: await this.session(userId) };
    return new Person(this, { organisationId, userId, memberId, email, headers });
  }

  async vendor(kind: 'MANUFACTURER' | 'SERVICE_PROVIDER' = 'MANUFACTURER'): Promise<Vendor> {
    const { id, code } = await this.organisation(kind);
    return {
      id,
      code,
      publisher: await this.member(id, ['VENDOR_ADMIN', 'VENDOR_PUBLISHER']),
      approver: await this.member(id, ['VENDOR_APPROVER']),
    };
  }

  async hospital(): Promise<Hospital> {
    const { id, code } = await this.organisation('HOSPITAL');
    return { id, code, siteId: await this.site(id), person: await this.member(id, ROLES_OF_KIND.HOSPITAL) };
  }

  /** One person of another kind of organisation: auditor, regulator, operator. */
  async person(kind: OrganisationKind): Promise<Person> {
    const { id } = await this.organisation(kind);
    return this.member(id, ROLES_OF_KIND[kind]);
  }

  /** An active relationship; COUNTS unless said otherwise. */
  async relationship(
    vendor: { id: Id<'Organisation'> },
    hospital: { id: Id<'Organisation'> },
    shares = 'COUNTS',
  ): Promise<Id<'Relationship'>> {
    const id = newId<'Relationship'>();
    await this.behind.query(
      `insert into relationship (id, vendor_id, hospital_id, state, shares, proposed_by_id, proposed_at, confirmed_at)
       values ($1, $2, $3, 'ACTIVE', $4, $2, $5, $5)`,
      [id, vendor.id, hospital.id, shares, this.clock.now()],
    );
    return id;
  }

  /** Waits for what happens after commit: until `look` answers something, for a while at most. */
  async eventually<T>(look: () => Promise<T | null | undefined | false>, withinMs = 30_000): Promise<T> {
    const until = Date.now() + withinMs;
    for (;;) {
      const found = await look();
      if (found) return found;
      if (Date.now() > until) throw new Error('it did not happen in time');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Until no job waits and every event stands in the log. */
  async settled(): Promise<void> {
    await this.eventually(async () => {
      const { rows } = await this.behind.query<{ busy: boolean }>(
        `select exists (select from graphile_worker.jobs where run_at <= now()) or exists (select from trail.pending) as busy`,
      );
      return rows[0]?.busy === false;
    });
  }

  private async session(userId: Id<'User'>): Promise<string> {
    const token = randomBytes(24).toString('base64url');
    await this.behind.query(
      `insert into auth.session (id, token, "userId", "expiresAt", "createdAt", "updatedAt", "authenticatedAt")
       values ($1, $2, $3, now() + interval '1 day', now(), now(), $4)`,
      [newId(), token, userId, this.clock.now()],
    );
    const signature = createHmac('sha256', TEST_SECRET).update(token).digest('base64');
    return `tasuki.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
  }
}

/** The password of everybody in a world. Hashing is slow on purpose, so it is done once. */
export const PASSWORD = 'correct horse battery staple';
let hashed: Promise<string> | undefined;
const passwordHash = () => (hashed ??= hashPassword(PASSWORD));

const CODE = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const randomCode = (length: number) => Array.from(randomBytes(length), (byte) => CODE[byte % CODE.length]).join('');

/** The first event of the stream, if one comes at once: a refusal does. */
async function opened<T>(url: string, headers: Record<string, string>, asked: object): Promise<Answer<T>> {
  const closing = new AbortController();
  const answer = await fetch(`${url}/graphql/live`, {
    method: 'POST',
    headers: { ...headers, accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify(asked),
    signal: closing.signal,
  });
  if (!answer.ok) {
    const { error } = (await answer.json()) as { error: { message: string } & GraphqlError['extensions'] };
    return { status: answer.status, data: null, errors: [{ message: error.message, extensions: error }] };
  }
  let told = '';
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  const reading = (async () => {
    for (;;) {
      const { value, done } = await reader.read();
      if (done || /^data: /m.test((told += value))) return;
    }
  })();
  await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, 200))]);
  closing.abort();
  await reading.catch(() => undefined);
  const data = /^data: (.*)$/m.exec(told)?.[1];
  const result = data ? (JSON.parse(data) as Partial<Answer<T>>) : {};
  return { status: answer.status, data: result.data ?? ({} as T), errors: result.errors ?? [] };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
