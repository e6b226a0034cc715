import { Readable } from 'node:stream';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { calendarDate, unauthenticated } from '#libs/kernel';
import { type Ctx, CtxSource, parseInput } from '#libs/platform';
import { type TrailEvent, type TrailFilter, trailFilter } from '#libs/trail';
import { AuditService } from './audit.service.ts';
import { CSV_HEADER, csvLine, jsonLine } from './trail-file.ts';

/** The same filter as the query's, spelt as in an address. */
const addressFilter = z.strictObject({
  subjectId: z.string().optional(),
  kind: z.string().optional(),
  organisationId: z.string().optional(),
  personId: z.string().optional(),
  from: z.iso.datetime({ offset: true }).pipe(z.coerce.date()).optional(),
  until: z.iso.datetime({ offset: true }).pipe(z.coerce.date()).optional(),
});

/** An auditor's reading as a file, however long: `/audit/trail.csv?kind=…&from=…`. Each is recorded. */
@Controller('audit')
export class AuditController {
  private readonly service: AuditService;
  private readonly sessions: CtxSource;

  constructor(service: AuditService, sessions: CtxSource) {
    this.service = service;
    this.sessions = sessions;
  }

  @Get('trail.csv')
  async csv(@Req() request: FastifyRequest, @Query() query: object, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.ctxOf(request);
    const chunks = await this.service.exportTrail(ctx, 'CSV', filterOf(query));
    send(reply, 'csv', 'text/csv; charset=utf-8', lines(chunks, csvLine, CSV_HEADER));
  }

  @Get('trail.jsonl')
  async jsonLines(@Req() request: FastifyRequest, @Query() query: object, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.ctxOf(request);
    const chunks = await this.service.exportTrail(ctx, 'JSON_LINES', filterOf(query));
    send(reply, 'jsonl', 'application/jsonl; charset=utf-8', lines(chunks, jsonLine));
  }

  private async ctxOf(request: FastifyRequest): Promise<Ctx> {
    const ctx = await this.sessions.ctxFor(request.headers, request.id);
    if (ctx.actor.kind === 'ANONYMOUS') throw unauthenticated();
    return ctx;
  }
}

const filterOf = (query: object): TrailFilter => parseInput(trailFilter, parseInput(addressFilter, query));

async function* lines(chunks: AsyncIterable<TrailEvent[]>, lineOf: (event: TrailEvent) => string, header = '') {
  yield header;
  for await (const chunk of chunks) yield chunk.map(lineOf).join('');
}

function send(reply: FastifyReply, extension: string, contentType: string, content: AsyncIterable<string>): void {
  const name = `tasuki-trail-${calendarDate(new Date())}.${extension}`;
  void reply
    .headers({ 'content-type': contentType, 'content-disposition': `attachment; filename="${name}"` })
    .send(Readable.from(content, { objectMode: false }));
}
