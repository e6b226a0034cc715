import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type DocumentNode,
  type ExecutionArgs,
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  specifiedRules,
  subscribe,
  validate,
} from 'graphql';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { forbidden, invalidInput, rateLimited, TasukiError } from '#libs/kernel';
import type { Ctx } from '../../authorisation/index.ts';
import { Config } from '../../config/index.ts';
import { currentRequest, refused, sendFailure } from '../../http/index.ts';
import { CtxSource } from '../ctx-source.ts';
import { parseInput } from '../input.ts';
import { checkCost, MAX_QUERY_LENGTH, MAX_TOKENS, shapeLimits } from '../limits.ts';
import { EventStream } from './event-stream.ts';
import { knownCtx, LiveContext } from './live-context.ts';
import { errorsOf, formattedErrors, formattedResult, Results } from './results.ts';

/** Both protocols are spoken here: graphql-transport-ws after an upgrade, GraphQL over SSE without. */
const LIVE_PATH = '/graphql/live';

/** Of one person, or of one API key, in one process: connections, and subscriptions. */
const MAX_OPEN = 100;
const MAX_MESSAGE_BYTES = 64 * 1024;
/** Shorter than proxies keep a silent connection. */
const KEEP_ALIVE_MS = 12_000;
/** Of graphql-transport-ws. */
const UNAUTHORIZED = 4401;

/** As they stand in an address. */
const jsonText = z.string().transform((text, issues): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    issues.addIssue({ code: 'custom', message: 'Write variables as JSON.' });
    return z.NEVER;
  }
});

const askedSchema = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.union([z.record(z.string(), z.unknown()), jsonText.pipe(z.record(z.string(), z.unknown()))]).nullish(),
});

/** A program that cannot send headers with its WebSocket sends its key when the connection is made. */
const paramsSchema = z.object({ authorization: z.string().max(500).optional() });

type LiveArgs = ExecutionArgs & { contextValue: LiveContext };

/**
 * Serves GraphQL subscriptions. One is open as long as its session or key is good: what is revoked, in whichever process, is looked
 * at here at once (it stands among the memos of the RevocationListener), and every event is told to who the actor is by then.
 */
@Injectable()
export class LiveServer {
  private readonly app: ModuleRef;
  private readonly schemaHost: GraphQLSchemaHost;
  /** By person or API key. */
  private readonly open = new Map<string, Set<LiveContext>>();
  private readonly connected = new Map<string, Set<object>>();
  private readonly streams = new Set<EventStream>();

  constructor(app: ModuleRef, schemaHost: GraphQLSchemaHost) {
    this.app = app;
    this.schemaHost = schemaHost;
  }

  /** Call it before the server is ready. */
  mount(fastify: FastifyInstance): void {
    void fastify.register(async (scope) => {
      await scope.register(websocket, { options: { maxPayload: MAX_MESSAGE_BYTES } });
      scope.setErrorHandler((error, request, reply) => sendFailure(request, reply, error));
      scope.addHook('preClose', (done) => {
        // Cut off, not complete: whoever listened comes back, to another server. WebSockets are closed by their plugin.
        for (const stream of this.streams) stream.destroy();
        done();
      });
      scope.route({
        method: 'GET',
        url: LIVE_PATH,
        preValidation: (request, _reply, done) => done(request.ws ? this.refusalOfOrigin(request) : undefined),
        wsHandler: this.webSocketHandler(),
        handler: (request, reply) => this.serveEvents(request, reply, request.query),
      });
      scope.route({
        method: 'POST',
        url: LIVE_PATH,
        handler: (request, reply) => this.serveEvents(request, reply, request.body),
      });
    });
  }

  /** Somebody was revoked, or changed: their subscriptions go on when they still may. */
  forgetUser(ownerId: string): void {
    for (const live of this.open.get(ownerId) ?? []) void live.check();
  }

  /** It is not known who was revoked. */
  clear(): void {
    for (const ownerId of this.open.keys()) this.forgetUser(ownerId);
  }

  private get source(): CtxSource {
    return this.app.get(CtxSource, { strict: false });
  }

  private refusalOfOrigin({ headers: { origin } }: FastifyRequest): Error | undefined {
    // A visitor's cookie comes along wherever the page is from.
    if (origin === undefined || origin === new URL(this.app.get(Config, { strict: false }).baseUrl).origin)
      return undefined;
    return forbidden('live.foreign_origin', 'Pages of other sites may not open a connection to Tasuki.');
  }

