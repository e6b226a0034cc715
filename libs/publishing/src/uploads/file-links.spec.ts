import { createHash, randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel';
import { ObjectStore, systemCtx } from '#libs/platform';
import {
  COMPLETE,
  DOWNLOAD,
  HOUR_MS,
  json,
  MiB,
  PART,
  type Person,
  Portal,
  RECORD,
  sha256,
  type UploadAnswer,
} from './portal.testing.ts';
import { UploadSweep } from './upload.sweep.ts';

describe('links of the folder store', () => {
  const portal = new Portal();
  let publisher: Person;
  let bytes: Buffer;
  let upload: UploadAnswer;
  let partUrl: URL;

  beforeAll(async () => {
    await portal.start('folder');
    publisher = await portal.person('MANUFACTURER', 'VENDOR_PUBLISHER');
  });
  afterAll(() => portal.stop());
  beforeEach(async () => {
    bytes = json(MiB);
    upload = await publisher.begins(bytes);
    partUrl = new URL(upload.parts[0]!.url!, portal.url);
  });

  const put = async (url: URL, body: Uint8Array | null, headers: Record<string, string> = {}) => {
    const answer = await fetch(url, { method: 'PUT', body: body && new Uint8Array(body), headers });
    const { error } = (await answer.json().catch(() => ({}))) as { error?: { code: string; reason: string } };
    return `${answer.status} ${error?.code} ${error?.reason}`;
  };
  const downloadUrl = async (name: string) => {
    const ready = await publisher.uploads(bytes);
    const artifactId = await portal.attach(ready, { state: 'DRAFT', tlp: 'RED', name });
    const { url } = await publisher.graphql(DOWNLOAD, { input: { artifactId } });
    return new URL(url, portal.url);
  };

  it('take a part whatever type it claims', async () => {
    for (const type of [
      'application/json',
      'text/plain',
      'application/octet-stream',
      'multipart/form-data; boundary=x',
    ]) {
      expect(await put(partUrl, bytes, { 'content-type': type })).toMatch(/^200/);
    }
    expect((await publisher.reads(upload)).receivedParts).toEqual([1]);
  });

  it('refuse a part that is shorter or longer than declared, and answer whoever sends it', async () => {
    expect(await put(partUrl, bytes.subarray(1))).toBe('400 INVALID_INPUT upload.part_too_short');
    expect(await put(partUrl, null)).toBe('400 INVALID_INPUT upload.part_too_short');
    expect(await put(partUrl, Buffer.concat([bytes, Buffer.alloc(1)]))).toBe('400 INVALID_INPUT upload.part_too_long');
    expect(await put(partUrl, Buffer.alloc(30 * MiB))).toBe('400 INVALID_INPUT upload.part_too_long');
    expect((await publisher.reads(upload)).receivedParts).toEqual([]);
  });

  it('read a refused part to its end, for a sender that listens only then', async () => {
    const sent = httpRequest(partUrl, { method: 'PUT' });
    const finished = new Promise<void>((resolve) => sent.once('finish', resolve));
    const status = new Promise<number | undefined>((resolve, reject) => {
      sent.once('response', (answer) => resolve(answer.resume().statusCode)).once('error', reject);
    });
    sent.end(Buffer.alloc(40 * MiB));
    await finished;
    expect(await status).toBe(400);
  });

  it('keep an upload alive for another day with each part', async () => {
    portal.clock.aheadMs = 23 * HOUR_MS;
    const fresh = new URL((await publisher.reads(upload)).parts[0]!.url!, portal.url);
    expect(await put(fresh, bytes)).toMatch(/^200/);

    portal.clock.aheadMs = 46 * HOUR_MS;
    await portal.app.get(UploadSweep).sweep(systemCtx('sweep'));

    expect((await publisher.reads(upload)).state).toBe('RECEIVING');
    portal.clock.aheadMs = 0;
  });

  it('refuse a part out of range', async () => {
    for (const number of ['0', '2', '-1', '1e3', '0x1', '1.0', 'x']) {
      const url = new URL(partUrl);
      url.pathname = url.pathname.replace(/1$/, number);
      expect(await put(url, bytes)).toBe('400 INVALID_INPUT upload.part_out_of_range');
    }
  });

  it('are good for their own upload, method and hour', async () => {
    const other = new URL(partUrl);
    other.pathname = other.pathname.replace(upload.id, newId());
    expect(await put(other, bytes)).toBe('403 FORBIDDEN upload.bad_signature');
    const longer = new URL(partUrl);
    longer.searchParams.set('expires', '9999999999');
    expect(await put(longer, bytes)).toBe('403 FORBIDDEN upload.bad_signature');
    expect(await put(new URL(partUrl.pathname, portal.url), bytes)).toBe('403 FORBIDDEN upload.bad_signature');

    portal.clock.aheadMs = HOUR_MS + 1000;
    expect(await put(partUrl, bytes)).toBe('403 FORBIDDEN upload.link_expired');
    portal.clock.aheadMs = 0;
  });

  it('take nothing once the upload is completed', async () => {
    await publisher.sends(upload, 1, bytes);
    await publisher.completes(upload);
    expect(await put(partUrl, bytes)).toBe('409 CONFLICT upload.not_receiving');
  });

  it('do not believe a client about a part that did not arrive', async () => {
    const input = { uploadId: upload.id, parts: [{ number: 1, etag: '"00000000-1"' }] };
    expect(await publisher.refusal(RECORD, { input })).toBe('CONFLICT upload.part_missing');
    expect(await publisher.refusal(COMPLETE, { input })).toBe('CONFLICT upload.part_missing');
  });

  it('serve a file as an attachment that no browser runs, under its whole name', async () => {
    const url = await downloadUrl('製品 (1).json');
    const answer = await fetch(url);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      etag: `"${sha256(bytes)}"`,
      'accept-ranges': 'bytes',
      'content-length': String(bytes.length),
      'content-type': 'application/json',
      'x-content-type-options': 'nosniff',
    });
    expect(answer.headers.get('content-disposition')).toContain(`filename*=UTF-8''%E8%A3%BD%E5%93%81`);
    expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(sha256(bytes));
    const head = await fetch(url, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(bytes.length));
  });

  it('serve what is left of a broken-off download, and say when a range or a condition is not met', async () => {
    const url = await downloadUrl('a.json');
    const ask = async (headers: Record<string, string>) => {
      const answer = await fetch(url, { headers });
      return { answer, body: Buffer.from(await answer.arrayBuffer()) };
    };
    const rest = await ask({ range: 'bytes=1000000-', 'if-range': `"${sha256(bytes)}"` });
    expect(rest.answer.status).toBe(206);
    expect(rest.body.equals(bytes.subarray(1_000_000))).toBe(true);
    expect((await ask({ range: 'bytes=-5' })).body.equals(bytes.subarray(-5))).toBe(true);
    expect((await ask({ range: 'bytes=0-5', 'if-range': '"another"' })).answer.status).toBe(200);
    expect((await ask({ 'if-none-match': `"${sha256(bytes)}"` })).answer.status).toBe(304);

    const { answer, body } = await ask({ range: `bytes=${bytes.length}-` });
    expect(answer.status).toBe(416);
    expect(answer.headers.get('content-range')).toBe(`bytes */${bytes.length}`);
    expect(JSON.parse(String(body))).toMatchObject({ error: { reason: 'download.range_not_satisfiable' } });
  });

  it('serve nothing after ten minutes, or under another id', async () => {
    const url = await downloadUrl('a.json');
    const other = new URL(url);
    other.pathname = `/files/${newId()}`;
    expect(await (await fetch(other)).json()).toMatchObject({ error: { reason: 'upload.bad_signature' } });
    portal.clock.aheadMs = 601_000;
    const late = await fetch(url);
    expect(late.status).toBe(403);
    expect(await late.json()).toMatchObject({ error: { code: 'FORBIDDEN', reason: 'upload.link_expired' } });
    portal.clock.aheadMs = 0;
  });

  it('sweeps what a process left that died while it began an upload', async () => {
    const store = portal.app.get(ObjectStore);
    const plan = { key: 'arrived/x', contentType: 'a/b', fileName: 'x', sizeBytes: 10, partSizeBytes: 10 };
    const { multipartId } = await store.beginMultipart(plan);
    const path = join(portal.folder, 'files', 'uploads', multipartId);
    await portal.app.get(UploadSweep).sweep(systemCtx('sweep'));
    await stat(path);

    portal.clock.aheadMs = 25 * HOUR_MS;
    await portal.app.get(UploadSweep).sweep(systemCtx('sweep'));

    await expect(stat(path)).rejects.toThrow('ENOENT');
    portal.clock.aheadMs = 0;
  });

  it('take, verify and serve 300 MB in little memory', async () => {
    const block = randomBytes(PART);
    const count = 19;
    const hash = createHash('sha256');
    for (let number = 1; number <= count; number += 1) hash.update(block);
    const whole = hash.digest('hex');
    const declared = {
      name: 'update.bin',
      sizeBytes: count * PART,
      sha256: whole,
      contentType: 'application/octet-stream',
    };
    const big = await publisher.begins(block, declared);
    let peak = 0;
    const start = process.memoryUsage().rss;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);

    for (let number = 1; number <= count; number += 1) {
      await sendFrom(new URL(big.parts[number - 1]!.url!, portal.url), block);
    }
    await publisher.completes(big);
    const ready = await publisher.verified(big);
    const artifactId = await portal.attach(ready, { state: 'DRAFT', tlp: 'RED' });
    const { url } = await publisher.graphql(DOWNLOAD, { input: { artifactId } });
    const received = createHash('sha256');
    const answer = await fetch(new URL(url, portal.url));
    for await (const chunk of answer.body!) received.update(chunk as Uint8Array);
    clearInterval(watch);

    expect(ready.state).toBe('READY');
    expect(received.digest('hex')).toBe(whole);
    expect(peak - start).toBeLessThan(100 * MiB);
  });
});

/** As fetch, which would copy the whole body first. */
async function sendFrom(url: URL, block: Buffer): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const request = httpRequest(url, { method: 'PUT', headers: { 'content-length': block.length } }, (answer) => {
      answer
        .resume()
        .on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(String(answer.statusCode)))));
    });
    request.on('error', reject);
    request.end(block);
  });
}
