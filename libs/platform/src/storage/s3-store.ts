import * as http from 'node:http';
import * as https from 'node:https';
import type { Readable } from 'node:stream';
import { Client } from 'minio';
import { contentDisposition } from './content-disposition.ts';
import {
  checkKey,
  ObjectStore,
  type ByteRange,
  type PartTarget,
  type ReceivedPart,
  type UploadPlan,
} from './object-store.ts';
import { errorCode, StorageError } from './storage-error.ts';

export interface S3Options {
  /** Where the server reaches the store, such as `http://s3:9000`. */
  endpoint: string;
  /** Where browsers and command lines reach it, when that is another address: presigned URLs carry this one. */
  publicEndpoint?: string;
  region: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
  /** `endpoint/bucket/key`, as most services other than AWS want it; false for `bucket.endpoint/key`. */
  pathStyle: boolean;
  /** How long a request may stand still before the store counts as unreachable. */
  timeoutMs: number;
}

const CONTENT_TYPE = /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/;
const NOT_THERE = new Set(['NoSuchKey', 'NotFound', 'NoSuchUpload']);
const UNSUPPORTED = new Set(['NotImplemented', 'MethodNotAllowed']);

/**
 * Objects in a bucket of any S3 service. Bytes go between the client and the service, not through the API. An object
 * stays under the key it was uploaded to; a caller that finds the same bytes already kept uses that key instead.
 * An unfinished upload whose abort the service does not support is left to the bucket's life-cycle rule.
 */
export class S3Store extends ObjectStore {
  private readonly client: Client;
  /** Signs addresses and sends nothing. */
  private readonly publicClient: Client;
  private readonly bucket: string;

  constructor(options: S3Options) {
    super();
    this.bucket = options.bucket;
    this.client = makeClient(options.endpoint, options);
    this.publicClient = makeClient(options.publicEndpoint ?? options.endpoint, options);
  }

  async beginMultipart(plan: UploadPlan): Promise<{ multipartId: string }> {
    checkKey(plan.key);
    const multipartId = await onS3(() =>
      this.client.initiateNewMultipartUpload(this.bucket, plan.key, {
        'Content-Type': CONTENT_TYPE.test(plan.contentType) ? plan.contentType : 'application/octet-stream',
        'Content-Disposition': contentDisposition(plan.fileName),
      }),
    );
    return { multipartId };
  }

  async partTarget(request: {
    key: string;
    multipartId: string;
    part: number;
    expiresInSeconds: number;
  }): Promise<PartTarget> {
    checkKey(request.key);
    const signedAt = new Date();
    const parameters = { uploadId: request.multipartId, partNumber: String(request.part) };
    const url = await onS3(() =>
      this.publicClient.presignedUrl('PUT', this.bucket, request.key, request.expiresInSeconds, parameters, signedAt),
    );
    return { method: 'PUT', url, expiresAt: new Date(signedAt.getTime() + request.expiresInSeconds * 1000) };
  }

  async completeMultipart(key: string, multipartId: string, parts: readonly ReceivedPart[]): Promise<void> {
    checkKey(key);
    const inOrder = [...parts].sort((a, b) => a.part - b.part);
    try {
      await onS3(() => this.client.completeMultipartUpload(this.bucket, key, multipartId, inOrder));
    } catch (error) {
      // The answer to an earlier call may have been lost; the key is this upload's own, so the object proves it.
      if (await this.head(key)) return;
      if (error instanceof StorageError && error.reason === 'storage.not_found') {
        throw new StorageError('upload.unknown', 'There is no such unfinished upload.', error);
      }
      throw error;
    }
  }

  async abortMultipart(key: string, multipartId: string): Promise<void> {
    checkKey(key);
    try {
      await this.client.abortMultipartUpload(this.bucket, key, multipartId);
    } catch (error) {
      const code = errorCode(error) ?? '';
      if (!NOT_THERE.has(code) && !UNSUPPORTED.has(code)) throw meaningOf(error);
    }
  }

