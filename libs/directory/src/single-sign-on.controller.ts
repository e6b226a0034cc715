import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Actor } from '#libs/kernel';
import {
  AUTH_PATH,
  CLIENT_ADDRESS_HEADER,
  Config,
  type Ctx,
  failureOf,
  isLoopback,
  logFailure,
  SSO_ERRAND_SECONDS,
} from '#libs/platform';
import { ActorSource } from './actor-source.ts';
import { SingleSignOnService } from './single-sign-on.service.ts';

const PATH = `${AUTH_PATH}/sso`;

/**
 * The way over an organisation's provider: out with `start`, back to `callback`. Both are opened by a browser, not asked by a
 * script, so that whatever comes of them is an address to go to: a page of the portal, or `/sign-in?reason=…`.
 */
@Controller('auth/sso')
export class SingleSignOnController {
  private readonly service: SingleSignOnService;
  private readonly actors: ActorSource;
  private readonly config: Config;

  constructor(service: SingleSignOnService, actors: ActorSource, config: Config) {
    this.service = service;
    this.actors = actors;
    this.config = config;
  }

  @Get('start')
  start(@Req() request: FastifyRequest, @Query() query: object, @Res() reply: FastifyReply): Promise<void> {
    return this.leadOn(request, reply, async () => {
      // A provider sends people back to one address, and cookies are kept by name: here the portal has two.
      const here = new URL(request.url, this.config.baseUrl);
      if (isLoopback(this.config.baseUrl) && request.host !== here.host) return { to: here.href, cookies: [] };
      const asked = query as Record<string, unknown>;
      const { url, state } = await this.service.start(
        this.ctxOf(request),
        textOf(asked['organisation']),
        localPath(textOf(asked['returnTo']), this.config.baseUrl),
        asked['fresh'] === 'true',
      );
      return { to: url.href, cookies: [this.cookie(state, SSO_ERRAND_SECONDS)] };
    });
  }

  @Get('callback')
  callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.leadOn(request, reply, async () => {
      const headers = new Headers({
        'user-agent': request.headers['user-agent'] ?? '',
        [CLIENT_ADDRESS_HEADER]: request.ip,
      });
      const { search } = new URL(request.url, this.config.baseUrl);
      const state = cookieOf(request.headers.cookie, this.cookieName);
      const { cookies, returnTo } = await this.service.finish(this.ctxOf(request), search.slice(1), state, headers);
      return { to: returnTo, cookies: [this.cookie('', 0), ...cookies] };
    });
  }

  private async leadOn(request: FastifyRequest, reply: FastifyReply, work: () => Promise<Step>): Promise<void> {
    const { to, cookies } = await work().catch((error: unknown): Step => {
      const failed = failureOf(error);
      logFailure(request, failed, error);
      const { reason } = failed;
      return { to: `/sign-in?reason=${encodeURIComponent(reason)}`, cookies: [this.cookie('', 0)] };
    });
    if (cookies.length > 0) reply.header('set-cookie', cookies);
    await reply.code(302).header('location', to).send();
  }

  /** Whoever else this browser was signed in as has nothing to do with it. */
  private ctxOf(request: FastifyRequest): Ctx {
    return this.actors.ctxOf(Actor.anonymous, request.id);
  }

  private get cookieName(): string {
    return this.isSecure ? '__Secure-tasuki.sso' : 'tasuki.sso';
  }

  private get isSecure(): boolean {
    return this.config.baseUrl.startsWith('https:');
  }

  /** Lax, and not strict as the session's: it is read when the provider's page leads here. */
  private cookie(state: string, seconds: number): string {
    return `${this.cookieName}=${state}; Path=${PATH}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${this.isSecure ? '; Secure' : ''}`;
  }
}

interface Step {
  to: string;
  cookies: string[];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 2_000) : '');

function cookieOf(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return null;
}

/** A place in this portal; whatever else is asked for, the first page. */
export function localPath(returnTo: string, baseUrl: string): string {
  const url = URL.parse(returnTo, baseUrl);
  if (!returnTo.startsWith('/') || url?.origin !== new URL(baseUrl).origin) return '/';
  const path = `${url.pathname}${url.search}${url.hash}`;
  // `/.//elsewhere.example` is a path to the parser, and another host to a browser once the dot is gone.
  return path.startsWith('//') ? '/' : path;
}
