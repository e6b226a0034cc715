import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Global, Logger, Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, DiscoveryModule, ModuleRef } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { GRAPHQL_PATH } from '../http/index.ts';
import { AccessGuard, DenialInterceptor, Denials, ON_DENIED, type OnDenied } from './access.ts';
import { AccessDeclarations } from './access-check.ts';
import { tasukiPlugin } from './apollo-plugin.ts';
import { CtxSource } from './ctx-source.ts';
import { formatError } from './errors.ts';
import { graphqlContext } from './graphql-context.ts';
import { MAX_TOKENS, shapeLimits } from './limits.ts';
import { LiveServer } from './live/index.ts';
import { DateTime } from './scalars.ts';

export interface GraphqlOptions {
  /** Whether clients may ask for the schema, and are told names they may have meant: not in production. */
  introspection: boolean;
  onDenied: OnDenied;
}

@Global()
@Module({})
class AccessModule {}

/**
 * The GraphQL API over every resolver of the application. Some module of it must provide CtxSource. There is no explorer
 * page (any GraphQL client is one) and there are no persisted queries: both would be one more door to guard.
 */
export function graphqlModule({ introspection, onDenied }: GraphqlOptions): DynamicModule {
  const logger = new Logger('GraphQL');
  const graphql = GraphQLModule.forRootAsync<ApolloDriverConfig>({
    driver: ApolloDriver,
    inject: [ModuleRef],
    useFactory: (app: ModuleRef): Omit<ApolloDriverConfig, 'driver'> => ({
      path: GRAPHQL_PATH,
      autoSchemaFile: true,
      sortSchema: true,
      buildSchemaOptions: { scalarsMap: [{ type: Date, scalar: DateTime }] },
      context: (req: FastifyRequest) => graphqlContext(app.get(CtxSource, { strict: false }), req),
      introspection,
      hideSchemaDetailsFromClientErrors: !introspection,
      graphiql: false,
      csrfPrevention: true,
      persistedQueries: false,
      allowBatchedHttpRequests: false,
      parseOptions: { maxLexicalTokens: MAX_TOKENS },
      validationRules: [shapeLimits],
      plugins: [tasukiPlugin],
      includeStacktraceInErrorResponses: false,
      autoTransformHttpErrors: false,
      preserveHttpStatusForExecutionErrors: false,
      formatError,
      logger: {
        debug: (message?: unknown) => logger.debug(message),
        info: (message?: unknown) => logger.debug(message),
        warn: (message?: unknown) => logger.warn(message),
        error: (message?: unknown) => logger.error(message),
      },
    }),
  });
  return {
    module: AccessModule,
    imports: [graphql, DiscoveryModule],
    providers: [
      { provide: ON_DENIED, useValue: onDenied },
      Denials,
      AccessDeclarations,
      LiveServer,
      { provide: APP_GUARD, useClass: AccessGuard },
      { provide: APP_INTERCEPTOR, useClass: DenialInterceptor },
    ],
    exports: [AccessDeclarations, LiveServer],
  };
}
