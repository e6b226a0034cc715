import { setTimeout as sleep } from 'node:timers/promises';
import { CliError } from '../failure.ts';

/** As the platform's `fetch`; the demonstration brings one that needs no network. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

interface GraphqlFailure {
  message: string;
  extensions?: { code?: string; reason?: string; fields?: { path: string; message: string }[]; requestId?: string };
}

const TIMEOUT_MS = 60_000;
/** A part is 16 MiB: at 256 kbit/s it takes nine minutes. */
const PART_TIMEOUT_MS = 15 * 60_000;
const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 500;

/** A portal, asked with an API key. What fails for a moment is tried again, with growing pauses. */
export class PortalClient {
  readonly url: string;
  private readonly key: string;
  private readonly fetch: Fetch;
  private readonly firstPauseMs: number;

  constructor(url: string, key: string, fetch: Fetch = globalThis.fetch, firstPauseMs = FIRST_PAUSE_MS) {
    this.url = url.replace(/\/+$/, '');
    this.key = key;
    this.fetch = fetch;
    this.firstPauseMs = firstPauseMs;
  }

  /** @throws CliError with the portal's own reason; also when it cannot be reached. */
  async ask<T>(query: string, variables: object): Promise<T> {
    const response = await this.insist(() =>
      this.fetch(`${this.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.key}` },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }),
    );
    const text = await response.text();
    const { data, errors } = bodyOf(text, this.url, response.status) as { data?: T; errors?: GraphqlFailure[] };
    if (errors?.[0]) throw refusedBy(errors[0]);
    if (!data) throw notAPortal(this.url, response.status);
    return data;
  }

  /** Sends bytes to an address that the portal gave out. @returns the ETag that was answered. */
  async put(address: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    const response = await this.insist(() =>
      this.fetch(new URL(address, `${this.url}/`).toString(), {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream' },
        body: bytes,
        signal: AbortSignal.timeout(PART_TIMEOUT_MS),
      }),
    );
    const text = await response.text();
    if (response.ok) return response.headers.get('etag') ?? '';
    throw new CliError(
      'publish.part_refused',
      `A part was refused (${response.status}): ${text.slice(0, 200)}`,
      'Run the same command again: it goes on where this one stopped.',
    );
  }

  /** Tries again what a network, a restart or a crowd makes fail. */
  private async insist(send: () => Promise<Response>): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      const answer = await send().catch((error: unknown) => error as Error);
      const isAnswer = answer instanceof Response;
      if (isAnswer && answer.status !== 429 && answer.status < 500) return answer;
      if (attempt === ATTEMPTS) {
        if (isAnswer) return answer;
        throw unreachable(this.url, answer);
      }
      await sleep(this.pauseAfter(attempt, isAnswer ? answer.headers.get('retry-after') : null));
    }
  }

  /** Half a second, doubled each time, with some chance in it so that many senders do not come back at once. */
  private pauseAfter(attempt: number, retryAfter: string | null): number {
    const asked = Number(retryAfter ?? 0) * 1000 || 0;
    return Math.max(asked, this.firstPauseMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2));
  }
}

function bodyOf(text: string, url: string, status: number): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw notAPortal(url, status);
  }
}

function refusedBy({ message, extensions = {} }: GraphqlFailure): CliError {
  const { code, reason = 'publish.refused', fields = [], requestId } = extensions;
  // A refusal of one field often says the same as the whole.
  const others = fields.filter((field) => field.message !== message);
  const details = others.map((field) => `\n  ${field.path}: ${field.message}`).join('');
  const hint =
    code === 'UNAUTHENTICATED'
      ? 'Give a valid API key with TASUKI_API_KEY; an administrator of your organisation makes one.'
      : requestId
        ? `(${reason}, request ${requestId})`
        : `(${reason})`;
  return new CliError(reason, `${message}${details}`, hint);
}

const notAPortal = (url: string, status: number) =>
  new CliError('publish.not_a_portal', `${url} did not answer like Tasuki (status ${status}).`, 'Check --url.');

function unreachable(url: string, error: Error): CliError {
  const cause = error.cause instanceof Error ? (error.cause as Error & { code?: string }) : null;
  const why = cause?.message || cause?.code || error.message;
  return new CliError(
    'publish.unreachable',
    `${url} cannot be reached: ${why}.`,
    'Check --url and that Tasuki runs, then run the same command again: uploads go on where they stopped.',
  );
}
