import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyRequest } from 'fastify';

/**
 * The request being answered, for code that a framework calls without it (Apollo's error formatting). Everything
 * else is handed its `Ctx`.
 */
export const currentRequest = new AsyncLocalStorage<FastifyRequest>();
