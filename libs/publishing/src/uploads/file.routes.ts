import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { Clock, forbidden, isId, notFound } from '#libs/kernel';
import {
  contentDisposition,
  errorBody,
  FolderStore,
  ObjectStore,
  partRange,
  refused,
  systemCtx,
  UnitOfWork,
  UrlSigner,
} from '#libs/platform';
import { byteRange } from './byte-range.ts';
import { DownloadRepository } from './download.repository.ts';
import { downloadPath, partsPath } from './file-links.ts';
import { UploadRepository } from './upload.repository.ts';

interface Signed {
  expires?: string;
  signature?: string;
}
type PartRequest = FastifyRequest<{ Params: { id: string; number: string }; Querystring: Signed; Body: unknown }>;
type FileRequest = FastifyRequest<{ Params: { id: string }; Querystring: Signed }>;

/**
 * Bytes in and out of the folder store, for whoever holds a signed link. Fastify routes rather than a controller: what
 * is sent here is passed on as a stream, whatever type it claims, while all other routes keep their parsers and limits.
 */
@Injectable()
export class FileRoutes implements OnModuleInit {
  private readonly host: HttpAdapterHost;
  private readonly store: ObjectStore;
  private readonly uow: UnitOfWork;
  private readonly uploads: UploadRepository;
  private readonly downloads: DownloadRepository;
  private readonly signer: UrlSigner;
  private readonly clock: Clock;

  constructor(
    host: HttpAdapterHost,
    store: ObjectStore,
    uow: UnitOfWork,
    uploads: UploadRepository,
    downloads: DownloadRepository,
    signer: UrlSigner,
    clock: Clock,
  ) {
    this.host = host;
    this.store = store;
    this.uow = uow;
    this.uploads = uploads;
    this.downloads = downloads;
    this.signer = signer;
    this.clock = clock;
  }

  /** A program without a server (the command line, a worker of its own) and an S3 service need none of it. */
  onModuleInit(): void {
    const adapter = this.host.httpAdapter as { getInstance?<T>(): T } | undefined;
    const fastify = adapter?.getInstance?.<FastifyInstance | undefined>();
    const { store } = this;
    if (!fastify?.register || !(store instanceof FolderStore)) return;

    void fastify.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, body, done) => done(null, body));
      scope.put('/uploads/:id/parts/:number', (request: PartRequest, reply) => this.takePart(store, request, reply));
    });
    fastify.route({
      method: ['GET', 'HEAD'],
      url: '/files/:id',
      handler: (request: FileRequest, reply) => this.sendFile(request, reply),
    });
  }

  private async takePart(store: FolderStore, request: PartRequest, reply: FastifyReply): Promise<FastifyReply> {
    const body = request.body instanceof Readable ? request.body : Readable.from([]);
    try {
      const etag = await this.writePart(store, request, body);
      return await reply.header('etag', `"${etag}"`).send();
    } catch (error) {
      // The rest is read and thrown away, so that a sender that does not listen before it has sent all gets its answer.
      body.resume();
      throw error;
    }
  }

  private async writePart(store: FolderStore, request: PartRequest, body: Readable): Promise<string> {
    const { id } = request.params;
    // Number() alone would take '0x1' and '1.0' for part 1.
    const number = /^\d{1,5}$/.test(request.params.number) ? Number(request.params.number) : 0;
    this.checkLink(request, 'PUT', partsPath(id));
    const ctx = systemCtx(request.id);
    const upload = isId(id) ? await this.uow.runAsSystem(ctx, (tx) => this.uploads.find(tx, id)) : null;
    if (!upload) throw notFound('upload');
    upload.assertReceiving(this.clock.now());
    const range = partRange(upload.sizeBytes, upload.partSizeBytes, number);

    const { etag } = await store.writePart({ multipartId: upload.multipartId, ...range, body });

    await this.uow.runAsSystem(ctx, async (tx) => {
      await this.uploads.lock(tx, upload.id);
      const current = await this.uploads.find(tx, upload.id);
      if (!current) throw notFound('upload');
      current.keepAlive(tx.now);
      await this.uploads.recordParts(tx, current, [{ number, etag }]);
      await this.uploads.update(tx, current);
    });
    return etag;
  }

  private async sendFile(request: FileRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { id } = request.params;
    this.checkLink(request, 'GET', downloadPath(id));
    const file = await this.uow.runAsSystem(systemCtx(request.id), (tx) => this.downloads.getKept(tx, id));

    const etag = `"${file.sha256}"`;
    reply.headers({ etag, 'accept-ranges': 'bytes', 'x-content-type-options': 'nosniff' });
    if (request.headers['if-none-match'] === etag) return reply.status(304).send();

    const ifRange = request.headers['if-range'];
    const isSameFile = ifRange === undefined || ifRange === etag;
    const range = isSameFile ? byteRange(request.headers.range, file.sizeBytes) : null;
    if (range === 'UNSATISFIABLE') {
      const failed = refused(416, 'download.range_not_satisfiable', `The file has ${file.sizeBytes} bytes.`);
      reply.status(416).header('content-range', `bytes */${file.sizeBytes}`);
      return reply.send(errorBody(request, failed));
    }

    reply.headers({
      'content-type': file.mediaType,
      'content-disposition': contentDisposition(file.name),
      'content-length': range ? range.end - range.start + 1 : file.sizeBytes,
    });
    if (range) reply.status(206).header('content-range', `bytes ${range.start}-${range.end}/${file.sizeBytes}`);
    if (request.method === 'HEAD') return reply.send();
    return reply.send(await this.store.read(file.objectKey, range ?? undefined));
  }

  private checkLink(request: FastifyRequest<{ Querystring: Signed }>, method: string, path: string): void {
    const { expires, signature } = request.query;
    const now = Math.floor(this.clock.now().getTime() / 1000);
    const verdict = this.signer.check({ method, path, expires, signature }, now);
    if (verdict === 'EXPIRED') throw forbidden('upload.link_expired', 'This link has expired. Ask for a new one.');
    if (verdict === 'FORGED') throw forbidden('upload.bad_signature', 'This link was not given out like this.');
  }
}