  /** The key stays: copying 20 GiB within a bucket is not free. */
  async adopt(key: string, _sha256: string): Promise<string> {
    if (!(await this.head(key))) throw new StorageError('storage.not_found', 'There is no such object.');
    return key;
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    checkKey(key);
    if (!range) return onS3(() => this.client.getObject(this.bucket, key));
    if (range.end !== undefined && range.end < range.start) {
      throw new StorageError('storage.range_not_satisfiable', 'The range ends before it starts.');
    }
    const length = range.end === undefined ? undefined : range.end - range.start + 1;
    return onS3(() => this.client.getPartialObject(this.bucket, key, range.start, length));
  }

  async head(key: string): Promise<{ sizeBytes: number } | null> {
    const found = await this.stat(key);
    return found && { sizeBytes: found.size };
  }

  async remove(key: string): Promise<void> {
    checkKey(key);
    await onS3(() => this.client.removeObject(this.bucket, key));
  }

  async downloadUrl(key: string, request: { fileName: string; expiresInSeconds: number }): Promise<string> {
    const found = await this.stat(key);
    if (!found) throw new StorageError('storage.not_found', 'There is no such object.');

    // The object carries the name of whoever uploaded these bytes first, which is not always this file's name.
    // Overriding it only where it differs keeps to plain S3 where possible: not every service signs `'` and `*` alike.
    const wanted = contentDisposition(request.fileName);
    const stored: unknown = found.metaData['content-disposition'];
    const override = stored === wanted ? {} : { 'response-content-disposition': wanted };
    return onS3(() => this.publicClient.presignedGetObject(this.bucket, key, request.expiresInSeconds, override));
  }

  async ping(): Promise<void> {
    if (!(await onS3(() => this.client.bucketExists(this.bucket)))) {
      throw new StorageError('storage.unavailable', `The bucket ${this.bucket} does not exist.`);
    }
  }

  async freeBytes(): Promise<null> {
    return null;
  }

  private async stat(key: string) {
    checkKey(key);
    try {
      return await onS3(() => this.client.statObject(this.bucket, key));
    } catch (error) {
      if (error instanceof StorageError && error.reason === 'storage.not_found') return null;
      throw error;
    }
  }
}

function makeClient(endpoint: string, options: S3Options): Client {
  const { protocol, hostname, port } = new URL(endpoint);
  const useSSL = protocol === 'https:';
  return new Client({
    endPoint: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port ? Number(port) : useSSL ? 443 : 80,
    useSSL,
    region: options.region,
    accessKey: options.accessKey,
    secretKey: options.secretKey,
    pathStyle: options.pathStyle,
    // Whoever asked retries (a job, a client); the library would also print to the console.
    retryOptions: { disableRetry: true },
    transport: impatient(useSSL ? https : http, options.timeoutMs),
  });
}

/** The library sets no time limit of its own: a store that stands still would hold its caller for ever. */
function impatient(transport: Pick<typeof http, 'request'>, timeoutMs: number): Pick<typeof http, 'request'> {
  const request = (options: http.RequestOptions, onResponse?: (response: http.IncomingMessage) => void) => {
    const sent = transport.request({ ...options, timeout: timeoutMs }, onResponse);
    sent.on('timeout', () =>
      sent.destroy(Object.assign(new Error('The store did not answer.'), { code: 'ETIMEDOUT' })),
    );
    return sent;
  };
  return { request: request as typeof http.request };
}

async function onS3<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw meaningOf(error);
  }
}

/** What is not one of the answers we expect (refused, reset, timed out, 5xx, wrong credentials) means: not now. */
function meaningOf(error: unknown): StorageError {
  const code = errorCode(error) ?? '';
  if (NOT_THERE.has(code)) return new StorageError('storage.not_found', 'There is no such object.', error);
  if (code === 'InvalidRange') {
    return new StorageError('storage.range_not_satisfiable', 'The object does not reach that far.', error);
  }
  if (code === 'InvalidPart' || code === 'InvalidPartOrder') {
    return new StorageError('upload.part_missing', 'A part of this upload has not arrived as it was declared.', error);
  }
  if (code === 'XMinioStorageFull' || code === 'QuotaExceeded' || code === 'InsufficientStorage') {
    return new StorageError('storage.full', 'The object store is full.', error);
  }
  return new StorageError('storage.unavailable', 'The object store does not answer as it should.', error);
}
