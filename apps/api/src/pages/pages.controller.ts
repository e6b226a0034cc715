import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { preferredLanguage } from '#libs/platform';
import { invitationPage, resetPasswordPage } from './html.ts';
import { INVITATION_SCRIPT, RESET_PASSWORD_SCRIPT } from './scripts.ts';
import { STYLE } from './style.ts';

const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; " +
    "frame-ancestors 'none'",
  vary: 'accept-language',
};
const SCRIPT_TYPE = 'text/javascript; charset=utf-8';

/** The pages that mails lead to: the secret stands behind the link's '#', so only the page's script reads it. */
@Controller()
export class PagesController {
  @Get('invitation')
  invitation(
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('accept-language') accepted?: string,
    @Query('lang') chosen?: string,
  ): string {
    reply.headers(PAGE_HEADERS);
    return invitationPage(languageOf(accepted, chosen));
  }

  @Get('reset-password')
  resetPassword(
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('accept-language') accepted?: string,
    @Query('lang') chosen?: string,
  ): string {
    reply.headers(PAGE_HEADERS);
    return resetPasswordPage(languageOf(accepted, chosen));
  }

  @Get('pages/invitation.js')
  invitationScript(@Res({ passthrough: true }) reply: FastifyReply): string {
    reply.type(SCRIPT_TYPE);
    return INVITATION_SCRIPT;
  }

  @Get('pages/reset-password.js')
  resetPasswordScript(@Res({ passthrough: true }) reply: FastifyReply): string {
    reply.type(SCRIPT_TYPE);
    return RESET_PASSWORD_SCRIPT;
  }

  @Get('pages/mail-links.css')
  style(@Res({ passthrough: true }) reply: FastifyReply): string {
    reply.type('text/css; charset=utf-8');
    return STYLE;
  }
}

const languageOf = (accepted: string | undefined, chosen: string | undefined) =>
  chosen === 'ja' || chosen === 'en' ? chosen : preferredLanguage(accepted);
