import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { conflict, type TasukiError, unauthenticated } from '#libs/kernel';
import type { Ctx, SubjectClass } from '../../authorisation/index.ts';
import type { CtxSource } from '../ctx-source.ts';
import type { GraphqlContext } from '../graphql-context.ts';

/** Whom a credential stands for. @throws UNAUTHENTICATED when it is nobody. */
export async function knownCtx(source: CtxSource, headers: IncomingHttpHeaders, requestId: string): Promise<Ctx> {
  const ctx = await source.ctxFor(headers, requestId);
  if (ctx.actor.kind === 'ANONYMOUS') throw unauthenticated();
  return ctx;
}

/** The context of one open subscription. Who asks, and what they may, is found out anew for each thing that is told. */
export class LiveContext implements GraphqlContext {
  readonly req: FastifyRequest;
  ctx: Ctx;
  private readonly source: CtxSource;
  private readonly headers: IncomingHttpHeaders;
  private endWith: (why: TasukiError) => void = () => undefined;
  /** Resolves with why the subscription is over, whatever comes. */
  readonly ended = new Promise<TasukiError>((resolve) => {
    this.endWith = resolve;
  });

  constructor(req: FastifyRequest, source: CtxSource, headers: IncomingHttpHeaders, ctx: Ctx) {
    this.req = req;
    this.source = source;
    this.headers = headers;
    this.ctx = ctx;
  }

  /**
   * The actor as they are now, with loaders that have loaded nothing yet.
   * @throws UNAUTHENTICATED when the session ended or the key was revoked; FORBIDDEN when no policy grants the verb any more;
   *   CONFLICT `live.organisation_changed`
   */
  async refreshed(verb: string, subject: SubjectClass): Promise<Ctx> {
    const ctx = await this.identified();
    if (!ctx.mayEver(verb, subject)) ctx.refuse(verb, subject.name);
    return ctx;
  }

  /** Looks whether it is still the same actor, and ends when not. */
  async check(): Promise<void> {
    try {
      await this.identified();
    } catch (error) {
      this.endWith(error as TasukiError);
    }
  }

  private async identified(): Promise<Ctx> {
    const ctx = await knownCtx(this.source, this.headers, this.req.id);
    if (ctx.actor.organisationId !== this.ctx.actor.organisationId) {
      throw conflict('live.organisation_changed', 'You act for another organisation now. Subscribe again.');
    }
    this.ctx = ctx;
    return ctx;
  }
}

/** The open subscription, for the resolver of a subscription: `inboxChanged(@CurrentLive() live: LiveContext)`. */
export const CurrentLive = createParamDecorator((_data: unknown, context: ExecutionContext): LiveContext => {
  const live = GqlExecutionContext.create(context).getContext<LiveContext>();
  if (!(live instanceof LiveContext)) throw new Error('Only subscriptions have a LiveContext.');
  return live;
});
