import type { FastifyRequest } from 'fastify';
import { type ExecutionResult, type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { TasukiError } from '#libs/kernel';
import { currentRequest } from '../../http/index.ts';
import { formatError } from '../errors.ts';

/**
 * The results of one subscription until it is over. What ends it is its last result, as an error, so that whoever waits knows why.
 * It can be ended while it waits.
 */
export class Results implements AsyncGenerator<ExecutionResult, void, void> {
  private readonly inner: AsyncGenerator<ExecutionResult, void, void>;
  private readonly ended: Promise<never>;
  private readonly onEnd: () => void;
  private isOver = false;

  constructor(inner: AsyncGenerator<ExecutionResult, void, void>, ended: Promise<TasukiError>, onEnd: () => void) {
    this.inner = inner;
    this.onEnd = onEnd;
    this.ended = ended.then((why) => {
      throw why;
    });
    this.ended.catch(() => undefined);
  }

  async next(): Promise<IteratorResult<ExecutionResult, void>> {
    if (this.isOver) return { value: undefined, done: true };
    try {
      const step = await Promise.race([this.inner.next(), this.ended]);
      if (step.done) this.finish();
      return step;
    } catch (error) {
      await this.return();
      return { value: { errors: errorsOf(error) }, done: false };
    }
  }

  async return(): Promise<IteratorResult<ExecutionResult, void>> {
    this.finish();
    await this.inner.return();
    return { value: undefined, done: true };
  }

  async throw(error: unknown): Promise<IteratorResult<ExecutionResult, void>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.return().then(() => undefined);
  }

  private finish(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.onEnd();
  }
}

/** Anything that was thrown, as GraphQL takes it. */
export function errorsOf(error: unknown): GraphQLError[] {
  if (error instanceof GraphQLError) return [error];
  const originalError = error instanceof Error ? error : new Error(String(error));
  return [new GraphQLError(originalError.message, { originalError })];
}

/** In the closed shape of errors, with the id of the request that opened the subscription. */
export const formattedErrors = (request: FastifyRequest, errors: readonly GraphQLError[]): GraphQLFormattedError[] =>
  currentRequest.run(request, () => errors.map((error) => formatError(error.toJSON(), error)));

export const formattedResult = (
  request: FastifyRequest,
  { data, errors }: { data?: ExecutionResult['data']; errors?: readonly GraphQLError[] | undefined },
): FormattedExecutionResult => ({
  ...(data === undefined ? {} : { data }),
  ...(errors ? { errors: formattedErrors(request, errors) } : {}),
});
