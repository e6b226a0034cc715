import { createHash } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { rateLimited } from '#libs/kernel';

/** How many requests a minute are answered, before 429. */
export interface RateLimits {
  /** From one address: generous, because a whole hospital may share one. */
  perAddress: number;
  /** With one credential (session or API key). */
  perCredential: number;
  /** Attempts to sign in, register or reset a password, from one address. */
  signInPerAddress: number;
}

export const DEFAULT_RATE_LIMITS: RateLimits = { perAddress: 6000, perCredential: 1200, signInPerAddress: 20 };

const SIGN_IN =
  /^\/(api\/)?auth\/(sign-in|sign-up|two-factor|passkey\/verify-authentication|request-password-reset|forget-password|reset-password)/;
/** Asks another server, whoever opens it. */
const SIGN_IN_ELSEWHERE = /^\/auth\/sso\/start$/;
/** Asked every few seconds by orchestrators, and by nobody else. */
const UNLIMITED = /^\/(health\/|metrics$)/;

/**
 * Counts requests in memory, per process: a shield against floods and guessing, not a quota. (The lock-out of one
 * account after repeated failure belongs to sign-in and is kept in the database.)
 */
export function addRateLimits(fastify: FastifyInstance, limits: RateLimits): void {
  const plugin = async (instance: FastifyInstance) => {
    await instance.register(rateLimit, { global: false });
    const perAddress = instance.createRateLimit({ max: limits.perAddress, timeWindow: 60_000 });
    const signIn = instance.createRateLimit({ max: limits.signInPerAddress, timeWindow: 60_000 });
    const perCredential = instance.createRateLimit({
      max: limits.perCredential,
      timeWindow: 60_000,
      keyGenerator: (request) => credentialOf(request) ?? request.ip,
    });

    instance.addHook('onRequest', async (request, reply) => {
      const path = request.url.split('?', 1)[0] ?? '';
      if (UNLIMITED.test(path)) return;
      const counters = [perAddress];
      if (credentialOf(request)) counters.push(perCredential);
      if ((request.method === 'POST' && SIGN_IN.test(path)) || SIGN_IN_ELSEWHERE.test(path)) counters.push(signIn);

      for (const count of counters) {
        const state = await count(request);
        if (state.isAllowed || !state.isExceeded) continue;
        reply.header('retry-after', state.ttlInSeconds);
        throw rateLimited(
          count === signIn ? 'sign_in.rate_limited' : 'request.rate_limited',
          `Too many requests. Try again in ${state.ttlInSeconds} s.`,
        );
      }
    });
  };
  // Like fastify-plugin: the hook is for all routes, not for those of a child context.
  void fastify.register(Object.assign(plugin, { [Symbol.for('skip-override')]: true }));
}

/** Hashed, so that no credential is kept in the counters. */
function credentialOf({ headers }: FastifyRequest): string | null {
  const credential = headers.authorization ?? headers['x-api-key'] ?? headers.cookie;
  return credential ? createHash('sha256').update(String(credential)).digest('base64url') : null;
}
