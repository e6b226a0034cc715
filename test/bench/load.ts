import autocannon from 'autocannon';
import type { Portal } from './portal.ts';

export interface GraphqlRequest {
  headers: Record<string, string>;
  query: string;
  variables?: object;
}

export interface Load {
  answers: number;
  perSecond: number;
  /** Milliseconds, of each answer by itself. */
  p50: number;
  p95: number;
  p99: number;
  /** Processor time of each answer, in milliseconds. */
  serverCpuMs: number;
  databaseCpuMs: number;
}

/**
 * Sends GraphQL requests over keep-alive connections, each of which sends its next when it has its answer.
 * @param next the request to send; asked once more for each connection than there are answers, so never a resource that runs out
 * @throws when any answer is not 200, or holds errors
 */
export async function load(
  portal: Portal,
  { connections, answers }: { connections: number; answers: number },
  next: () => GraphqlRequest,
): Promise<Load> {
  const latencies: number[] = [];
  const before = await portal.cpuMs();
  let refusal: string | null = null;
  let began = 0;
  let ended = 0;
  const { errors, timeouts } = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(
      {
        url: `${portal.url}/graphql`,
        connections,
        amount: answers,
        timeout: 60,
        requests: [
          {
            method: 'POST',
            setupRequest: (request) => {
              began ||= performance.now();
              const { headers, query, variables = {} } = next();
              return {
                ...request,
                headers: { 'content-type': 'application/json', ...headers },
                body: JSON.stringify({ query, variables }),
              };
            },
            onResponse: (status, body) => {
              ended = performance.now();
              if (status !== 200 || body.includes('"errors":')) refusal ??= `${status} ${body.slice(0, 500)}`;
            },
          },
        ],
      },
      (error: Error | null, result) => (error ? reject(error) : resolve(result)),
    );
    run.on('response', (_client, _status, _bytes, milliseconds) => latencies.push(milliseconds));
  });
  if (refusal !== null || errors > 0 || timeouts > 0) {
    throw new Error(`under load ${errors} requests failed, ${timeouts} timed out; first refusal: ${refusal ?? 'none'}`);
  }
  const after = await portal.cpuMs();
  const sorted = latencies.toSorted((a, b) => a - b);
  return {
    answers: sorted.length,
    perSecond: (sorted.length * 1000) / (ended - began),
    p50: percentile(sorted, 50),
    p95: percentile(sorted, 95),
    p99: percentile(sorted, 99),
    serverCpuMs: (after.server - before.server) / sorted.length,
    databaseCpuMs: (after.database - before.database) / sorted.length,
  };
}

export const percentile = (sorted: readonly number[], percent: number) =>
  sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;

/** The middle one of an odd number. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** For the detail of a figure: what one answer cost, whoever else used the machine. */
export const cpuOf = (loads: readonly Load[]): string =>
  `processor time of each ${median(loads.map(({ serverCpuMs }) => serverCpuMs)).toFixed(1)} ms in the server, ` +
  `${median(loads.map(({ databaseCpuMs }) => databaseCpuMs)).toFixed(1)} ms in the database`;
