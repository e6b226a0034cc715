import { Global, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import S3rver from '@20minutes/s3rver';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { Actor, Clock, type Id, newId, type OrganisationKind, type Role } from '#libs/kernel';
import {
  createFastifyAdapter,
  createLogger,
  Ctx,
  CtxSource,
  graphqlModule,
  HttpModule,
  JobRegistry,
  JobWorker,
  PlatformModule,
  PolicyRegistry,
  readConfig,
  roleUrl,
  type Runtime,
} from '#libs/platform';
import { TrailWriter } from '#libs/trail';
import { freshDatabase, TEST_SECRET, type TestDatabase } from '../../../../test/support/database.ts';
import { FiledDocument } from '../filed/filed-document.entity.ts';
import { Reading } from '../readings/reading.entity.ts';
import { ReadingWriterRepository } from '../readings/reading-writer.repository.ts';
import { uploadEntities, uploadProviders } from './index.ts';

export const MiB = 1024 * 1024;
export const PART = 16 * MiB;
export const HOUR_MS = 3_600_000;

class TestClock extends Clock {
  aheadMs = 0;
  override now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }
}

const actors = new Map<string, Actor>();

/** Sessions are tested elsewhere: here a header says who asks. */
@Injectable()
class HeaderCtxSource extends CtxSource {
  private readonly policies: PolicyRegistry;

  constructor(policies: PolicyRegistry) {
    super();
    this.policies = policies;
  }

  override async ctxFor(headers: IncomingHttpHeaders, requestId: string): Promise<Ctx> {
    const actor = actors.get(String(headers['x-actor'])) ?? Actor.anonymous;
    return new Ctx(actor, this.policies.abilityOf(actor), requestId);
  }
}

@Global()
@Module({
  providers: [{ provide: CtxSource, useClass: HeaderCtxSource }],
  exports: [CtxSource],
})
class TestSources {}

@Module({ providers: [...uploadProviders, ReadingWriterRepository] })
class UploadsModule {}

export interface UploadAnswer {
  id: string;
  state: string;
  receivedParts: number[];
  parts: { number: number; url: string | null; sizeBytes: number; isReceived: boolean }[];
  mediaType: string | null;
  isMachineReadable: boolean | null;
  refusalReason: string | null;
  findings: { severity: string; reason: string; place: { line: number } | null }[];
  expiresAt: string;
  partSizeBytes: number;
}

const UPLOAD = `id state partSizeBytes expiresAt mediaType isMachineReadable refusalReason receivedParts
  parts { number url sizeBytes isReceived } findings { severity reason detail place { line column } }`;
export const BEGIN = `mutation ($input: BeginUploadInput!) { beginUpload(input: $input) { upload { ${UPLOAD} } } }`;
export const RECORD = `mutation ($input: RecordUploadPartsInput!) { recordUploadParts(input: $input) { upload { ${UPLOAD} } } }`;
export const COMPLETE = `mutation ($input: CompleteUploadInput!) { completeUpload(input: $input) { upload { ${UPLOAD} } } }`;
export const ABANDON = `mutation ($input: AbandonUploadInput!) { abandonUpload(input: $input) { upload { ${UPLOAD} } } }`;
export const READ = `query ($id: ID!) { upload(id: $id) { ${UPLOAD} } }`;
export const DOWNLOAD = `mutation ($input: RequestDownloadInput!) { requestDownload(input: $input) { url expiresAt } }`;

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
export const partOf = (bytes: Buffer, number: number) => bytes.subarray((number - 1) * PART, number * PART);

/** Somebody who sends or fetches files, as a client does. */
export class Person {
  readonly portal: Portal;
  readonly organisationId: Id<'Organisation'>;
  private readonly key = newId();

  constructor(
    portal: Portal,
    organisationKind: OrganisationKind,
    organisationId: Id<'Organisation'>,
    roles: Role[],
    kind: 'PERSON' | 'PROGRAM' = 'PERSON',
  ) {
    this.portal = portal;
    this.organisationId = organisationId;
    const identity = kind === 'PERSON' ? { userId: newId<'User'>() } : { apiKeyId: newId<'ApiKey'>() };
    actors.set(this.key, new Actor({ kind, organisationId, organisationKind, roles: new Set(roles), ...identity }));
  }

