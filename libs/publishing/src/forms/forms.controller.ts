import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { blankMds2Form, blankQuestionnaire, jsonSchemas, mds2ToXlsx, questionnaireToXlsx } from '#libs/formats';
import { isId, notFound, unauthenticated } from '#libs/kernel';
import { contentDisposition, CtxSource, parseInput } from '#libs/platform';
import { FormsService } from './forms.service.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const language = z.strictObject({ language: z.enum(['en', 'ja']).default('ja') });

/** Forms to fill in, schemas of the formats that are our own, and what is stored as a workbook again. */
@Controller()
export class FormsController {
  private readonly service: FormsService;
  private readonly sessions: CtxSource;

  constructor(service: FormsService, sessions: CtxSource) {
    this.service = service;
    this.sessions = sessions;
  }

  /** Blank MDS2 (HN 1-2019), in Japanese unless asked otherwise: `/forms/mds2.xlsx?language=en`. */
  @Get('forms/mds2.xlsx')
  async mds2Form(@Query() query: object, @Res() reply: FastifyReply): Promise<void> {
    sendWorkbook(reply, 'mds2.xlsx', await blankMds2Form(parseInput(language, query).language));
  }

  /** Blank questionnaire after Japan's MDS/SDS. */
  @Get('forms/mds-sds.xlsx')
  questionnaireForm(@Res() reply: FastifyReply): void {
    sendWorkbook(reply, 'mds-sds.xlsx', questionnaireToXlsx(blankQuestionnaire('mds-sds-ja')));
  }

  /** JSON Schema of a format of our own: `/schemas/update-manifest.json`. */
  @Get('schemas/:name')
  schema(@Param('name') name: string, @Res() reply: FastifyReply): void {
    const schema = jsonSchemas().get(name.replace(/\.json$/, ''));
    if (!schema) throw notFound('schema');
    void reply.header('content-type', 'application/schema+json; charset=utf-8').send(JSON.stringify(schema, null, 2));
  }

  /** An MDS2 that is stored, whatever it came as, as a workbook: `/exports/mds2/<artifact>.xlsx`. Recorded as a download. */
  @Get('exports/mds2/:file')
  async mds2(@Param('file') file: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.sessions.ctxFor(request.headers, request.id);
    if (ctx.actor.kind === 'ANONYMOUS') throw unauthenticated();
    const id = file.replace(/\.xlsx$/, '');
    if (!isId(id)) throw notFound('artifact');
    const { name, mds2 } = await this.service.mds2Of(ctx, id);
    sendWorkbook(reply, `${name.replace(/\.[^.]*$/, '')}.xlsx`, await mds2ToXlsx(mds2));
  }
}

function sendWorkbook(reply: FastifyReply, name: string, bytes: Uint8Array): void {
  void reply
    .headers({ 'content-type': XLSX, 'content-disposition': contentDisposition(name) })
    .send(Buffer.from(bytes));
}
