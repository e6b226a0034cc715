import { type DocumentNode, print } from '@0no-co/graphql.web';
import type { TadaDocumentNode } from 'gql.tada';
import { Failure, LOST, UNREADABLE } from './failure.ts';

/** Half a minute without an answer is taken for a lost connection. */
const PATIENCE_MS = 30_000;

interface GraphqlAnswer<Result> {
  data?: Result | null;
  errors?: {
    message: string;
    extensions?: { code?: string; reason?: string; fields?: Failure['fields']; requestId?: string };
  }[];
}

interface AskOptions {
  /** As somebody who is not signed in: what is public is so for people too whose session is over. */
  asAnybody?: boolean;
}

/**
 * Sends one operation, once, and gives its data.
 * @throws Failure: the API's refusal, or `LOST` when no answer came.
 */
export async function ask<Result, Variables>(
  document: TadaDocumentNode<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
  { asAnybody = false }: AskOptions = {},
): Promise<Result> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: asAnybody ? 'omit' : 'same-origin',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
    body: JSON.stringify({ query: print(document as unknown as DocumentNode), variables }),
    signal: signal ? AbortSignal.any([signal, patience]) : patience,
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new Failure(LOST);
  });
  const answer = (await contentOf(response, signal)) as GraphqlAnswer<Result> | null;
  const [first] = answer?.errors ?? [];
  if (first) throw new Failure({ ...UNREADABLE, ...first.extensions, message: first.message });
  if (!answer?.data) throw new Failure(response.status >= 502 ? LOST : UNREADABLE);
  return answer.data;
}

/**
 * What stands in an answer, or null when that is no JSON. One that breaks off came no further than one that never came:
 * what was asked may have been done.
 */
async function contentOf(response: Response, signal?: AbortSignal): Promise<unknown> {
  const text = await response.text().catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new Failure(LOST);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Sends the bytes of a file to one of the plain routes: as long as it takes. */
export async function sendFile<Result>(path: string, file: File): Promise<Result> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  }).catch(() => {
    throw new Failure(LOST);
  });
  return plainAnswer(response);
}

/** Sends JSON to one of the plain routes of sign-in: `send('/auth/sign-in/email', { email, password })`. */
export async function send<Result>(path: string, body?: object): Promise<Result> {
  const response = await fetch(path, {
    ...(body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => {
    throw new Failure(LOST);
  });
  return plainAnswer(response);
}

async function plainAnswer<Result>(response: Response): Promise<Result> {
  const answer = await contentOf(response);
  if (response.ok) return answer as Result;
  const { error } = (answer ?? {}) as { error?: Partial<Failure> };
  throw new Failure({ ...(response.status >= 502 ? LOST : UNREADABLE), ...error });
}
