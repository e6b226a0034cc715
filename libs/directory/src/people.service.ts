import { Injectable } from '@nestjs/common';
import {
  conflict,
  forbidden,
  type Id,
  invalidInput,
  newId,
  notFound,
  type Page,
  type PageRequest,
  type Role,
  ROLES_OF_KIND,
  unauthenticated,
} from '#libs/kernel';
import {
  type Account,
  ActorMemo,
  announceRevoked,
  Config,
  type Ctx,
  mailJobFor,
  SignIn,
  type Tx,
  UnitOfWork,
} from '#libs/platform';
import { ApiKey } from './api-key.entity.ts';
import {
  apiKeyMade,
  apiKeyRevoked,
  invitationRevoked,
  memberChanged,
  memberEnded,
  memberInvited,
  memberJoined,
} from './directory.events.ts';
import type {
  AcceptInvitationInput,
  ChangeMemberInput,
  InvitationOffer,
  InviteMemberInput,
  MakeApiKeyInput,
} from './people.graphql.ts';
import { DirectoryRepository } from './directory.repository.ts';
import { Invitation, type Language } from './invitation.entity.ts';
import { Member } from './member.entity.ts';
import { Organisation } from './organisation.entity.ts';
import { hashSecret, newSecret } from './secret-token.ts';
import { Site } from './site.entity.ts';

/** Tells an API key from anything else, also for scanners that look for leaked secrets. */
export const API_KEY_PREFIX = 'tsk_';
const INVITATION_DAYS = 14;
const DAY_MS = 86_400_000;

export interface Invited {
  organisation: Organisation;
  email: string;
  roles: readonly Role[];
  siteIds: readonly Id<'Site'>[] | null;
  isOutside: boolean;
  language: Language;
  inviterName: string;
  invitedBy: Id<'Member'> | null;
}

export const boundElsewhere = () =>
  forbidden(
    'directory.sso_other_organisation',
    "You signed in with one organisation's provider, for that organisation only. Sign out and sign in with your password " +
      'or passkey to act elsewhere.',
  );

/** Members, invitations and the keys of programs. */
@Injectable()
export class PeopleService {
  private readonly uow: UnitOfWork;
  private readonly directory: DirectoryRepository;
  private readonly signIn: SignIn;
  private readonly config: Config;
  private readonly memo: ActorMemo;

  constructor(uow: UnitOfWork, directory: DirectoryRepository, signIn: SignIn, config: Config, memo: ActorMemo) {
    this.uow = uow;
    this.directory = directory;
    this.signIn = signIn;
    this.config = config;
    this.memo = memo;
  }

  members(ctx: Ctx, page: PageRequest): Promise<Page<Member>> {
    return this.uow.run(ctx, (tx) => this.directory.list(tx, Member, page, { organisationId: ctx.organisationId }));
  }

  invitations(ctx: Ctx, page: PageRequest): Promise<Page<Invitation>> {
    return this.uow.run(ctx, (tx) => this.directory.list(tx, Invitation, page));
  }

  apiKeys(ctx: Ctx, page: PageRequest): Promise<Page<ApiKey>> {
    return this.uow.run(ctx, (tx) => this.directory.list(tx, ApiKey, page));
  }

  /** Sends an invitation by mail, valid for 14 days. @throws CONFLICT when the person is a member already. */
  inviteMember(ctx: Ctx, input: InviteMemberInput): Promise<Invitation> {
    return this.uow.run(ctx, async (tx) => {
      const organisation = await this.directory.getVisible(tx, Organisation, ctx.organisationId, 'organisation');
      await this.checkRoles(tx, organisation, input.roles, input.siteIds ?? null);
      const known = await this.signIn.accountByEmail(input.email);
      const member = known && (await this.directory.membership(tx, organisation.id, known.userId));
      if (member?.state === 'ACTIVE') throw conflict('directory.already_member', 'This person is a member already.');
      const inviter = await this.membershipOfActor(tx);
      return this.invite(tx, {
        organisation,
        email: input.email,
        roles: input.roles,
        siteIds: input.siteIds ?? null,
        isOutside: input.isOutside,
        language: input.language,
        inviterName: inviter.name,
        invitedBy: inviter.id,
      });
    });
  }

  /** Within a transaction of the caller: the operator admits an organisation together with its first administrator. */
  async invite(tx: Tx, { organisation, inviterName, ...invited }: Invited): Promise<Invitation> {
    const { secret, hash } = newSecret('');
    const invitation = Object.assign(new Invitation(), {
      id: newId(),
      organisationId: organisation.id,
      email: invited.email,
      roles: [...invited.roles],
      siteIds: invited.siteIds && [...invited.siteIds],
      isOutside: invited.isOutside,
      language: invited.language,
      tokenHash: hash,
      invitedBy: invited.invitedBy,
      expiresAt: new Date(tx.now.getTime() + INVITATION_DAYS * DAY_MS),
      acceptedAt: null,
      revokedAt: null,
      createdAt: tx.now,
    });
    await this.directory.add(tx, invitation);
    await tx.record(memberInvited(invitation, tx.ctx.organisationId));
    tx.queue(
      mailJobFor({
        version: 1,
        to: invitation.email,
        language: invitation.language,
        template: 'invitation',
        values: {
          inviterName,
          organisationName: organisation.name,
          // Behind '#', so that the secret reaches no server log.
          url: `${this.config.baseUrl}/invitation#${secret}`,
          expiresAt: invitation.expiresAt.toISOString(),
        },
      }),
    );
    return invitation;
  }