  async ask(query: string, variables: object) {
    const answer = await fetch(`${this.portal.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-actor': this.key },
      body: JSON.stringify({ query, variables }),
    });
    return (await answer.json()) as {
      data?: Record<string, Record<string, UploadAnswer> & { url: string; expiresAt: string }> | null;
      errors?: { message: string; extensions: { code: string; reason: string; fields: { reason: string }[] } }[];
    };
  }

  async graphql(query: string, variables: object) {
    const { data, errors } = await this.ask(query, variables);
    if (errors || !data) throw new Error(JSON.stringify(errors));
    return Object.values(data)[0]!;
  }

  async refusal(query: string, variables: object): Promise<string> {
    const { extensions } = (await this.ask(query, variables)).errors?.[0] ?? {};
    return extensions ? [extensions.code, extensions.reason, ...extensions.fields.map((f) => f.reason)].join(' ') : '';
  }

  async begins(bytes: Uint8Array, declared: object = {}): Promise<UploadAnswer> {
    const file = { name: 'bom.json', sizeBytes: bytes.length, sha256: sha256(bytes), contentType: 'application/json' };
    const { upload } = await this.graphql(BEGIN, { input: { ...file, ...declared } });
    return upload!;
  }

  async reads(upload: UploadAnswer): Promise<UploadAnswer> {
    return (await this.graphql(READ, { id: upload.id })) as unknown as UploadAnswer;
  }

  /** Sends a part as its URL says and hands the ETag back, as a client does on any store. */
  async sends(upload: UploadAnswer, number: number, bytes: Uint8Array, contentType = 'application/json') {
    const url = new URL(upload.parts[number - 1]!.url!, this.portal.url);
    const headers = contentType ? { 'content-type': contentType } : {};
    const answer = await fetch(url, { method: 'PUT', body: new Uint8Array(bytes), headers });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    const etag = answer.headers.get('etag')!;
    await this.graphql(RECORD, { input: { uploadId: upload.id, parts: [{ number, etag }] } });
    return etag;
  }

  async completes(upload: UploadAnswer): Promise<UploadAnswer> {
    return (await this.graphql(COMPLETE, { input: { uploadId: upload.id } })).upload!;
  }

  async uploads(bytes: Buffer, declared: object = {}): Promise<UploadAnswer> {
    const upload = await this.begins(bytes, declared);
    for (const { number } of upload.parts) await this.sends(upload, number, partOf(bytes, number));
    await this.completes(upload);
    return this.verified(upload);
  }

  async verified(upload: UploadAnswer): Promise<UploadAnswer> {
    for (let attempt = 0; attempt < 1000; attempt += 1) {
      const now = await this.reads(upload);
      if (now.state !== 'VERIFYING') return now;
      await sleep(20);
    }
    throw new Error('it was not verified in time');
  }
}

/** Uploads and downloads over HTTP, with their jobs in this process, on a database and a store of their own. */
export class Portal {
  app!: NestFastifyApplication;
  url!: string;
  admin!: Client;
  clock = new TestClock();
  private database!: TestDatabase;
  private worker!: JobWorker;
  folder!: string;
  private s3: S3rver | null = null;

  async start(kind: 'folder' | 'S3'): Promise<void> {
    this.database = await freshDatabase();
    this.folder = await mkdtemp(join(tmpdir(), 'tasuki-files-'));
    const env = kind === 'S3' ? await this.startS3() : {};
    const port = await freePort();
    const config = readConfig({
      TASUKI_DATA: this.folder,
      TASUKI_PORT: String(port),
      TASUKI_MAX_UPLOAD_BYTES: String(2 ** 30),
      ...env,
    });
    const logger = createLogger('silent');
    const databaseUrl = this.database.adminUrl;
    const runtime: Runtime = { config, databaseUrl, secret: TEST_SECRET, logger, clock: this.clock };

    const graphql = graphqlModule({ introspection: true, onDenied: async () => undefined });
    const imports = [
      PlatformModule.register(runtime, [...uploadEntities, Reading, FiledDocument], new TrailWriter()),
      HttpModule,
      graphql,
      TestSources,
      UploadsModule,
    ];
    const adapter = createFastifyAdapter({ logger, trustProxy: false, rateLimits: null });
    const module = { module: class TestApp {}, imports };
    this.app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
      logger: false,
      abortOnError: false,
    });
    await this.app.init();
    const jobs = this.app.get(JobRegistry).all();
    this.worker = new JobWorker(roleUrl(databaseUrl, 'jobs', TEST_SECRET), jobs, logger);
    await this.worker.start();
    await this.app.listen(port, '127.0.0.1');
    this.url = config.baseUrl;
    this.admin = new Client({ connectionString: databaseUrl });
    await this.admin.connect();
  }

  private async startS3(): Promise<Record<string, string>> {
    const configureBuckets = [{ name: 'tasuki', configs: [] }];
    const directory = join(this.folder, 's3');
    this.s3 = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets });
    const { port } = await this.s3.run();
    const keys = { S3_ACCESS_KEY: 'S3RVER', S3_SECRET_KEY: 'S3RVER' };
    return { S3_ENDPOINT: `http://127.0.0.1:${port}`, S3_BUCKET: 'tasuki', ...keys };
  }

  async stop(): Promise<void> {
    await this.worker.stop();
    await this.app.close();
    await this.admin.end();
    this.s3?.httpServer.closeAllConnections();
    await this.s3?.close();
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }

  async organisation(kind: OrganisationKind): Promise<Id<'Organisation'>> {
    const id = newId<'Organisation'>();
    const code = randomBytes(4).toString('hex').toUpperCase();
    await this.admin.query(
      `insert into organisation (id, kind, name, code, created_at) values ($1, $2, 'One', $3, now())`,
      [id, kind, `${code.slice(0, 4)}-${code.slice(4)}`],
    );
    return id;
  }

  async person(kind: OrganisationKind, ...roles: Role[]): Promise<Person> {
    return new Person(this, kind, await this.organisation(kind), roles);
  }

  async colleague(person: Person, ...roles: Role[]): Promise<Person> {
    return new Person(this, 'MANUFACTURER', person.organisationId, roles);
  }

  async relate(vendor: Person, hospital: Person): Promise<void> {
    await this.admin.query(
      `insert into relationship (id, vendor_id, hospital_id, state, proposed_by_id, proposed_at)
       values ($1, $2, $3, 'ACTIVE', $2, now())`,
      [newId(), vendor.organisationId, hospital.organisationId],
    );
  }

  /** A publication of its own for the file. */
  async attach(upload: UploadAnswer, facts: { state: string; tlp: string; name?: string }): Promise<string> {
    const publicationId = newId();
    const artifactId = newId();
    const { rows } = await this.admin.query<{ organisation_id: string; sha256: string; size_bytes: string }>(
      'select organisation_id, sha256, size_bytes from upload where id = $1',
      [upload.id],
    );
    const { organisation_id, sha256, size_bytes } = rows[0]!;
    await this.admin.query(
      `insert into publication (id, series_id, revision, vendor_id, author_id, kind, state, title_en, severity, tlp, published_at, withdrawal_reason, created_at, updated_at)
       values ($1, $1, 1, $2, $2, 'SBOM', $3, 'A publication', 'LOW', $4, now(), 'a reason', now(), now())`,
      [publicationId, organisation_id, facts.state, facts.tlp],
    );
    await this.admin.query(
      `insert into artifact (id, publication_id, vendor_id, upload_id, position, name, size_bytes, sha256, media_type, is_machine_readable)
       values ($1, $2, $3, $4, 0, $5, $6, $7, $8, true)`,
      [
        artifactId,
        publicationId,
        organisation_id,
        upload.id,
        facts.name ?? 'bom.json',
        size_bytes,
        sha256,
        upload.mediaType,
      ],
    );
    return artifactId;
  }

  async eventsOf(subjectId: string) {
    const { rows } = await this.admin.query<{ kind: string; counterpart_id: string | null; facts: string }>(
      'select kind, counterpart_id, facts from trail.event where subject_id = $1 order by id',
      [subjectId],
    );
    return rows;
  }

  /** Every object that the store holds, apart from unfinished uploads. */
  async keptFiles(): Promise<number> {
    const root = this.s3 ? join(this.folder, 's3', 'tasuki') : join(this.folder, 'files');
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const isObject = (path: string, name: string) => (this.s3 ? name.endsWith('_object') : !path.endsWith('uploads'));
    return entries.filter((entry) => entry.isFile() && isObject(entry.parentPath, entry.name)).length;
  }

  /** Until no job is waiting. */
  async idle(): Promise<void> {
    for (let attempt = 0; attempt < 500; attempt += 1) {
      const { rows } = await this.admin.query('select from graphile_worker.jobs where run_at <= now()');
      if (rows.length === 0) return;
      await sleep(20);
    }
    throw new Error('the jobs did not end in time');
  }
}

/** A JSON document of about so many bytes that no other test has. */
export function json(sizeBytes: number): Buffer {
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${randomUUID()}`,
    version: 1,
    components: [{ type: 'library', name: 'a', description: randomBytes(sizeBytes / 2).toString('hex') }],
  };
  return Buffer.from(JSON.stringify(bom));
}

/** The bytes behind a link. */
export async function fetchAll(portal: Portal, url: string): Promise<Buffer> {
  const answer = await fetch(new URL(url, portal.url));
  if (answer.status !== 200) throw new Error(`the link answers ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

/** Links name the port, so it is known before the server listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
