import { createHash } from 'node:crypto';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '#libs/kernel';
import { CalendarService } from './calendar.service.ts';

/** What calendar programs subscribe to: `/calendars/<secret>.ics`. The address is all that they have to show. */
@Controller('calendars')
export class CalendarController {
  private readonly calendars: CalendarService;

  constructor(calendars: CalendarService) {
    this.calendars = calendars;
  }

  @Get(':file')
  async read(@Param('file') file: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const secret = /^([\w-]{1,100})\.ics$/.exec(file)?.[1];
    if (secret === undefined) throw notFound('calendar');
    const calendar = await this.calendars.read(secret, request.id);

    const etag = `"${createHash('sha256').update(calendar).digest('base64url')}"`;
    // Kept by who subscribed, for nobody else, and asked about each time.
    void reply.headers({ etag, 'cache-control': 'private, no-cache' });
    if (isAmong(etag, request.headers['if-none-match'])) {
      void reply.status(304).send();
      return;
    }
    void reply
      .headers({
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': 'inline; filename="tasuki.ics"',
      })
      .send(calendar);
  }
}

const isAmong = (etag: string, asked = ''): boolean =>
  asked.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')));
