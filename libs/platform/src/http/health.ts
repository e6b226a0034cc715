import { Controller, Get, Injectable, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** Resolves when the thing works; the error's message says what is wrong, without secrets. */
export type HealthCheck = () => Promise<void>;

export interface HealthReport {
  status: 'up' | 'down';
  checks: Record<string, { status: 'up' | 'down'; error?: string }>;
}

const CHECK_TIMEOUT_MS = 2000;

/** What must work before this process can answer; each lib adds what it needs when it starts. */
@Injectable()
export class HealthRegistry {
  private readonly checks = new Map<string, HealthCheck>();

  add(name: string, check: HealthCheck): void {
    this.checks.set(name, check);
  }

  /** Runs all checks at once, each for at most two seconds. */
  async report(): Promise<HealthReport> {
    const results = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await outcomeOf(check)] as const),
    );
    const isUp = results.every(([, result]) => result.status === 'up');
    return { status: isUp ? 'up' : 'down', checks: Object.fromEntries(results) };
  }
}

/** Waits at most two seconds. */
export async function outcomeOf(check: HealthCheck): Promise<{ status: 'up' | 'down'; error?: string }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`)), CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), late]);
    return { status: 'up' };
  } catch (error) {
    // An AggregateError (refused on IPv4 and IPv6) has an empty message and a code.
    const { message, code } = error as { message?: string; code?: string };
    return { status: 'down', error: message || code || 'failed' };
  } finally {
    clearTimeout(timer);
  }
}

@Controller('health')
export class HealthController {
  private readonly registry: HealthRegistry;

  constructor(registry: HealthRegistry) {
    this.registry = registry;
  }

  /** Whether the process itself runs: restart it when this fails. */
  @Get('live')
  live(): { status: 'up' } {
    return { status: 'up' };
  }

  /** Whether it can answer now: send it no requests while this is 503. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthReport> {
    const report = await this.registry.report();
    reply.status(report.status === 'up' ? 200 : 503);
    return report;
  }
}
