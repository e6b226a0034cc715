import { Readable } from 'node:stream';
import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import type { Results } from './results.ts';

/**
 * Results as server-sent events, by the GraphQL-over-SSE protocol ("distinct connections"): `next` with each result, `complete` at the
 * end. The next result is asked for when the client has taken the former one, however slow it is.
 */
export class EventStream extends Readable {
  private readonly results: Results | null;
  private readonly format: (result: ExecutionResult) => FormattedExecutionResult;
  private readonly timer: NodeJS.Timeout;
  private isAsking = false;

  constructor(
    results: Results | ExecutionResult,
    format: (result: ExecutionResult) => FormattedExecutionResult,
    keepAliveMs: number,
  ) {
    super();
    this.format = format;
    this.results = Symbol.asyncIterator in results ? results : null;
    // A comment: some browsers tell of a connection only when something came.
    this.push(':\n\n');
    this.timer = setInterval(() => {
      if (this.readableLength === 0) this.push(':\n\n');
    }, keepAliveMs);
    if (!this.results) this.finish(results as ExecutionResult);
  }

  override _read(): void {
    if (this.isAsking || !this.results) return;
    this.isAsking = true;
    this.results.next().then(
      (step) => {
        this.isAsking = false;
        if (this.destroyed) return;
        if (step.done) this.finish();
        else this.push(this.frame('next', step.value));
      },
      (error: unknown) => this.destroy(error as Error),
    );
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearInterval(this.timer);
    void this.results?.return();
    done(error);
  }

  private finish(last?: ExecutionResult): void {
    if (last) this.push(this.frame('next', last));
    this.push('event: complete\ndata:\n\n');
    this.push(null);
  }

  private frame(event: string, result: ExecutionResult): string {
    return `event: ${event}\ndata: ${JSON.stringify(this.format(result))}\n\n`;
  }
}
