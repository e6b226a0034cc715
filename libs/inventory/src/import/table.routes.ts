import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { MAX_TABLE_BYTES } from '#libs/formats';
import { calendarDate, invalidInput, unauthenticated } from '#libs/kernel';
import { type Ctx, CtxSource } from '#libs/platform';
import { ExportService } from './export.service.ts';
import { ImportService } from './import.service.ts';
import { fileOf, TABLE_FORMATS, TABLE_TYPES, type TableFormat } from './table-file.ts';
import { TABLE_ABOUTS, TABLE_LANGUAGES, type TableAbout } from './words.ts';

type ImportRequest = FastifyRequest<{ Querystring: { name?: string }; Body: unknown }>;
type ExportRequest = FastifyRequest<{ Querystring: { language?: string } }>;

/** What a browser may not send from another site without asking first: forms cannot. */
const TYPES = /^(text\/csv|application\/octet-stream|application\/vnd\.(ms-excel|openxmlformats-[\w.-]+))/;

const TABLES = {
  ASSETS: { path: 'assets', sheet: { ja: '機器', en: 'Devices' } },
  INSTALLED_BASE: { path: 'installed-base', sheet: { ja: '納入先リスト', en: 'Installed base' } },
};

/**
 * Tables of devices in and out: `POST /imports/assets?name=devices.csv`, `GET /exports/assets.csv?language=ja`, or `.xlsx`;
 * of vendors' lists at `installed-base`.
 */
@Injectable()
export class TableRoutes implements OnModuleInit {
  private readonly host: HttpAdapterHost;
  private readonly imports: ImportService;
  private readonly exports: ExportService;
  private readonly sessions: CtxSource;

  constructor(host: HttpAdapterHost, imports: ImportService, exports: ExportService, sessions: CtxSource) {
    this.host = host;
    this.imports = imports;
    this.exports = exports;
    this.sessions = sessions;
  }

  /** A program without a server needs none of it. */
  onModuleInit(): void {
    const adapter = this.host.httpAdapter as { getInstance?<T>(): T } | undefined;
    const fastify = adapter?.getInstance?.<FastifyInstance | undefined>();
    if (!fastify?.register) return;
    void fastify.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_TABLE_BYTES }, (_request, body, done) =>
        done(null, body),
      );
      for (const about of TABLE_ABOUTS) {
        scope.post(`/imports/${TABLES[about].path}`, { bodyLimit: MAX_TABLE_BYTES }, (request: ImportRequest, reply) =>
          this.take(about, request, reply),
        );
      }
    });
    for (const about of TABLE_ABOUTS) {
      for (const format of TABLE_FORMATS) {
        fastify.get(`/exports/${TABLES[about].path}.${format}`, (request: ExportRequest, reply: FastifyReply) =>
          this.give(about, format, request, reply),
        );
      }
    }
  }

  private async take(about: TableAbout, request: ImportRequest, reply: FastifyReply): Promise<FastifyReply> {
    const ctx = await this.ctxOf(request);
    if (!TYPES.test(request.headers['content-type'] ?? '') || !(request.body instanceof Uint8Array)) {
      throw invalidInput('inventory.not_a_table', 'Send the file itself: a CSV (text/csv) or an .xlsx workbook.');
    }
    const made = await this.imports.begin(ctx, about, request.query.name ?? '', request.body);
    return reply.status(201).send({ id: made.id });
  }

  private async give(
    about: TableAbout,
    format: TableFormat,
    request: ExportRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const ctx = await this.ctxOf(request);
    const language = TABLE_LANGUAGES.find((one) => one === request.query.language) ?? 'ja';
    const { path, sheet } = TABLES[about];
    const rows = await (about === 'ASSETS'
      ? this.exports.assets(ctx, language)
      : this.exports.installedBase(ctx, language));
    const name = `tasuki-${path}-${calendarDate(new Date())}.${format}`;
    return reply
      .headers({ 'content-type': TABLE_TYPES[format], 'content-disposition': `attachment; filename="${name}"` })
      .send(Readable.from(fileOf(format, sheet[language], rows), { objectMode: false }));
  }

  private async ctxOf(request: FastifyRequest): Promise<Ctx> {
    const ctx = await this.sessions.ctxFor(request.headers, request.id);
    if (ctx.actor.kind === 'ANONYMOUS') throw unauthenticated();
    return ctx;
  }
}
