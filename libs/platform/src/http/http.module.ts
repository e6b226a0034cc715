import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { APP_FILTER, HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { HttpErrorFilter } from './error.filter.ts';
import { HealthController, HealthRegistry } from './health.ts';
import { Metrics, MetricsController } from './metrics.ts';

/** Health, metrics and the answer to errors. Every lib can inject HealthRegistry and Metrics. */
@Global()
@Module({
  controllers: [HealthController, MetricsController],
  providers: [HealthRegistry, Metrics, { provide: APP_FILTER, useClass: HttpErrorFilter }],
  exports: [HealthRegistry, Metrics],
})
export class HttpModule implements OnModuleInit {
  private readonly host: HttpAdapterHost;
  private readonly metrics: Metrics;

  constructor(host: HttpAdapterHost, metrics: Metrics) {
    this.host = host;
    this.metrics = metrics;
  }

  /** A context without a server (the command line, a worker of its own) has nothing to measure. */
  onModuleInit(): void {
    const adapter = this.host.httpAdapter as { getInstance<T>(): T } | undefined;
    const fastify = adapter?.getInstance<FastifyInstance | undefined>();
    if (fastify?.addHook) this.metrics.measure(fastify);
  }
}
