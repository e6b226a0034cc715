import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';

const SECRET_KEYS = ['authorization', 'cookie', 'set-cookie', 'x-api-key', 'apiKey', 'password', 'secret', 'token'];
const PLACES = ['', '*.', '*.*.'];
const SECRET_PATHS = PLACES.flatMap((place) =>
  SECRET_KEYS.map((key) => (key.includes('-') ? `${place.replace(/\.$/, '')}["${key}"]` : `${place}${key}`)),
);

/**
 * The program's structured log, one JSON object a line. Requests are logged without headers or bodies, errors without
 * the values that a query carried.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: { paths: SECRET_PATHS, censor: '[redacted]' },
    serializers: { err: loggableError },
  };
  return destination ? pino(options, destination) : pino(options);
}

interface LoggableError {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: LoggableError;
}

/** Not pino's own serialiser: that copies every property, and a failed query carries its parameters. */
function loggableError(error: unknown): LoggableError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' ? { code } : {}),
    ...(error.stack ? { stack: error.stack } : {}),
    ...(error.cause instanceof Error ? { cause: loggableError(error.cause) } : {}),
  };
}

/**
 * The address as it may stand in a log: names of query parameters without their values (signatures, codes, a whole
 * GraphQL query), and no path segment long enough to be a token.
 */
export function loggableUrl(url: string): string {
  const [path = '', query] = url.split('?', 2);
  const shortened = path
    .split('/')
    .map((segment) => (segment.length > 40 ? '…' : segment))
    .join('/');
  if (!query) return shortened;
  const names = query.split('&').map((pair) => `${(pair.split('=', 1)[0] ?? '').slice(0, 40)}=…`);
  return `${shortened}?${names.slice(0, 20).join('&')}`;
}

/** Nest's own messages in the same log: `app.useLogger(new NestLogger(logger))`. */
export class NestLogger implements LoggerService {
  private readonly logger: Logger;

  constructor(logger: Logger) {
    this.logger = logger;
  }

  /** What Nest says while it starts (each route, each module) is of use to developers only. */
  log(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  private write(level: 'debug' | 'warn' | 'error', message: unknown, rest: unknown[]): void {
    const [stack, context] = rest.length > 1 ? rest : [undefined, rest[0]];
    const facts = { context, ...(stack ? { stack } : {}) };
    if (message instanceof Error) this.logger[level]({ ...facts, err: message }, message.message);
    else this.logger[level](facts, String(message));
  }
}
