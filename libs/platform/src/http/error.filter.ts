import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorBody, logFailure } from './error-body.ts';
import { failureOf } from './failure.ts';

/**
 * Answers whatever a plain route, or Fastify before any route, threw, in the closed shape. GraphQL's resolvers are left
 * to GraphQL: one field that fails must not take the others' data with it.
 */
@Catch()
export class HttpErrorFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType<string>() !== 'http') throw error;
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();

    const failed = failureOf(error);
    logFailure(request, failed, error);
    if (reply.raw.headersSent) {
      // A download that broke off: the only honest answer left is a cut connection.
      reply.raw.destroy();
      return;
    }
    if (failed.retryAfterSeconds) reply.header('retry-after', failed.retryAfterSeconds);
    void reply.status(failed.status).type('application/json').send(errorBody(request, failed));
  }
}
