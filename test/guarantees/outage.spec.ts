import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import S3rver from '@20minutes/s3rver';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKey } from '#libs/transparency';
import { PortalProcess } from '../support/portal-process.ts';
import { APPROVE, asset, Desk } from '../support/publishing-desk.ts';
import { expectSums, quiet } from '../support/sums.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import { type Answer, type Hospital, PASSWORD, type Person, type Vendor, World } from '../support/world.ts';

/** Finding out who asks needs the database first, and says so by its own name. */
const UNAVAILABLE = {
  code: 'UNAVAILABLE',
  reason: expect.stringMatching(/^(service|sign_in)\.unavailable$/) as unknown,
};
const ACKNOWLEDGE = 'mutation ($input: AcknowledgeInput!) { acknowledge(input: $input) { delivery { openSites } } }';
const VIEWER = '{ inbox { totalCount } }';

describe('PostgreSQL going away', () => {
  const CLIENTS = 32;
  /** Waiting for each hospital's answer when an outage begins. */
  const WAITING = 8;
  let world: World;
  let desk: Desk;
  let hospitals: Hospital[];
  let proxy: TcpProxy;
  let portal: PortalProcess;

  beforeAll(async () => {
    world = await World.start({ TASUKI_WORKER: 'false', TASUKI_LOG_KEY: generateKey('outage.example').encode() });
    desk = await Desk.open(world);
    hospitals = [];
    while (hospitals.length < CLIENTS) {
      const hospital = await world.hospital();
      hospitals.push(hospital);
      await world.relationship(desk.vendor, hospital);
      await asset(world, hospital, desk.releaseId);
    }
    proxy = await TcpProxy.before(world.database.adminUrl);
    portal = await PortalProcess.start(world, proxy.through(world.database.adminUrl));
  });
  afterAll(async () => {
    await portal?.stop();
    proxy?.cut();
    await world?.stop();
  });

  it('is told as 503 UNAVAILABLE by a process that lives on, and loses and doubles nothing', async () => {
    const refusals = await whileEverybodyWorks(async () => {
      await sleep(100);
      proxy.cut();
      const back = sleep(1_500).then(() => proxy.mend());
      await expectAway();
      await back;
    });
    expect(refusals.size).toBeGreaterThan(0);
    await expectAllIsWell();
  });

  it('is waited out when the server ends every session and starts again', async () => {
    await whileEverybodyWorks(async () => {
      for (let time = 0; time < 5; time += 1) {
        await sleep(200);
        await endSessions();
      }
    });
    await expectAllIsWell();
  });

  it('is waited out when nothing was under way', async () => {
    proxy.cut();
    await sleep(3_000);
    await proxy.mend();
    await world.eventually(async () => (await fetch(`${portal.url}/health/ready`)).ok);
    const publicationId = await desk.published({ severity: 'HIGH' });
    await quiet(world);
    expect(await deliveriesOf(publicationId)).toBe(CLIENTS);
    await expectAllIsWell();
  });

  /** What the process says while it cannot reach the database. */
  async function expectAway(): Promise<void> {
    const { status, errors } = await portal.as(desk.publisher).ask(VIEWER);
    expect(status).toBe(503);
    expect(errors[0]?.extensions).toMatchObject(UNAVAILABLE);

    expect((await fetch(`${portal.url}/health/live`)).status).toBe(200);
    const ready = await fetch(`${portal.url}/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ checks: { database: { status: 'down' }, jobs: { status: 'down' } } });

    const checkpoint = await fetch(`${portal.url}/trail/checkpoint`);
    expect(checkpoint.status).toBe(503);
    expect(await checkpoint.json()).toMatchObject({ error: { code: 'UNAVAILABLE', reason: 'service.unavailable' } });
    expect((await signIn()).status).toBe(503);
  }

  /** Nothing lost, nothing doubled, and everything that works in the background works again. */
  async function expectAllIsWell(): Promise<void> {
    if (!portal.isRunning) throw new Error(`the process died:\n${portal.words}`);
    await quiet(world);
    await expectSums(world, portal.url);
    expect((await signIn()).status).toBe(200);

    // The world's own server listens too.
    await world.eventually(async () => {
      const { rowCount } = await world.behind.query(
        `select from pg_stat_activity where datname = current_database() and query = 'listen tasuki_revoked'`,
      );
      return rowCount === 2;
    });
    // Revocation is heard at once, and not only when what is remembered runs out after five seconds.
    const { person } = await world.hospital();
    expect((await portal.as(person).ask(VIEWER)).errors).toEqual([]);
    await world.behind.query('delete from auth.session where "userId" = $1', [person.userId]);
    const began = performance.now();
    await world.eventually(async () => (await portal.as(person).ask(VIEWER)).errors.length > 0);
    expect(performance.now() - began).toBeLessThan(3_000);
  }

  /** 32 hospitals acknowledge and the vendor publishes until all of it is done, trying again whatever was refused. */
  async function whileEverybodyWorks(outage: () => Promise<void>): Promise<Set<string>> {
    for (let n = 0; n < WAITING; n += 1) await desk.published({ severity: 'HIGH' });
    const submitted = [];
    for (let n = 0; n < 3; n += 1) submitted.push(await desk.submitted({ severity: 'HIGH' }));
    await quiet(world);
    const { rows } = await world.behind.query<{ id: string; hospital: string }>(
      'select id, hospital_id as hospital from delivery where open_sites > 0',
    );
    expect(rows).toHaveLength(CLIENTS * WAITING);

    const refusals = new Set<string>();
    await Promise.all([
      outage(),
      ...hospitals.map(async ({ id, siteId, person }) => {
        for (const delivery of rows.filter(({ hospital }) => hospital === id)) {
          const input = { deliveryId: delivery.id, siteId };
          const { errors } = await insisting(portal.as(person), ACKNOWLEDGE, input, refusals);
          expect(errors).toEqual([]);
        }
      }),
      ...submitted.map(async (publicationId) => {
        const read = await desk.asRead(publicationId);
        const { errors } = await insisting(portal.as(desk.approver), APPROVE, read, refusals);
        // The answer to the first attempt may have been lost after the commit.
        expect(errors.map(({ extensions }) => extensions.code)).toEqual(errors.length > 0 ? ['CONFLICT'] : []);
      }),
    ]);
    await quiet(world);
    const { rowCount } = await world.behind.query('select from acknowledgement where delivery_id = any ($1)', [
      rows.map(({ id }) => id),
    ]);
    expect(rowCount).toBe(rows.length);
    for (const publicationId of submitted) expect(await deliveriesOf(publicationId)).toBe(CLIENTS);
    for (const { id, siteId, person } of hospitals) await acknowledgeAll(id, siteId, person);
    return refusals;
  }

  /** Again until it is not UNAVAILABLE; no other answer is a 503. */
  async function insisting(who: Person, query: string, input: object, refusals: Set<string>): Promise<Answer<unknown>> {
    for (;;) {
      const answer = await who.ask(query, { input }).catch((error: unknown) => {
        throw new Error(`the process died:\n${portal.words}`, { cause: error });
      });
      if (answer.errors[0]?.extensions.code === 'INTERNAL') throw new Error(`a defect:\n${portal.words}`);
      if (answer.status !== 503) return answer;
      expect(answer.errors[0]?.extensions).toMatchObject(UNAVAILABLE);
      refusals.add(String(answer.errors[0]?.extensions.requestId));
      await sleep(50);
    }
  }

  async function acknowledgeAll(hospitalId: string, siteId: string, person: Person): Promise<void> {
    const { rows } = await world.behind.query<{ id: string }>(
      'select id from delivery where hospital_id = $1 and open_sites > 0',
      [hospitalId],
    );
    for (const { id } of rows) await portal.as(person).graphql(ACKNOWLEDGE, { input: { deliveryId: id, siteId } });
  }

  /** As a server that is shut down does it. */
  async function endSessions(): Promise<void> {
    await world.behind.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and usename like 'tasuki%'`,
    );
  }

  async function deliveriesOf(publicationId: string): Promise<number | null> {
    return (await world.behind.query('select from delivery where publication_id = $1', [publicationId])).rowCount;
  }

  const signIn = () =>
    fetch(`${portal.url}/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: portal.url },
      body: JSON.stringify({ email: desk.publisher.email, password: PASSWORD }),
    });
});

describe('the S3 service going away', () => {
  const AWAY = { code: 'UNAVAILABLE', reason: 'storage.unavailable' };
  const BEGIN = `mutation ($input: BeginUploadInput!) {
    beginUpload(input: $input) { upload { id parts { number sizeBytes url } } } }`;
  const COMPLETE = `mutation ($input: CompleteUploadInput!) { completeUpload(input: $input) { upload { state } } }`;
  let directory: string;
  let service: S3rver;
  let proxy: TcpProxy;
  let world: World;
  let vendor: Vendor;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'outage-s3-'));
    const port = await startService(0);
    proxy = await TcpProxy.before(`http://127.0.0.1:${port}`);
    world = await World.start({
      S3_ENDPOINT: proxy.through(`http://127.0.0.1:${port}`).replace(/\/$/, ''),
      S3_BUCKET: 'tasuki',
      S3_ACCESS_KEY: 'S3RVER',
      S3_SECRET_KEY: 'S3RVER',
    });
    vendor = await world.vendor();
  });
  afterAll(async () => {
    await world?.stop();
    proxy?.cut();
    await stopService();
    await rm(directory, { recursive: true, force: true });
  });

  it('is told as 503, keeps what was verified half in the queue, and has it all when it is back', async () => {
    const half = await sent(randomBytes(12_000_000));
    const other = await sent(randomBytes(50_000));
    expect((await vendor.publisher.ask(COMPLETE, half)).errors).toEqual([]);
    await proxy.cutAfterAnswering(3_000_000);
    await stopService();

    for (const answer of [
      await vendor.publisher.ask(COMPLETE, other),
      await vendor.publisher.ask(BEGIN, { input: describing(randomBytes(100)) }),
    ]) {
      expect(answer.status).toBe(503);
      expect(answer.errors[0]?.extensions).toMatchObject(AWAY);
    }
    const ready = await fetch(`${world.url}/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ checks: { storage: { status: 'down' }, database: { status: 'up' } } });
    await world.eventually(async () => (await verifying()).some(({ error }) => error !== null));
    expect(await stateOf(half)).toBe('VERIFYING');
    expect(await stateOf(other)).toBe('RECEIVING');

    await startService(servicePort);
    await proxy.mend();
    expect((await vendor.publisher.ask(COMPLETE, other)).errors).toEqual([]);
    await quiet(world, 30_000);
    for (const upload of [half, other]) {
      expect(await stateOf(upload)).toBe('READY');
      expect(await timesVerified(upload)).toBe(1);
    }
    expect(await verifying()).toEqual([]);
    await expectSums(world, world.url);
  });

  type Sent = { input: { uploadId: string; parts: { number: number; etag: string }[] } };
  let servicePort = 0;

  async function startService(port: number): Promise<number> {
    service = new S3rver({
      address: '127.0.0.1',
      port,
      silent: true,
      directory,
      configureBuckets: [{ name: 'tasuki', configs: [] }],
    });
    servicePort = (await service.run()).port;
    return servicePort;
  }

  async function stopService(): Promise<void> {
    service.httpServer.closeAllConnections();
    // It logs what was cut off, and cannot once it is closed.
    await sleep(50);
    await service.close();
  }

  const describing = (bytes: Buffer) => ({
    name: 'firmware.bin',
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    contentType: 'application/octet-stream',
  });

  /** All parts sent, and not completed yet. */
  async function sent(bytes: Buffer): Promise<Sent> {
    const { beginUpload } = await vendor.publisher.graphql(BEGIN, { input: describing(bytes) });
    const { id, parts } = beginUpload.upload as {
      id: string;
      parts: { number: number; sizeBytes: number; url: string }[];
    };
    const etags = [];
    let from = 0;
    for (const { number, sizeBytes, url } of parts) {
      const answer = await fetch(url, { method: 'PUT', body: new Uint8Array(bytes.subarray(from, from + sizeBytes)) });
      expect(answer.status).toBe(200);
      etags.push({ number, etag: answer.headers.get('etag') ?? '' });
      from += sizeBytes;
    }
    return { input: { uploadId: id, parts: etags } };
  }

  async function stateOf({ input }: Sent): Promise<string | undefined> {
    const { rows } = await world.behind.query<{ state: string }>('select state from upload where id = $1', [
      input.uploadId,
    ]);
    return rows[0]?.state;
  }

  async function timesVerified({ input }: Sent): Promise<number | null> {
    const { rowCount } = await world.behind.query(
      `select from trail.event where kind = 'upload.verified' and subject_id = $1`,
      [input.uploadId],
    );
    return rowCount;
  }

  async function verifying(): Promise<{ error: string | null }[]> {
    const { rows } = await world.behind.query<{ error: string | null }>(
      `select last_error as error from graphile_worker.jobs where task_identifier = 'publishing.verify_upload'`,
    );
    return rows;
  }
});
