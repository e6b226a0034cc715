import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { JobRegistry, ObjectStore, runJob, StorageError, systemCtx } from '#libs/platform';
import {
  BEGIN,
  ABANDON,
  COMPLETE,
  DOWNLOAD,
  fetchAll,
  HOUR_MS,
  json,
  MiB,
  PART,
  partOf,
  Person,
  Portal,
  RECORD,
  sha256,
} from './portal.testing.ts';
import { UploadSweep } from './upload.sweep.ts';
import { UploadVerification } from './upload.verification.ts';

describe.each(['folder', 'S3'] as const)('a file on its way into the %s store', (kind) => {
  const portal = new Portal();
  let publisher: Person;

  beforeAll(() => portal.start(kind));
  afterAll(() => portal.stop());
  beforeEach(async () => {
    publisher = await portal.person('MANUFACTURER', 'VENDOR_PUBLISHER');
  });

  const keyOf = async (bytes: Buffer) => {
    const { rows } = await portal.admin.query<{ object_key: string }>(
      'select object_key from stored_object where sha256 = $1',
      [sha256(bytes)],
    );
    return rows[0]!.object_key;
  };

  it('is verified by its bytes and kept, and the trail tells', async () => {
    const bytes = json(40 * MiB);
    const upload = await publisher.begins(bytes, { contentType: 'text/plain' });
    expect(upload).toMatchObject({ state: 'RECEIVING', partSizeBytes: PART, receivedParts: [], mediaType: null });
    expect(upload.parts.map((part) => part.sizeBytes)).toEqual([PART, PART, bytes.length - 2 * PART]);
    for (const number of [3, 1, 2]) await publisher.sends(upload, number, partOf(bytes, number));
    const completed = await publisher.completes(upload);
    expect(completed.parts.map((part) => part.url)).toEqual([null, null, null]);

    const ready = await publisher.verified(upload);

    expect(ready).toMatchObject({
      state: 'READY',
      mediaType: 'application/json',
      isMachineReadable: true,
      findings: [],
    });
    const [event] = await portal.eventsOf(upload.id);
    expect(event).toMatchObject({ kind: 'upload.verified', counterpart_id: null });
    expect(event!.facts).toContain(sha256(bytes));
  });

  it('goes on after the connection was cut in the middle of a part', async () => {
    const bytes = json(20 * MiB);
    const upload = await publisher.begins(bytes);
    await publisher.sends(upload, 1, partOf(bytes, 1));
    await cutOff(new URL(upload.parts[1]!.url!, portal.url), partOf(bytes, 2));

    const resumed = await publisher.reads(upload);
    expect(resumed.receivedParts).toEqual([1]);
    expect(await publisher.refusal(COMPLETE, { input: { uploadId: upload.id } })).toBe('CONFLICT upload.part_missing');
    await publisher.sends(resumed, 2, partOf(bytes, 2));
    await publisher.completes(upload);

    expect(await publisher.verified(upload)).toMatchObject({ state: 'READY' });
  });

  it('takes a part that is sent twice as one part, and being completed twice as once', async () => {
    const bytes = json(MiB);
    const upload = await publisher.begins(bytes);
    await publisher.sends(upload, 1, bytes);
    await publisher.sends(upload, 1, bytes);
    expect((await publisher.reads(upload)).receivedParts).toEqual([1]);

    await publisher.completes(upload);
    await publisher.completes(upload);
    await publisher.verified(upload);
    expect((await publisher.completes(upload)).state).toBe('READY');
    await portal.app.get(UploadVerification).verify(systemCtx('again'), upload.id);

    expect(await portal.eventsOf(upload.id)).toHaveLength(1);
  });

  it('is refused, and its bytes are removed, when they are not the declared ones', async () => {
    await portal.idle();
    const before = await portal.keptFiles();
    const bytes = json(MiB);
    const upload = await publisher.uploads(bytes, { sha256: sha256(Buffer.from('something else')) });

    expect(upload).toMatchObject({ state: 'REFUSED', refusalReason: 'upload.sha256_mismatch' });
    await portal.idle();
    expect(await portal.keptFiles()).toBe(before);
    expect(await portal.eventsOf(upload.id)).toMatchObject([{ kind: 'upload.refused' }]);
  });

  it.each([
    ['broken JSON', 'a.json', '{"a": 1,}', 'formats.claims_json_but_is_not'],
    ['a PDF called JSON', 'a.json', '%PDF-1.7 and so on', 'formats.claims_json_but_is_not'],
    ['broken XML', 'a.xml', '<bom><component></bom>', 'formats.claims_xml_but_is_not'],
    ['no workbook', 'a.xlsx', 'PK\u0003\u0004 nothing', 'formats.claims_xlsx_but_is_not'],
    ['JSON broken at its far end', 'a.json', `{"a": "${'x'.repeat(100_000)}"`, 'formats.json_malformed'],
  ])('is refused when it is %s', async (_what, name, content, refusalReason) => {
    const upload = await publisher.uploads(Buffer.from(content, 'latin1'), { name, contentType: 'a/b' });
    expect(upload).toMatchObject({ state: 'REFUSED', refusalReason });
    expect(upload.findings.map((finding) => finding.reason)).toContain(refusalReason);
  });

  it('is accepted as a PDF, and marked as not machine-readable', async () => {
    const upload = await publisher.uploads(Buffer.from('%PDF-1.7\n'), {
      name: 'mds2.pdf',
      contentType: 'application/pdf',
    });
    expect(upload).toMatchObject({ state: 'READY', mediaType: 'application/pdf', isMachineReadable: false });
    expect(upload.findings).toContainEqual(
      expect.objectContaining({ severity: 'HINT', reason: 'formats.not_machine_readable' }),
    );
  });

  it('is kept once, however often and by whomever the same bytes are sent', async () => {
    const bytes = json(MiB);
    const other = await portal.person('SERVICE_PROVIDER', 'VENDOR_PUBLISHER');
    await portal.idle();
    const before = await portal.keptFiles();

    const uploads = await Promise.all([publisher.uploads(bytes), other.uploads(bytes), publisher.uploads(bytes)]);
    const late = await other.uploads(bytes);

    expect([...uploads, late].map((upload) => upload.state)).toEqual(['READY', 'READY', 'READY', 'READY']);
    await portal.idle();
    expect(await portal.keptFiles()).toBe(before + 1);
    const artifact = await portal.attach(late, { state: 'PUBLISHED', tlp: 'CLEAR' });
    expect(await fetchAll(portal, (await other.graphql(DOWNLOAD, { input: { artifactId: artifact } })).url)).toEqual(
      bytes,
    );
  });

  it('is kept anew when the bytes that were kept are lost', async () => {
    const bytes = json(MiB);
    await publisher.uploads(bytes);
    const store = portal.app.get(ObjectStore);
    await store.remove(await keyOf(bytes));

    const upload = await publisher.uploads(bytes);

    const artifactId = await portal.attach(upload, { state: 'DRAFT', tlp: 'AMBER' });
    const { url } = await publisher.graphql(DOWNLOAD, { input: { artifactId } });
    expect(await fetchAll(portal, url)).toEqual(bytes);
  });

  it('stays, once it is kept, whatever copy is to be thrown away', async () => {
    const bytes = json(MiB);
    const upload = await publisher.uploads(bytes);
    await portal.app.get(UploadSweep).discard(systemCtx('again'), await keyOf(bytes), 'none');

    const artifactId = await portal.attach(upload, { state: 'DRAFT', tlp: 'AMBER' });
    const { url } = await publisher.graphql(DOWNLOAD, { input: { artifactId } });
    expect(await fetchAll(portal, url)).toEqual(bytes);
  });

  it('goes on being verified where a killed process left off', async () => {
    const bytes = json(MiB);
    const store = portal.app.get(ObjectStore);
    const upload = await publisher.begins(bytes);
    await publisher.sends(upload, 1, bytes);
    // The process dies after the store took the object for good and before the database knows.
    const adopt = store.adopt.bind(store);
    let deaths = 0;
    store.adopt = async (key, hash) => {
      const kept = await adopt(key, hash);
      if (deaths++ === 0) throw new StorageError('storage.unavailable', 'killed');
      return kept;
    };
    await publisher.completes(upload);
    await portal.idle();
    store.adopt = adopt;
    expect((await publisher.reads(upload)).state).toBe('VERIFYING');

    await portal.app.get(UploadVerification).verify(systemCtx('retry'), upload.id);

    expect((await publisher.reads(upload)).state).toBe('READY');
    await portal.admin.query(`select graphile_worker.remove_job('publishing.verify_upload:' || $1)`, [upload.id]);
  });

  it('expires when no part came for a day, and its bytes are removed', async () => {
    const bytes = json(20 * MiB);
    const upload = await publisher.begins(bytes);
    const url = new URL(upload.parts[0]!.url!, portal.url);
    await publisher.sends(upload, 1, partOf(bytes, 1));
    const sweep = portal.app.get(UploadSweep);
    portal.clock.aheadMs += 23 * HOUR_MS;
    await sweep.sweep(systemCtx('sweep'));
    expect((await publisher.reads(upload)).state).toBe('RECEIVING');

    portal.clock.aheadMs += 2 * HOUR_MS;
    expect(await publisher.refusal(COMPLETE, { input: { uploadId: upload.id } })).toBe('CONFLICT upload.expired');
    await sweep.sweep(systemCtx('sweep'));
    await portal.idle();

    expect(await publisher.reads(upload)).toMatchObject({ state: 'EXPIRED' });
    expect(await publisher.refusal(COMPLETE, { input: { uploadId: upload.id } })).toBe('CONFLICT upload.expired');
    if (kind === 'folder') {
      expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(403);
      expect(await readdir(join(portal.folder, 'files', 'uploads'))).toEqual([]);
    }
    const hourly = portal.app
      .get(JobRegistry)
      .all()
      .filter((job) => job.isHourly);
    expect(hourly.map(({ kind: job }) => job)).toContain('publishing.sweep_uploads');
    portal.clock.aheadMs = 0;
  });

  it.each(['ABANDONED', 'EXPIRED'])(
    'leaves no bytes behind when it becomes %s while the store puts its parts together',
    async (state) => {
      await portal.idle();
      const before = await portal.keptFiles();
      const bytes = json(MiB);
      const upload = await publisher.begins(bytes);
      await publisher.sends(upload, 1, bytes);
      const store = portal.app.get(ObjectStore);
      const put = store.completeMultipart.bind(store);
      store.completeMultipart = async (...given) => {
        await put(...given);
        // The job that removes its bytes ran just before, and found none.
        await portal.admin.query('update upload set state = $2 where id = $1', [upload.id, state]);
      };
      const refusal = await publisher.refusal(COMPLETE, { input: { uploadId: upload.id } });
      store.completeMultipart = put;

      expect(refusal).toBe(`CONFLICT upload.${state === 'EXPIRED' ? 'expired' : 'not_receiving'}`);
      await portal.idle();
      expect(await portal.keptFiles()).toBe(before);
    },
  );

  it('is given up with its bytes when no publication took it for seven days', async () => {
    const [loose, shared] = [json(MiB), json(MiB)];
    const forgotten = await publisher.uploads(loose);
    const looseKey = await keyOf(loose);
    const twin = await publisher.uploads(shared);
    const attached = await publisher.uploads(shared);
    const artifactId = await portal.attach(attached, { state: 'DRAFT', tlp: 'AMBER' });
    const sweep = portal.app.get(UploadSweep);
    const states = async () =>
      Promise.all([forgotten, twin, attached].map(async (one) => (await publisher.reads(one)).state));
    try {
      portal.clock.aheadMs = 7 * 24 * HOUR_MS - 60_000;
      await sweep.sweep(systemCtx('sweep'));
      expect(await states()).toEqual(['READY', 'READY', 'READY']);
      portal.clock.aheadMs = 7 * 24 * HOUR_MS + 60_000;
      await sweep.sweep(systemCtx('sweep'));
      await portal.idle();
    } finally {
      portal.clock.aheadMs = 0;
    }

    expect(await states()).toEqual(['EXPIRED', 'EXPIRED', 'READY']);
    expect(await portal.app.get(ObjectStore).head(looseKey)).toBeNull();
    const { url } = await publisher.graphql(DOWNLOAD, { input: { artifactId } });
    expect((await fetchAll(portal, url)).equals(shared)).toBe(true);
    // Sent again, the same bytes are kept anew.
    expect((await publisher.uploads(loose)).state).toBe('READY');
  });

  it('can be abandoned while it is being received, and then takes nothing more', async () => {
    const bytes = json(MiB);
    const upload = await publisher.begins(bytes);
    for (const _ of [1, 2]) {
      const { upload: abandoned } = await publisher.graphql(ABANDON, { input: { uploadId: upload.id } });
      expect(abandoned!.state).toBe('ABANDONED');
    }
    const input = { uploadId: upload.id, parts: [{ number: 1, etag: 'x' }] };
    expect(await publisher.refusal(RECORD, { input })).toBe('CONFLICT upload.not_receiving');
    expect(await publisher.refusal(COMPLETE, { input })).toBe('CONFLICT upload.not_receiving');

    const ready = await publisher.uploads(bytes);
    expect(await publisher.refusal(ABANDON, { input: { uploadId: ready.id } })).toBe('CONFLICT upload.not_receiving');
  });

  it('may be sent by a program, with a key that publishes', async () => {
    const program = new Person(portal, 'MANUFACTURER', publisher.organisationId, ['VENDOR_PUBLISHER'], 'PROGRAM');
    expect(await program.uploads(json(MiB))).toMatchObject({ state: 'READY' });
    const other = new Person(portal, 'MANUFACTURER', publisher.organisationId, ['VENDOR_APPROVER'], 'PROGRAM');
    const input = { name: 'a.json', sizeBytes: 1, sha256: sha256(Buffer.from('a')), contentType: 'a/b' };
    expect(await other.refusal(BEGIN, { input })).toBe('FORBIDDEN access.forbidden');
  });

  it('is not touched by a job whose payload this version does not know', async () => {
    const upload = await publisher.begins(json(MiB));
    const jobs = portal.app.get(JobRegistry).all();
    const ofUploads = jobs.filter((job) => job.kind.startsWith('publishing.') && !job.isHourly);
    expect(ofUploads).toHaveLength(4);
    for (const job of ofUploads) {
      const payload = { version: 2, uploadId: upload.id, objectKey: `arrived/${upload.id}`, multipartId: 'x' };
      await expect(runJob(job, payload)).rejects.toMatchObject({ reason: 'jobs.unknown_payload' });
    }
    expect((await publisher.reads(upload)).state).toBe('RECEIVING');
  });

  it('is downloaded in full and in ranges under its own name', async () => {
    const bytes = json(2 * MiB);
    const upload = await publisher.uploads(bytes);
    const artifactId = await portal.attach(upload, { state: 'DRAFT', tlp: 'AMBER', name: 'bom.json' });

    const { url } = await publisher.graphql(DOWNLOAD, { input: { artifactId } });

    const whole = await fetch(new URL(url, portal.url));
    expect(whole.headers.get('content-disposition')).toBe('attachment; filename="bom.json"');
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
    const range = await fetch(new URL(url, portal.url), { headers: { range: 'bytes=100-199' } });
    expect(range.status).toBe(206);
    expect(range.headers.get('content-range')).toBe(`bytes 100-199/${bytes.length}`);
    expect(Buffer.from(await range.arrayBuffer()).equals(bytes.subarray(100, 200))).toBe(true);
    const [event] = await portal.eventsOf(artifactId);
    expect(event).toMatchObject({ kind: 'artifact.downloaded', counterpart_id: null });
  });

  it('is downloaded by whoever may read its publication, and the vendor learns of it where they know each other', async () => {
    const hospital = await portal.person('HOSPITAL', 'HOSPITAL_VIEWER');
    const related = await portal.person('HOSPITAL', 'HOSPITAL_VIEWER');
    const operator = await portal.person('OPERATOR', 'OPERATOR');
    await portal.relate(publisher, related);
    const upload = await publisher.uploads(json(MiB));
    const draft = await portal.attach(upload, { state: 'DRAFT', tlp: 'CLEAR' });
    const amber = await portal.attach(upload, { state: 'PUBLISHED', tlp: 'AMBER' });
    const clear = await portal.attach(upload, { state: 'PUBLISHED', tlp: 'CLEAR' });

    for (const artifactId of [draft, amber, newId()]) {
      expect(await hospital.refusal(DOWNLOAD, { input: { artifactId } })).toBe('NOT_FOUND not_found');
    }
    expect(await operator.refusal(DOWNLOAD, { input: { artifactId: clear } })).toBe('FORBIDDEN access.forbidden');
    await hospital.graphql(DOWNLOAD, { input: { artifactId: clear } });
    await related.graphql(DOWNLOAD, { input: { artifactId: clear } });

    expect(await portal.eventsOf(draft)).toEqual([]);
    const told = (await portal.eventsOf(clear)).map((event) => event.counterpart_id);
    expect(told).toEqual([null, publisher.organisationId]);
  });
});

/** Sends half of it, then drops the connection. */
async function cutOff(url: URL, bytes: Buffer): Promise<void> {
  await new Promise<void>((resolve) => {
    const request = httpRequest(url, { method: 'PUT', headers: { 'content-length': bytes.length } });
    request.on('error', () => undefined);
    request.on('close', resolve);
    request.write(bytes.subarray(0, bytes.length / 2), () => setTimeout(() => request.destroy(), 50));
  });
}
