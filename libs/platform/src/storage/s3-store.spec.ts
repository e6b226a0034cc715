import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import S3rver from '@20minutes/s3rver';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { contentDisposition, hashObject, S3Store } from './index.ts';

const options = {
  region: 'us-east-1',
  bucket: 'tasuki',
  accessKey: 'S3RVER',
  secretKey: 'S3RVER',
  pathStyle: true,
  timeoutMs: 5_000,
};

describe('the S3 store', () => {
  let directory: string;
  let server: S3rver;
  let endpoint: string;
  let store: S3Store;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 's3-store-'));
    const configureBuckets = [{ name: 'tasuki', configs: [] }];
    server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets });
    endpoint = `http://127.0.0.1:${(await server.run()).port}`;
    store = new S3Store({ ...options, endpoint });
  });

  afterAll(async () => {
    server.httpServer.closeAllConnections();
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function begin(key: string, sizeBytes: number, fileName = 'bom.json') {
    const plan = { key, contentType: 'application/json', fileName, sizeBytes, partSizeBytes: 5 * 2 ** 20 };
    return store.beginMultipart(plan);
  }

  async function put(key: string, multipartId: string, part: number, bytes: Uint8Array<ArrayBuffer>) {
    const target = await store.partTarget({ key, multipartId, part, expiresInSeconds: 60 });
    const answer = await fetch(target.url, { method: target.method, body: bytes });
    expect(answer.status).toBe(200);
    return { part, etag: answer.headers.get('etag')! };
  }

  async function upload(key: string, bytes: Uint8Array<ArrayBuffer>, fileName = 'bom.json') {
    const { multipartId } = await begin(key, bytes.length, fileName);
    await store.completeMultipart(key, multipartId, [await put(key, multipartId, 1, bytes)]);
  }

  it('joins the parts that clients put at presigned URLs, in order, a part sent twice once', async () => {
    const bytes = randomBytes(12_000_000);
    const partSize = 5 * 2 ** 20;
    const { multipartId } = await begin('arrived/1', bytes.length);
    const parts = [];
    for (const part of [3, 1, 1, 2]) {
      const body = bytes.subarray((part - 1) * partSize, part * partSize);
      parts[part - 1] = await put('arrived/1', multipartId, part, body);
    }
    expect(await store.head('arrived/1')).toBeNull();

    await store.completeMultipart('arrived/1', multipartId, parts.reverse());

    expect(await store.head('arrived/1')).toEqual({ sizeBytes: bytes.length });
    const hashed = await hashObject(store, 'arrived/1');
    expect(hashed.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(hashed.head.equals(bytes.subarray(0, 65_536))).toBe(true);
    expect(hashed.tail.equals(bytes.subarray(-65_536))).toBe(true);
  });

  it('may be told to complete the same upload again', async () => {
    const { multipartId } = await begin('arrived/again', 5);
    const parts = [await put('arrived/again', multipartId, 1, Buffer.from('again'))];
    await store.completeMultipart('arrived/again', multipartId, parts);

    await expect(store.completeMultipart('arrived/again', multipartId, parts)).resolves.toBeUndefined();
  });

  it('gives a presigned URL an end', async () => {
    const { multipartId } = await begin('arrived/expiring', 5);
    const before = Date.now();
    const target = await store.partTarget({ key: 'arrived/expiring', multipartId, part: 1, expiresInSeconds: 60 });
    expect(target.expiresAt.getTime()).toBeGreaterThanOrEqual(before + 60_000);
    expect(new URL(target.url).searchParams.get('X-Amz-Expires')).toBe('60');

    const forged = target.url.replace('partNumber=1', 'partNumber=2');
    expect((await fetch(forged, { method: 'PUT', body: 'x' })).status).toBe(403);
  });

  it('signs URLs for the address that clients reach', async () => {
    const behind = new S3Store({ ...options, endpoint, publicEndpoint: 'https://files.example.org' });
    const { multipartId } = await begin('arrived/public', 5);
    const { url } = await behind.partTarget({ key: 'arrived/public', multipartId, part: 1, expiresInSeconds: 60 });
    expect(url).toMatch(/^https:\/\/files\.example\.org\/tasuki\/arrived\/public\?/);
  });

  it('forgets an unfinished upload even where the service cannot abort it', async () => {
    const { multipartId } = await begin('arrived/aborted', 5);
    await expect(store.abortMultipart('arrived/aborted', multipartId)).resolves.toBeUndefined();
  });

  it('reads in part, with both ends included', async () => {
    await upload('arrived/range', Buffer.from('0123456789'));
    const read = async (range: { start: number; end?: number }) =>
      (await buffer(await store.read('arrived/range', range))).toString();

    expect(await read({ start: 3, end: 5 })).toBe('345');
    expect(await read({ start: 7 })).toBe('789');
    expect(await read({ start: 7, end: 100 })).toBe('789');
    for (const range of [{ start: 10 }, { start: 5, end: 4 }]) {
      await expect(store.read('arrived/range', range)).rejects.toMatchObject({
        reason: 'storage.range_not_satisfiable',
      });
    }
  });

  it.each(['bom.json', '製品 セキュリティ.json', 'it\'s "quoted" (1)*.json', 'ünïcode 🩺.json'])(
    'serves a download as an attachment named %s',
    async (fileName) => {
      const key = `arrived/${createHash('sha256').update(fileName).digest('hex')}`;
      await upload(key, Buffer.from('content'), fileName);

      const answer = await fetch(await store.downloadUrl(key, { fileName, expiresInSeconds: 60 }));

      expect(await answer.text()).toBe('content');
      expect(answer.headers.get('content-disposition')).toBe(contentDisposition(fileName));
      expect(answer.headers.get('content-type')).toBe('application/json');
    },
  );

  it('keeps an adopted object under its key, where a second file with the same bytes can point', async () => {
    await upload('arrived/kept', Buffer.from('kept'), 'first.json');

    const key = await store.adopt('arrived/kept', createHash('sha256').update('kept').digest('hex'));
    expect(key).toBe('arrived/kept');

    const url = await store.downloadUrl(key, { fileName: 'second.json', expiresInSeconds: 60 });
    const override = new URL(url).searchParams.get('response-content-disposition');
    expect(override).toBe('attachment; filename="second.json"');
    expect((await fetch(url)).status).toBe(200);
    await expect(store.adopt('arrived/never', '0'.repeat(64))).rejects.toMatchObject({ reason: 'storage.not_found' });
  });

  it('does not send a header that a declared content type smuggles in', async () => {
    const plan = { key: 'arrived/type', fileName: 'a', sizeBytes: 1, partSizeBytes: 1 };
    const { multipartId } = await store.beginMultipart({ ...plan, contentType: 'text/html\r\nx-amz-acl: public-read' });
    await store.completeMultipart('arrived/type', multipartId, [
      await put('arrived/type', multipartId, 1, Buffer.from('a')),
    ]);
    const answer = await fetch(await store.downloadUrl('arrived/type', { fileName: 'a', expiresInSeconds: 60 }));
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  });

  it('says what is not there, and removes it as often as asked', async () => {
    await upload('arrived/removed', Buffer.from('x'));
    await store.remove('arrived/removed');
    await store.remove('arrived/removed');

    const notThere = { code: 'NOT_FOUND', reason: 'storage.not_found' };
    expect(await store.head('arrived/removed')).toBeNull();
    await expect(store.read('arrived/removed')).rejects.toMatchObject(notThere);
    await expect(store.downloadUrl('arrived/removed', { fileName: 'x', expiresInSeconds: 60 })).rejects.toMatchObject(
      notThere,
    );
  });

  it('answers a ping only while its bucket is there', async () => {
    await expect(store.ping()).resolves.toBeUndefined();
    const elsewhere = new S3Store({ ...options, endpoint, bucket: 'nowhere' });
    await expect(elsewhere.ping()).rejects.toMatchObject({ code: 'UNAVAILABLE', reason: 'storage.unavailable' });
  });

  it('refuses keys that are no keys before anything is sent', async () => {
    for (const key of ['../x', 'a.b', 'A', '']) {
      await expect(begin(key, 1)).rejects.toMatchObject({ reason: 'storage.key_invalid' });
      await expect(store.head(key)).rejects.toMatchObject({ reason: 'storage.key_invalid' });
    }
  });
});

describe('an S3 service that fails', () => {
  let server: Server | undefined;

  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    server = undefined;
  });

  async function storeAt(listener: RequestListener, timeoutMs = 5_000) {
    const started = createServer(listener);
    server = started;
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    return new S3Store({
      ...options,
      timeoutMs,
      endpoint: `http://127.0.0.1:${(started.address() as AddressInfo).port}`,
    });
  }

  const unavailable = { code: 'UNAVAILABLE', reason: 'storage.unavailable' };
  const xmlError =
    (status: number, code: string): RequestListener =>
    (_request, response) => {
      response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`);
    };

  it('is unavailable when nobody listens', async () => {
    const store = await storeAt(() => undefined);
    server!.closeAllConnections();
    await new Promise<void>((resolve) => server!.close(() => resolve()));
    server = undefined;

    await expect(store.ping()).rejects.toMatchObject(unavailable);
    await expect(store.read('arrived/1')).rejects.toMatchObject(unavailable);
    await expect(store.completeMultipart('arrived/1', 'id', [])).rejects.toMatchObject(unavailable);
  });

  it.each([500, 502, 503])('is unavailable when it answers %d', async (status) => {
    const store = await storeAt((_request, response) => void response.writeHead(status).end());
    await expect(store.head('arrived/1')).rejects.toMatchObject(unavailable);
    await expect(store.abortMultipart('arrived/1', 'id')).rejects.toMatchObject(unavailable);
  });

  it('is unavailable when it stands still, after the time limit', async () => {
    const store = await storeAt(() => undefined, 50);
    await expect(store.ping()).rejects.toMatchObject(unavailable);
    // Well before Node's own five seconds, which would otherwise end this too.
  }, 3_000);

  it('is full when it says so', async () => {
    const store = await storeAt(xmlError(507, 'XMinioStorageFull'));
    const plan = { key: 'arrived/1', contentType: 'text/plain', fileName: 'a', sizeBytes: 1, partSizeBytes: 1 };
    await expect(store.beginMultipart(plan)).rejects.toMatchObject({ code: 'UNAVAILABLE', reason: 'storage.full' });
  });

  it('knows an upload no more, or misses a part of it', async () => {
    let code = 'NoSuchUpload';
    const store = await storeAt((request, response) => {
      if (request.method === 'HEAD') response.writeHead(404).end();
      else xmlError(code === 'NoSuchUpload' ? 404 : 400, code)(request, response);
    });
    await expect(store.abortMultipart('arrived/1', 'id')).resolves.toBeUndefined();
    await expect(store.completeMultipart('arrived/1', 'id', [])).rejects.toMatchObject({ reason: 'upload.unknown' });
    code = 'InvalidPart';
    await expect(store.completeMultipart('arrived/1', 'id', [])).rejects.toMatchObject({
      reason: 'upload.part_missing',
    });
  });
});
