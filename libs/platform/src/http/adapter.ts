import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { currentRequest } from './current-request.ts';
import { errorBody } from './error-body.ts';
import { refused } from './failure.ts';
import { loggableUrl } from './logger.ts';
import { addRateLimits, type RateLimits } from './rate-limit.ts';
import { REQUEST_ID_HEADER, requestIdOf } from './request-id.ts';
import { addSecurityHeaders, setSecurityHeaders } from './security-headers.ts';

/** Bytes of a request that are read into memory. Parts of files are streamed and have limits of their own. */
export const MAX_BODY = 1024 * 1024;

/** Milliseconds to send one whole request: long enough for a part of a file on a slow line. */
const REQUEST_TIMEOUT = 15 * 60_000;

export interface AdapterOptions {
  logger: Logger;
  /** Whether `x-forwarded-*` is believed: only behind a proxy that sets it. */
  trustProxy: boolean;
  /** null: no limits, for measurements. */
  rateLimits: RateLimits | null;
}

/** The HTTP server as Tasuki runs it: request ids, one log line a request, security headers, limits. */
export function createFastifyAdapter(options: AdapterOptions): FastifyAdapter {
  const adapter = new FastifyAdapter({
    loggerInstance: options.logger,
    logController: new fastify.LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: (request: IncomingMessage) => requestIdOf(request.headers),
    trustProxy: options.trustProxy,
    bodyLimit: MAX_BODY,
    requestTimeout: REQUEST_TIMEOUT,
    routerOptions: { maxParamLength: 512 },
    frameworkErrors: refuseUnroutable,
  });
  const server: FastifyInstance = adapter.getInstance();

  server.addHook('onRequest', (request, reply, done) => {
    reply.header(REQUEST_ID_HEADER, request.id);
    done();
  });
  server.addHook('preHandler', (request, _reply, done) => currentRequest.run(request, done));
  server.addHook('onResponse', (request, reply, done) => {
    logAnswer(request, reply);
    done();
  });
  addSecurityHeaders(server);
  if (options.rateLimits) addRateLimits(server, options.rateLimits);
  return adapter;
}

function logAnswer(request: FastifyRequest, reply: FastifyReply): void {
  const route = request.routeOptions.url;
  const isProbe = route?.startsWith('/health/') || route === '/metrics';
  request.log[isProbe ? 'debug' : 'info'](
    {
      method: request.method,
      url: loggableUrl(request.url),
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
      address: request.ip,
    },
    'request',
  );
}

/** An address that the router cannot read gets no hooks: everything they would do is done here. */
function refuseUnroutable(error: { statusCode?: number }, request: FastifyRequest, reply: FastifyReply): void {
  setSecurityHeaders(request, reply);
  reply.header(REQUEST_ID_HEADER, request.id);
  const failed = refused(error.statusCode ?? 400, 'request.malformed', 'The address is not well formed.');
  void reply.status(failed.status).send(errorBody(request, failed));
}