  private webSocketHandler() {
    const headersOf = new WeakMap<object, IncomingHttpHeaders>();
    const ownerOfSocket = new WeakMap<object, string>();
    return makeHandler(
      {
        onConnect: async ({ extra: { request, socket }, connectionParams }) => {
          try {
            const { authorization } = parseInput(paramsSchema, connectionParams ?? {});
            const headers = authorization === undefined ? request.headers : { ...request.headers, authorization };
            const owner = ownerOf(await knownCtx(this.source, headers, request.id));
            admit(this.connected, owner, socket);
            ownerOfSocket.set(socket, owner);
            headersOf.set(socket, headers);
            return true;
          } catch (error) {
            const isKnown = error instanceof TasukiError;
            socket.close(isKnown && error.code === 'UNAUTHENTICATED' ? UNAUTHORIZED : 4403, reasonOf(error));
            return false;
          }
        },
        onClose: ({ extra: { socket } }) => {
          const owner = ownerOfSocket.get(socket);
          if (owner !== undefined) dismiss(this.connected, owner, socket);
        },
        onSubscribe: ({ extra: { request, socket } }, _id, asked) =>
          this.prepared(request, headersOf.get(socket) ?? {}, asked).catch(errorsOf),
        subscribe: (args) => this.subscribed(args as LiveArgs),
        onNext: ({ extra: { request } }, _id, _payload, _args, result) => formattedResult(request, result),
        onError: ({ extra: { request } }, _id, _payload, errors) => formattedErrors(request, errors),
      },
      KEEP_ALIVE_MS,
    );
  }

  private async serveEvents(request: FastifyRequest, reply: FastifyReply, asked: unknown): Promise<void> {
    if (!request.headers.accept?.includes('text/event-stream')) {
      const words = 'Events are sent here: say "accept: text/event-stream", or open a WebSocket.';
      return sendFailure(request, reply, null, refused(406, 'live.event_stream', words));
    }
    const args = await this.prepared(request, request.headers, asked).catch((error: unknown) => {
      if (error instanceof TasukiError && error.code === 'UNAUTHENTICATED') throw error;
      return errorsOf(error);
    });
    const results = Array.isArray(args) ? { errors: args } : await this.subscribed(args);
    reply.header('content-type', 'text/event-stream; charset=utf-8').header('x-accel-buffering', 'no');
    const stream = new EventStream(results, (result) => formattedResult(request, result), KEEP_ALIVE_MS);
    this.streams.add(stream);
    stream.once('close', () => this.streams.delete(stream));
    return reply.send(stream);
  }

  /** What is to be executed. @throws what is wrong with who asks, or what */
  private async prepared(
    request: FastifyRequest,
    headers: IncomingHttpHeaders,
    asked: unknown,
  ): Promise<LiveArgs | GraphQLError[]> {
    const { source } = this;
    const { schema } = this.schemaHost;
    const ctx = await knownCtx(source, headers, request.id);
    const { query, operationName, variables } = parseInput(askedSchema, asked);
    if (query.length > MAX_QUERY_LENGTH) {
      throw invalidInput('request.too_large', `The query is longer than ${MAX_QUERY_LENGTH} characters.`);
    }
    const document = parsed(query);
    const errors = validate(schema, document, [shapeLimits, ...specifiedRules]);
    if (errors.length > 0) return errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED'));
    const operation = getOperationAST(document, operationName);
    if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) {
      throw invalidInput('live.only_subscriptions', 'Only subscriptions are served here. Send others to /graphql.');
    }
    checkCost(document, operation, variables ?? {});
    return {
      schema,
      document,
      ...(operationName ? { operationName } : {}),
      variableValues: variables ?? {},
      contextValue: new LiveContext(request, source, headers, ctx),
    };
  }

  private async subscribed(args: LiveArgs) {
    const live = args.contextValue;
    const owner = ownerOf(live.ctx);
    try {
      admit(this.open, owner, live);
    } catch (error) {
      return { errors: errorsOf(error) };
    }
    const results = await currentRequest.run(live.req, () => subscribe(args));
    if (Symbol.asyncIterator in results) return new Results(results, live.ended, () => dismiss(this.open, owner, live));
    dismiss(this.open, owner, live);
    return results;
  }
}

/** @throws GraphQLError */
function parsed(query: string): DocumentNode {
  try {
    return parse(query, { maxLexicalTokens: MAX_TOKENS });
  } catch (error) {
    throw error instanceof GraphQLError ? coded(error, 'GRAPHQL_PARSE_FAILED') : error;
  }
}

/** With the code by which Apollo tells what never reached a resolver. */
const coded = (error: GraphQLError, code: string): GraphQLError =>
  new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    originalError: error.originalError ?? null,
    extensions: { code },
  });

const ownerOf = ({ actor }: Ctx): string => actor.userId ?? actor.apiKeyId ?? '';

const reasonOf = (error: unknown): string => (error instanceof TasukiError ? error.reason : 'internal');

/** @throws RATE_LIMITED `live.too_many` */
function admit<One>(held: Map<string, Set<One>>, owner: string, one: One): void {
  const others = held.get(owner) ?? new Set();
  if (others.size >= MAX_OPEN) {
    throw rateLimited('live.too_many', `There are ${MAX_OPEN} open already. Close some that nobody looks at.`);
  }
  held.set(owner, others.add(one));
}

function dismiss<One>(held: Map<string, Set<One>>, owner: string, one: One): void {
  const others = held.get(owner);
  others?.delete(one);
  if (others?.size === 0) held.delete(owner);
}
