/** A small application for the tests of this folder. */
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Args, Field, ID, InputType, Int, Mutation, ObjectType, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { z } from 'zod';
import { Actor, forbidden, unavailable, unauthenticated, type Page, type Role } from '#libs/kernel';
import { Ctx, PolicyRegistry } from '../authorisation/index.ts';
import { createFastifyAdapter, createLogger, HttpModule } from '../http/index.ts';
import {
  Access,
  ByteCount,
  CalendarDate,
  checkedPage,
  connectionOf,
  CtxSource,
  CurrentCtx,
  graphqlModule,
  PageArgs,
  parsedBy,
  Public,
  text,
  type Denial,
} from './index.ts';

@ObjectType({ description: 'A notice on the board.' })
export class Notice {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'What it says.' })
  title!: string;

  @Field(() => Date, { description: 'When it was pinned.' })
  pinnedAt!: Date;

  @Field(() => CalendarDate, { nullable: true, description: 'Until when it holds.' })
  until?: string;

  @Field(() => ByteCount, { description: 'How big its poster is.' })
  sizeBytes!: number;
}

const NoticeConnection = connectionOf(Notice);

@InputType({ description: 'What to pin.' })
class PinInput {
  @Field(() => String, { description: 'What it says.' })
  title!: string;
}
const pinInput = z.object({ title: text(20) });

const notice = (title: string): Notice => ({
  id: '019a0000-0000-7000-8000-000000000001',
  title,
  pinnedAt: new Date('2026-11-23T04:05:06Z'),
  until: '2026-12-31',
  sizeBytes: 5_000_000_000,
});

/** What the application under test did, and how it is to behave. */
export const state = {
  counted: 0,
  logged: [] as Record<string, unknown>[],
  denials: [] as { ctx: Ctx; denial: Denial }[],
  isDatabaseAway: false,
};

@Resolver(() => Notice)
export class NoticeResolver {
  @Query(() => String, { description: 'Who asks.' })
  @Public()
  me(@CurrentCtx() ctx: Ctx): string {
    return `${ctx.actor.kind} ${ctx.requestId}`;
  }

  @Query(() => NoticeConnection, { description: 'The board.' })
  @Access('read', Notice)
  notices(@Args(checkedPage) page: PageArgs): Page<Notice> {
    return {
      edges: [{ cursor: 'one', node: notice(`first ${page.first}`) }],
      pageInfo: { hasNextPage: false, endCursor: 'one' },
      totalCount: () => Promise.resolve((state.counted += 1)),
    };
  }

  @ResolveField(() => Notice, { description: 'The notice that this one replaces.' })
  previous(): Notice {
    return notice('previous');
  }

  @ResolveField(() => Boolean, { nullable: true, description: 'A field that is broken.' })
  broken(): boolean {
    throw new Error('the password is hunter2');
  }

  @Mutation(() => Notice, { description: 'Pins a notice.' })
  @Access('pin', Notice)
  pin(@Args('input', { description: 'What to pin.' }, parsedBy(pinInput)) input: PinInput): Notice {
    return notice(input.title);
  }

  @Mutation(() => Boolean, { nullable: true, description: 'Fails in the asked way.' })
  @Public()
  fail(@Args('how', { type: () => String, description: 'In which way.' }) how: string): boolean {
    if (how === 'refused') throw forbidden('notice.not_yours', 'This notice is not yours.');
    if (how === 'store') throw unavailable('storage.unavailable', 'The store does not answer.');
    if (how === 'socket') throw Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' });
    if (how === 'query')
      throw new Error('wrapped', { cause: Object.assign(new Error('terminating'), { code: '57P01' }) });
    if (how === 'pool') throw new Error('Connection terminated unexpectedly');
    if (how === 'string') throw 'a bare string';
    throw new Error('SELECT secret FROM users');
  }

  @Query(() => Int, { description: 'Adds up.' })
  @Public()
  sum(
    @Args('a', { type: () => Int, description: 'One.' }) a: number,
    @Args('on', { type: () => CalendarDate, nullable: true, description: 'A day.' }) _on?: string,
    @Args('at', { type: () => Date, nullable: true, description: 'An instant.' }) _at?: Date,
  ): number {
    return a;
  }
}

@Resolver()
export class ForgetfulResolver {
  @Query(() => String, { description: 'Forgot to say for whom it is.' })
  leak(): string {
    return 'everything';
  }
}

const policies = new PolicyRegistry();
policies.add((actor, can) => {
  if (actor.kind === 'PERSON') can('read', Notice);
  if (actor.has('VENDOR_PUBLISHER')) can('pin', Notice);
});

class HeaderCtxSource extends CtxSource {
  override ctxFor(headers: Record<string, unknown>, requestId: string): Promise<Ctx> {
    if (state.isDatabaseAway) throw Object.assign(new Error('the database system is starting up'), { code: '57P03' });
    const token = headers['authorization'];
    if (token === 'Bearer revoked') throw unauthenticated('sign_in.key_revoked', 'This key was revoked.');
    const roles = new Set<Role>(token === 'Bearer publisher' ? ['VENDOR_PUBLISHER'] : []);
    const actor = token ? new Actor({ kind: 'PERSON', roles }) : Actor.anonymous;
    return Promise.resolve(new Ctx(actor, policies.abilityOf(actor), requestId));
  }
}

/** Starts an application on a port of its own; the credential names who asks: nobody, a reader or a publisher. */
export async function start(resolvers: (new () => object)[], introspection = true): Promise<NestFastifyApplication> {
  @Module({
    imports: [
      HttpModule,
      graphqlModule({
        introspection,
        onDenied: (ctx, denial) => {
          state.denials.push({ ctx, denial });
          return Promise.resolve();
        },
      }),
    ],
    providers: [...resolvers, { provide: CtxSource, useClass: HeaderCtxSource }],
  })
  class TestModule {}

  const logger = createLogger('info', { write: (line: string) => state.logged.push(JSON.parse(line)) });
  const adapter = createFastifyAdapter({ logger, trustProxy: false, rateLimits: null });
  const app = await NestFactory.create<NestFastifyApplication>(TestModule, adapter, {
    logger: false,
    abortOnError: false,
  });
  try {
    await app.listen(0, '127.0.0.1');
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}

export interface Answer {
  status: number;
  data: Record<string, unknown> | null | undefined;
  code: string | undefined;
  reason: string | undefined;
  error: { message: string; path?: unknown; extensions: Record<string, unknown> } | undefined;
}

export async function ask(
  app: NestFastifyApplication,
  query: string,
  variables?: object,
  token?: string,
): Promise<Answer> {
  const call = request(await app.getUrl()).post('/graphql');
  if (token) call.set('authorization', `Bearer ${token}`);
  return answerOf(await call.send({ query, variables }));
}

export function answerOf(response: {
  status: number;
  body: { data?: Answer['data']; errors?: NonNullable<Answer['error']>[] };
}): Answer {
  const error = response.body.errors?.[0];
  return {
    status: response.status,
    data: response.body.data,
    error,
    code: error?.extensions['code'] as string | undefined,
    reason: error?.extensions['reason'] as string | undefined,
  };
}
