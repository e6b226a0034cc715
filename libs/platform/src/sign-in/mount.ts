import type { FastifyError, FastifyInstance } from 'fastify';
import { refused, sendFailure } from '../http/index.ts';
import { AUTH_PATH, CLIENT_ADDRESS_HEADER } from './better-auth.ts';
import type { SignIn } from './sign-in.ts';

/** Nothing that is sent to sign in is longer. */
const BODY_LIMIT_BYTES = 16 * 1024;

/**
 * Serves `/auth/*`. Call it before the server is ready. Behind a proxy the server's `trustProxy` decides whose address
 * the rate limits count.
 */
export function mountSignIn(fastify: FastifyInstance, signIn: SignIn, baseUrl: string): void {
  void fastify.register(async (scope) => {
    // better-auth reads the body itself; the parsers of the rest of the server must not consume it.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES }, (_request, body, done) => {
      done(null, body);
    });
    scope.setErrorHandler<FastifyError>((error, request, reply) => {
      const isTooLong = error.code === 'FST_ERR_CTP_BODY_TOO_LARGE';
      const failed = isTooLong ? refused(413, 'request.too_large', 'The request is too long.') : undefined;
      return sendFailure(request, reply, error, failed);
    });
    scope.route<{ Body: Buffer | undefined }>({
      method: ['GET', 'POST'],
      url: `${AUTH_PATH}/*`,
      bodyLimit: BODY_LIMIT_BYTES,
      async handler(request, reply) {
        const headers = new Headers();
        for (const [name, value] of Object.entries(request.headers)) {
          for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one);
        }
        headers.set(CLIENT_ADDRESS_HEADER, request.ip);

        const answer = await signIn.handler(
          new Request(new URL(request.url, baseUrl), {
            method: request.method,
            headers,
            body: request.body?.length ? new Uint8Array(request.body) : null,
          }),
          request.id,
        );

        answer.headers.forEach((value, name) => {
          if (name !== 'set-cookie') reply.header(name, value);
        });
        const cookies = answer.headers.getSetCookie();
        if (cookies.length > 0) reply.header('set-cookie', cookies);
        return reply.code(answer.status).send(Buffer.from(await answer.arrayBuffer()));
      },
    });
  });
}
