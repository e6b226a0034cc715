import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const YEAR_S = 31_536_000;
/** Stands in the built page where each answer has a nonce of its own. */
const NONCE_PLACE = '__STYLE_NONCE__';

/** Seen from the sources, and from what they are compiled to. */
const FOLDERS = ['../../../../web', '../../../../dist/web'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

export interface PortalOptions {
  /** Where the browser sends the parts of files, when that is not this server: `https://s3.example`. */
  storeOrigin: string | null;
}

/**
 * Serves the web portal: its files under their names, and its one page for every address that is not taken by the API, since
 * the page itself finds the screen. Scripts and styles come from here only; a style that a component makes carries the
 * nonce of its page.
 * @throws when the portal was not built.
 */
export function mountPortal(fastify: FastifyInstance, { storeOrigin }: PortalOptions): void {
  const folder = FOLDERS.find((path) => existsSync(join(path, 'index.html')));
  if (!folder) throw new Error('The web portal is not built. Run: npm run build');
  const page = readFileSync(join(folder, 'index.html'), 'utf8');

  void fastify.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders(reply, path) {
      // A file under assets/ has the hash of its content in its name.
      const isHashed = path.startsWith(join(folder, 'assets'));
      reply.header('cache-control', isHashed ? `public, max-age=${YEAR_S}, immutable` : 'no-cache');
    },
  });

  const answer = (_request: FastifyRequest, reply: FastifyReply) => {
    const nonce = randomBytes(16).toString('base64');
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', policy(nonce, storeOrigin))
      .send(page.replaceAll(NONCE_PLACE, nonce));
  };
  fastify.get('/', answer);
  fastify.get('/*', (request, reply) => (isForPage(request) ? answer(request, reply) : reply.callNotFound()));
}

/** Somebody's browser goes to an address; what a program asks for, or a file that is missing, is not found as JSON. */
const isForPage = ({ headers, url }: FastifyRequest): boolean =>
  (headers.accept?.includes('text/html') ?? false) && extname(url.split('?', 1)[0] ?? '') === '';

const policy = (nonce: string, storeOrigin: string | null): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "worker-src 'self'",
    `connect-src 'self'${storeOrigin ? ` ${storeOrigin}` : ''}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
