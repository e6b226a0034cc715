import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** A year: browsers that were here once over HTTPS do not come over HTTP again. */
const HSTS = 'max-age=31536000; includeSubDomains';

const ALWAYS: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

/** What a route may say otherwise: the web pages their own policy, the trail's tiles that they may be cached. */
const UNLESS_SET: Record<string, string> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
};

export function addSecurityHeaders(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    setSecurityHeaders(request, reply);
    done(null, payload);
  });
}

export function setSecurityHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(ALWAYS);
  for (const [name, value] of Object.entries(UNLESS_SET)) {
    if (!reply.hasHeader(name)) reply.header(name, value);
  }
  if (request.protocol === 'https') reply.header('strict-transport-security', HSTS);
}