  revokeInvitation(ctx: Ctx, invitationId: Id<'Invitation'>): Promise<Invitation> {
    return this.uow.run(ctx, async (tx) => {
      const invitation = await this.directory.getForChange(tx, Invitation, invitationId, 'invitation');
      ctx.authorise('revoke', invitation);
      if (invitation.acceptedAt || invitation.revokedAt) {
        throw conflict('directory.invitation_used', 'This invitation was already accepted or revoked.');
      }
      invitation.revokedAt = tx.now;
      await this.directory.update(tx, invitation);
      await tx.record(invitationRevoked(invitation, ctx.organisationId));
      return invitation;
    });
  }

  /** What an open invitation offers to whoever holds its token; null when it is not open, as for a token of nothing. */
  invitationBehind(ctx: Ctx, token: string): Promise<InvitationOffer | null> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      const invitation = await this.directory.invitationByToken(tx, hashSecret(token));
      if (!invitation?.isOpen(tx.now)) return null;
      const organisation = await tx.manager.findOneByOrFail(Organisation, { id: invitation.organisationId });
      const hasAccount = (await this.signIn.accountByEmail(invitation.email, tx)) !== null;
      const provider = await this.directory.identityProviderOf(tx, organisation.id);
      return {
        organisationName: organisation.name,
        organisationCode: organisation.code,
        email: invitation.email,
        expiresAt: invitation.expiresAt,
        hasAccount,
        identityProvider: hasAccount || invitation.isOutside ? null : provider,
      };
    });
  }

  /**
   * Joins the organisation. Without an account, one is made with the name and password given; whoever has one signs in
   * first, so that a mail that went astray is not enough.
   */
  async acceptInvitation(ctx: Ctx, input: AcceptInvitationInput): Promise<Member> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      const invitation = await this.directory.invitationByToken(tx, hashSecret(input.token));
      if (!invitation) throw notFound('invitation');
      invitation.accept(tx.now);

      const person = await this.personAccepting(tx, invitation, input);
      return this.join(tx, invitation, person);
    });
  }

  /** Makes the person of an accepted invitation a member. Within a transaction of the caller. */
  async join(tx: Tx, invitation: Invitation, person: Pick<Account, 'userId' | 'name'>): Promise<Member> {
    const former = await this.directory.membership(tx, invitation.organisationId, person.userId);
    const member = Object.assign(former ?? new Member(), {
      id: former?.id ?? newId<'Member'>(),
      organisationId: invitation.organisationId,
      userId: person.userId,
      name: person.name,
      email: invitation.email,
      roles: invitation.roles,
      siteIds: invitation.siteIds,
      isOutside: invitation.isOutside,
      state: 'ACTIVE' as const,
      createdAt: former?.createdAt ?? tx.now,
    });
    await (former ? this.directory.update(tx, member) : this.directory.add(tx, member));
    await this.directory.update(tx, invitation);
    await this.closeInvitations(tx, member);
    await this.refuseWithoutAdministrator(tx, member);
    await tx.record(memberJoined(member));
    await announceRevoked(tx, member.userId);
    return member;
  }

  private async personAccepting(tx: Tx, invitation: Invitation, input: AcceptInvitationInput) {
    const known = await this.signIn.accountByEmail(invitation.email, tx);
    if (!known) {
      if (!input.name || !input.password) {
        throw invalidInput('directory.name_and_password_needed', 'Give your name and choose a password.');
      }
      return this.signIn.createAccount({ email: invitation.email, name: input.name, password: input.password }, tx);
    }
    if (tx.ctx.actor.kind === 'ANONYMOUS') {
      throw unauthenticated(
        'directory.sign_in_to_accept',
        'There is an account with this address. Sign in, then accept.',
      );
    }
    const { boundTo } = tx.ctx.actor;
    if (boundTo && boundTo !== invitation.organisationId) throw boundElsewhere();
    if (tx.ctx.actor.userId !== known.userId) {
      throw forbidden('directory.invitation_of_another', 'This invitation was sent to another person.');
    }
    return known;
  }

  changeMember(ctx: Ctx, input: ChangeMemberInput): Promise<Member> {
    return this.atOnce(
      ctx,
      (member) => member.userId,
      async (tx) => {
        const member = await this.directory.getForChange(tx, Member, input.memberId, 'member');
        ctx.authorise('change', member);
        const organisation = await this.directory.getVisible(tx, Organisation, member.organisationId, 'organisation');
        await this.checkRoles(tx, organisation, input.roles, input.siteIds ?? null);
        member.roles = [...input.roles];
        member.siteIds = input.siteIds ?? null;
        await this.refuseWithoutAdministrator(tx, member);
        await this.directory.update(tx, member);
        await this.closeInvitations(tx, member);
        await tx.record(memberChanged(member));
        await announceRevoked(tx, member.userId);
        return member;
      },
    );
  }

  endMembership(ctx: Ctx, memberId: Id<'Member'>): Promise<Member> {
    return this.atOnce(
      ctx,
      (member) => member.userId,
      async (tx) => {
        const member = await this.directory.getForChange(tx, Member, memberId, 'member');
        ctx.authorise('end', member);
        member.end();
        await this.refuseWithoutAdministrator(tx, member);
        await this.directory.update(tx, member);
        await this.closeInvitations(tx, member);
        await tx.record(memberEnded(member));
        await this.signIn.ssoAccounts.unlink(member.organisationId, member.userId, tx);
        await announceRevoked(tx, member.userId);
        return member;
      },
    );
  }

  /** The secret is in this answer and nowhere else. */
  makeApiKey(ctx: Ctx, input: MakeApiKeyInput): Promise<{ apiKey: ApiKey; secret: string }> {
    return this.uow.run(ctx, async (tx) => {
      const organisation = await this.directory.getVisible(tx, Organisation, ctx.organisationId, 'organisation');
      await this.checkRoles(tx, organisation, input.roles, null);
      if (input.expiresAt <= tx.now)
        throw invalidInput('directory.expiry_in_past', 'The key would have expired already.');
      const { secret, hash } = newSecret(API_KEY_PREFIX);
      const apiKey = Object.assign(new ApiKey(), {
        id: newId(),
        organisationId: organisation.id,
        name: input.name,
        roles: [...input.roles],
        prefix: secret.slice(0, 10),
        secretHash: hash,
        createdBy: (await this.membershipOfActor(tx)).id,
        createdAt: tx.now,
        expiresAt: input.expiresAt,
        revokedAt: null,
      });
      ctx.authorise('make', apiKey);
      await this.directory.add(tx, apiKey);
      await tx.record(apiKeyMade(apiKey));
      return { apiKey, secret };
    });
  }

  revokeApiKey(ctx: Ctx, apiKeyId: Id<'ApiKey'>): Promise<ApiKey> {
    return this.atOnce(
      ctx,
      (apiKey) => apiKey.id,
      async (tx) => {
        const apiKey = await this.directory.getForChange(tx, ApiKey, apiKeyId, 'API key');
        ctx.authorise('revoke', apiKey);
        apiKey.revoke(tx.now);
        await this.directory.update(tx, apiKey);
        await tx.record(apiKeyRevoked(apiKey));
        await announceRevoked(tx, apiKey.id);
        return apiKey;
      },
    );
  }

  /** Other processes hear of a revocation within moments; this one forgets before it answers. */
  private async atOnce<T>(ctx: Ctx, ownerOf: (changed: T) => Id, work: (tx: Tx) => Promise<T>): Promise<T> {
    const changed = await this.uow.run(ctx, work);
    this.memo.forgetUser(ownerOf(changed));
    return changed;
  }

  private async membershipOfActor(tx: Tx): Promise<Member> {
    const { userId } = tx.ctx.actor;
    const member = userId && (await this.directory.membership(tx, tx.ctx.organisationId, userId));
    if (!member) throw forbidden('directory.not_a_member', 'Only a member of the organisation may do this.');
    return member;
  }

  private async checkRoles(
    tx: Tx,
    organisation: Organisation,
    roles: readonly Role[],
    siteIds: readonly Id<'Site'>[] | null,
  ) {
    const allowed: readonly Role[] = ROLES_OF_KIND[organisation.kind];
    const foreign = roles.find((role) => !allowed.includes(role));
    if (foreign) {
      throw invalidInput(
        'directory.role_of_other_kind',
        `${foreign} is not a role in this organisation. Choose from: ${allowed.join(', ')}.`,
      );
    }
    const sites = siteIds ? await this.directory.byIds(tx, Site, siteIds) : new Map<Id, Site>();
    if (siteIds?.some((id) => sites.get(id)?.organisationId !== organisation.id)) throw notFound('site');
  }

  /** An invitation that still lies in a mailbox must not bring back what was taken since. */
  private async closeInvitations(tx: Tx, member: Member): Promise<void> {
    for (const invitation of await this.directory.openInvitations(tx, member.organisationId, member.email)) {
      invitation.revokedAt = tx.now;
      await this.directory.update(tx, invitation);
      await tx.record(invitationRevoked(invitation, member.organisationId));
    }
  }

  /** The organisation is locked first: two administrators who end each other at once must not both succeed. */
  private async refuseWithoutAdministrator(tx: Tx, member: Member): Promise<void> {
    await this.directory.lockOrganisation(tx, member.organisationId);
    const stillAdministers =
      member.state === 'ACTIVE' &&
      member.roles.some((role) => role.endsWith('_ADMIN') || !role.includes('_') || role === 'REGULATOR_VIEWER');
    if (stillAdministers || (await this.directory.otherAdministrators(tx, member)) > 0) return;
    throw conflict(
      'directory.last_administrator',
      'Nobody would be left to administer the organisation. Name another administrator first.',
    );
  }
}
