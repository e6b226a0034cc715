import { Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import { Actor, type Id, unauthenticated } from '#libs/kernel';
import { ActorMemo, Ctx, CtxSource, hashCredential, PolicyRegistry, SignIn, UnitOfWork, type Tx } from '#libs/platform';
import { API_KEY_PREFIX } from './people.service.ts';
import { DirectoryRepository } from './directory.repository.ts';
import type { Member } from './member.entity.ts';
import { Organisation } from './organisation.entity.ts';
import { hashSecret } from './secret-token.ts';

/** Finds out who asks: a session cookie or `Authorization: Bearer tsk_…`, remembered for at most five seconds. */
@Injectable()
export class ActorSource extends CtxSource {
  private readonly memo: ActorMemo;
  private readonly signIn: SignIn;
  private readonly uow: UnitOfWork;
  private readonly directory: DirectoryRepository;
  private readonly policies: PolicyRegistry;

  constructor(
    memo: ActorMemo,
    signIn: SignIn,
    uow: UnitOfWork,
    directory: DirectoryRepository,
    policies: PolicyRegistry,
  ) {
    super();
    this.memo = memo;
    this.signIn = signIn;
    this.uow = uow;
    this.directory = directory;
    this.policies = policies;
  }

  override async ctxFor(headers: IncomingHttpHeaders, requestId: string): Promise<Ctx> {
    return this.ctxOf(await this.actorOf(headers), requestId);
  }

  ctxOf(actor: Actor, requestId: string): Ctx {
    return new Ctx(actor, this.policies.abilityOf(actor), requestId);
  }

  private async actorOf(headers: IncomingHttpHeaders): Promise<Actor> {
    const { authorization } = headers;
    if (authorization !== undefined) {
      const key = /^Bearer (\S+)$/i.exec(authorization)?.[1];
      const program = key?.startsWith(API_KEY_PREFIX)
        ? await this.memo.resolve(hashCredential(key), () => this.programWith(key))
        : null;
      if (program) return program;
      throw unauthenticated('sign_in.bad_api_key', 'This API key is not known, was revoked or has expired.');
    }
    const session = await this.signIn.credentialOf(headers);
    if (session === null) return Actor.anonymous;
    const person = await this.memo.resolve(hashCredential(session), () => this.personWith(headers));
    if (person) return person;
    throw unauthenticated('sign_in.session_ended', 'Your session has ended. Sign in again.');
  }

  private async personWith(headers: IncomingHttpHeaders): Promise<Actor | null> {
    const identity = await this.signIn.identify(headers);
    if (!identity) return null;
    const { userId, sessionId, authenticatedAt, signedInBy, name, email, ssoOrganisationId: boundTo } = identity;
    const member = await this.lookUp((tx) => this.actsFor(tx, userId, boundTo ?? identity.activeOrganisationId));
    // Without the organisation whose provider vouched for the person, nobody did.
    if (boundTo && !member) return null;
    return new Actor({
      kind: 'PERSON',
      userId,
      sessionId,
      authenticatedAt,
      signedInBy,
      boundTo,
      person: { name, email },
      hasSecondFactor: identity.twoFactorEnabled,
      ...(member && {
        organisationId: member.organisation.id,
        organisationKind: member.organisation.kind,
        roles: new Set(member.roles),
        siteIds: member.siteIds,
      }),
    });
  }

  /** The chosen organisation, or the only one; none while it is suspended. */
  private async actsFor(tx: Tx, userId: Id<'User'>, chosen: Id<'Organisation'> | null) {
    const memberships = await this.directory.membershipsOf(tx, userId);
    const member: Member | undefined = chosen
      ? memberships.find((one) => one.organisationId === chosen)
      : memberships.length === 1
        ? memberships[0]
        : undefined;
    if (!member) return null;
    const organisation = await tx.manager.findOneBy(Organisation, { id: member.organisationId, state: 'ADMITTED' });
    return organisation && { organisation, roles: member.roles, siteIds: member.siteIds };
  }

  private programWith(secret: string): Promise<Actor | null> {
    return this.lookUp(async (tx) => {
      const key = await this.directory.apiKeyBySecret(tx, hashSecret(secret));
      if (!key || key.revokedAt || key.expiresAt <= tx.now) return null;
      const organisation = await tx.manager.findOneBy(Organisation, { id: key.organisationId, state: 'ADMITTED' });
      if (!organisation) return null;
      return new Actor({
        kind: 'PROGRAM',
        apiKeyId: key.id,
        organisationId: organisation.id,
        organisationKind: organisation.kind,
        roles: new Set(key.roles),
      });
    });
  }

  /** Before an organisation is known, no wall can be chosen: these look-ups run as the system. */
  private lookUp<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.uow.runAsSystem(this.ctxOf(Actor.system, 'sign-in'), work);
  }
}
