import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { invalidInput } from '#libs/kernel';
import type { Ctx } from '../authorisation/index.ts';
import type { CtxSource } from './ctx-source.ts';
import { withHttpStatus } from './errors.ts';
import { MAX_QUERY_LENGTH } from './limits.ts';

/**
 * What resolvers are handed. Nest copies a context that has no object `req`, and a copied Ctx would lose its private
 * fields: so the Ctx is one property beside it.
 */
export interface GraphqlContext {
  req: FastifyRequest;
  ctx: Ctx;
}

/** The request's Ctx, as the first argument of every resolver: `approve(@CurrentCtx() ctx: Ctx, …)`. */
export const CurrentCtx = createParamDecorator((_data: unknown, context: ExecutionContext): Ctx => ctxOf(context));

export const ctxOf = (context: ExecutionContext): Ctx =>
  GqlExecutionContext.create(context).getContext<GraphqlContext>().ctx;

/**
 * Makes the context of one request, after refusing what is not worth parsing.
 * @throws GraphQLError with the HTTP status of the refusal.
 */
export async function graphqlContext(source: CtxSource, req: FastifyRequest): Promise<GraphqlContext> {
  try {
    refuseUnparsed(req);
    return { req, ctx: await source.ctxFor(req.headers, req.id) };
  } catch (error) {
    throw withHttpStatus(error);
  }
}

function refuseUnparsed({ body, query }: FastifyRequest): void {
  if (Array.isArray(body)) {
    throw invalidInput('request.batch_refused', 'Send one operation a request: batches are not taken.');
  }
  const text = ((body ?? query) as { query?: unknown } | null)?.query;
  if (typeof text === 'string' && text.length > MAX_QUERY_LENGTH) {
    throw invalidInput('request.too_large', `The query is longer than ${MAX_QUERY_LENGTH} characters.`);
  }
}
