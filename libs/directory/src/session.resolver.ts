import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { unauthenticated } from '#libs/kernel';
import { Access, type Ctx, CurrentCtx, parsedBy, SignIn } from '#libs/platform';
import { Organisation } from './organisation.entity.ts';
import * as s from './session.graphql.ts';

/** Where a person is signed in, without what a session is recognised by. */
@Resolver()
export class SessionResolver {
  private readonly signIn: SignIn;

  constructor(signIn: SignIn) {
    this.signIn = signIn;
  }

  @Query(() => [s.SessionObject], {
    description: 'Where the person is signed in. By single sign-on: where they are by the same provider.',
  })
  @Access('choose', Organisation)
  async mySessions(@CurrentCtx() ctx: Ctx): Promise<s.SessionObject[]> {
    const { owner, sessionId } = ownerOf(ctx);
    const sessions = await this.signIn.sessions.list(owner);
    return sessions.map((one) => ({ ...one, isCurrent: one.id === sessionId }));
  }

  @Mutation(() => s.EndSessionPayload, { description: 'Ends one of the own sessions at once.' })
  @Access('choose', Organisation)
  async endSession(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(s.sessionInput)) input: s.SessionInput,
  ): Promise<s.EndSessionPayload> {
    await this.signIn.sessions.end(ownerOf(ctx).owner, input.sessionId);
    return { sessions: await this.mySessions(ctx) };
  }

  @Mutation(() => s.EndOtherSessionsPayload, { description: 'Ends all own sessions but this one at once.' })
  @Access('choose', Organisation)
  async endOtherSessions(@CurrentCtx() ctx: Ctx): Promise<s.EndOtherSessionsPayload> {
    const { owner, sessionId } = ownerOf(ctx);
    return { ended: await this.signIn.sessions.endOthers(owner, sessionId) };
  }
}

function ownerOf({ actor: { userId, sessionId, boundTo } }: Ctx) {
  if (!userId || !sessionId) throw unauthenticated();
  return { owner: { userId, ssoOrganisationId: boundTo }, sessionId };
}
