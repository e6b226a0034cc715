import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { fileOf, TABLE_FORMATS, TABLE_TYPES, type TableFormat } from '#libs/inventory';
import { calendarDate, isId, notFound, unauthenticated } from '#libs/kernel';
import { CtxSource } from '#libs/platform';
import { TABLE_LANGUAGES } from './round-table.ts';
import { RoundService } from './round.service.ts';

type ExportRequest = FastifyRequest<{ Params: { id: string }; Querystring: { language?: string } }>;

/** The table of answers as a file: `GET /exports/request-rounds/<id>.xlsx?language=ja`, or `.csv`. */
@Injectable()
export class RoundRoutes implements OnModuleInit {
  private readonly host: HttpAdapterHost;
  private readonly rounds: RoundService;
  private readonly sessions: CtxSource;

  constructor(host: HttpAdapterHost, rounds: RoundService, sessions: CtxSource) {
    this.host = host;
    this.rounds = rounds;
    this.sessions = sessions;
  }

  /** A program without a server needs none of it. */
  onModuleInit(): void {
    const adapter = this.host.httpAdapter as { getInstance?<T>(): T } | undefined;
    const fastify = adapter?.getInstance?.<FastifyInstance | undefined>();
    if (!fastify?.register) return;
    for (const format of TABLE_FORMATS) {
      fastify.get(`/exports/request-rounds/:id.${format}`, (request: ExportRequest, reply: FastifyReply) =>
        this.give(format, request, reply),
      );
    }
  }

  private async give(format: TableFormat, request: ExportRequest, reply: FastifyReply): Promise<FastifyReply> {
    const ctx = await this.sessions.ctxFor(request.headers, request.id);
    if (ctx.actor.kind === 'ANONYMOUS') throw unauthenticated();
    const { id } = request.params;
    if (!isId(id)) throw notFound('round of requests');
    const language = TABLE_LANGUAGES.find((one) => one === request.query.language) ?? 'ja';
    const rows = await this.rounds.table(ctx, id, language);
    const name = `tasuki-requests-${calendarDate(new Date())}.${format}`;
    return reply
      .headers({ 'content-type': TABLE_TYPES[format], 'content-disposition': `attachment; filename="${name}"` })
      .send(Readable.from(fileOf(format, language === 'ja' ? '回答一覧' : 'Answers', rows), { objectMode: false }));
  }
}
