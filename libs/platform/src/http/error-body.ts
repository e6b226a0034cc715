import type { FastifyReply, FastifyRequest } from 'fastify';
import { failureOf, isDefect, type Failure } from './failure.ts';

/** Where the GraphQL API is served: errors found before it runs are answered in its shape. */
export const GRAPHQL_PATH = '/graphql';

/** The closed shape of a refusal: `{ error: … }` on plain routes, `{ errors: [ … ] }` where GraphQL was asked. */
export function errorBody(request: FastifyRequest, failed: Failure): object {
  const isGraphql = request.url.split('?', 1)[0] === GRAPHQL_PATH;
  if (!isGraphql) return plainErrorBody(request.id, failed);
  const { code, reason, message, fields } = failed;
  return { errors: [{ message, extensions: { code, reason, fields, requestId: request.id } }] };
}

/** The shape of every plain route, with what one kind of refusal says `further`. */
export function plainErrorBody(requestId: string, failed: Failure, further: object = {}): object {
  const { code, reason, message, fields } = failed;
  return { error: { code, reason, message, fields, requestId, ...further } };
}

/** Only what somebody has to look at is logged as such: a refusal is told to whom it concerns. */
export function logFailure(request: FastifyRequest, failed: Failure, error: unknown): void {
  if (isDefect(failed)) request.log.error({ err: error }, 'a request failed');
  else if (failed.code === 'UNAVAILABLE') request.log.warn({ err: error }, 'a service is not reachable');
}

/** Answers what a route outside Nest threw, in the closed shape. */
export function sendFailure(request: FastifyRequest, reply: FastifyReply, error: unknown, failed = failureOf(error)) {
  logFailure(request, failed, error);
  if (failed.retryAfterSeconds) reply.header('retry-after', failed.retryAfterSeconds);
  return reply.code(failed.status).send(errorBody(request, failed));
}
