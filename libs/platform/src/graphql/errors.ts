import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { currentRequest, failureOf, logFailure, refused, type Failure } from '../http/index.ts';

/** Apollo's own codes, for what never reached a resolver. */
const REFUSED_BY_APOLLO: Record<string, string> = {
  GRAPHQL_PARSE_FAILED: 'request.invalid_query',
  GRAPHQL_VALIDATION_FAILED: 'request.invalid_query',
  OPERATION_RESOLUTION_FAILURE: 'request.invalid_query',
  BAD_USER_INPUT: 'request.invalid_variables',
  BAD_REQUEST: 'request.malformed',
  PERSISTED_QUERY_NOT_FOUND: 'request.persisted_queries_off',
  PERSISTED_QUERY_NOT_SUPPORTED: 'request.persisted_queries_off',
};

/**
 * For what is thrown before execution begins: there Apollo answers 500 unless the error itself brings its HTTP status.
 */
export function withHttpStatus(error: unknown): GraphQLError {
  const { message, status } = failureOf(error);
  return new GraphQLError(message, {
    originalError: error instanceof Error ? error : new Error(String(error)),
    extensions: { http: { status } },
  });
}

/** Gives every error the closed shape and logs the defects. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const failed = failureOfGraphql(formatted, error);
  const request = currentRequest.getStore();
  if (request) logFailure(request, failed, originOf(error));
  const { locations, path } = formatted;
  return {
    message: failed.message,
    ...(locations ? { locations } : {}),
    ...(path ? { path } : {}),
    extensions: {
      code: failed.code,
      reason: failed.reason,
      fields: failed.fields,
      requestId: request?.id ?? null,
    },
  };
}

function failureOfGraphql({ message, extensions }: GraphQLFormattedError, error: unknown): Failure {
  const failed = failureOf(error);
  if (failed.code !== 'INTERNAL') return failed;
  const reason = REFUSED_BY_APOLLO[String(extensions?.['code'])];
  if (!reason) return failed;
  // These have no error class of their own to be told by; the parser recurses and may run out of stack.
  if (message.includes('call stack')) return refused(400, 'request.too_deep', 'The query nests too deeply.');
  if (message.includes('Parsing aborted')) return refused(400, 'request.too_large', message);
  if (message.includes('Cross-Site Request Forgery')) return refused(400, 'request.csrf', message.trim());
  return refused(400, reason, message);
}

/** What the resolver threw: its stack is the one worth reading. */
function originOf(error: unknown): unknown {
  const { originalError } = (error ?? {}) as { originalError?: unknown };
  return originalError ? originOf(originalError) : error;
}
