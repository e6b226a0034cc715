import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { Clock, forbidden, type Id, isId, unauthenticated } from '#libs/kernel';
import {
  type Account,
  type Ctx,
  type Errand,
  normaliseEmail,
  Oidc,
  SignIn,
  type Tx,
  UnitOfWork,
  type Vouched,
} from '#libs/platform';
import { memberRecognised } from './directory.events.ts';
import { DirectoryRepository } from './directory.repository.ts';
import type { IdentityProvider } from './identity-provider.entity.ts';
import { IdentityProviderService } from './identity-provider.service.ts';
import type { Member } from './member.entity.ts';
import { Organisation } from './organisation.entity.ts';
import { PeopleService } from './people.service.ts';

/** What is remembered of a sign-in while the person is at the provider. */
interface KeptErrand extends Errand {
  organisationId: Id<'Organisation'>;
  returnTo: string;
}

/** How long ago a provider asked, when it does not say: longer than any act that wants a fresh sign-in allows. */
const NOT_KNOWN = new Date(0);

/** Signing in by the identity provider of an organisation: for its members, and to act for it alone. */
@Injectable()
export class SingleSignOnService {
  private readonly uow: UnitOfWork;
  private readonly directory: DirectoryRepository;
  private readonly providers: IdentityProviderService;
  private readonly people: PeopleService;
  private readonly oidc: Oidc;
  private readonly signIn: SignIn;
  private readonly clock: Clock;

  constructor(
    uow: UnitOfWork,
    directory: DirectoryRepository,
    providers: IdentityProviderService,
    people: PeopleService,
    oidc: Oidc,
    signIn: SignIn,
    clock: Clock,
  ) {
    this.uow = uow;
    this.directory = directory;
    this.providers = providers;
    this.people = people;
    this.oidc = oidc;
    this.signIn = signIn;
    this.clock = clock;
  }

  /**
   * @param organisation its code or id, as somebody typed it.
   * @param isFresh the provider is to ask again, whoever is signed in there.
   */
  async start(
    ctx: Ctx,
    organisation: string,
    returnTo: string,
    isFresh: boolean,
  ): Promise<{ url: URL; state: string }> {
    const provider = await this.uow.runAsSystem(ctx, async (tx) => {
      const named = await this.organisationCalled(tx, organisation);
      return named?.state === 'ADMITTED' ? this.directory.identityProviderOf(tx, named.id) : null;
    });
    if (!provider) throw notOffered();
    const state = randomBytes(32).toString('base64url');
    const { url, errand } = await this.oidc.begin(this.providers.settingsOf(provider), { state, isFresh });
    const kept: KeptErrand = { ...errand, organisationId: provider.organisationId, returnTo };
    await this.signIn.ssoErrands.keep(state, kept);
    return { url, state };
  }

  /**
   * @param query as the provider sent the person back with it.
   * @param state as this browser was given it; null when it was not.
   */
  async finish(ctx: Ctx, query: string, state: string | null, headers: Headers) {
    const kept = state === null ? null : ((await this.signIn.ssoErrands.take(state)) as KeptErrand | null);
    if (!kept || state === null || new URLSearchParams(query).get('state') !== state) throw startAgain();
    const provider = await this.uow.runAsSystem(ctx, (tx) => this.providerOf(tx, kept.organisationId));
    const vouched = await this.oidc.finish(this.providers.settingsOf(provider), query, { ...kept, state });
    const member = await this.uow.runAsSystem(ctx, async (tx) => {
      // Once more: it may have been suspended, or its provider replaced, while the provider was asked.
      const still = await this.providerOf(tx, kept.organisationId);
      if (!still.isSameAs(provider)) throw startAgain();
      return this.memberVouchedFor(tx, still, vouched);
    });
    const authenticatedAt = vouched.authenticatedAt ?? NOT_KNOWN;
    const now = this.clock.now();
    const cookies = await this.signIn.beginSsoSession(
      {
        userId: member.userId,
        organisationId: member.organisationId,
        authenticatedAt: authenticatedAt < now ? authenticatedAt : now,
      },
      headers,
    );
    return { cookies, returnTo: kept.returnTo };
  }

  private organisationCalled(tx: Tx, organisation: string): Promise<Organisation | null> {
    return isId(organisation)
      ? tx.manager.findOneBy(Organisation, { id: organisation as Id<'Organisation'> })
      : this.directory.organisationByCode(tx, organisation.trim().toUpperCase());
  }

  private async providerOf(tx: Tx, organisationId: Id<'Organisation'>): Promise<IdentityProvider> {
    const organisation = await tx.manager.findOneBy(Organisation, { id: organisationId });
    if (organisation?.state === 'SUSPENDED') {
      throw forbidden('directory.organisation_suspended', 'This organisation is suspended. Ask the operator.');
    }
    const provider = await this.directory.identityProviderOf(tx, organisationId);
    if (!provider) throw notOffered();
    return provider;
  }

  /**
   * The member, by the subject that the provider vouched for before; the first time by an address that it calls verified.
   * Whoever was invited from elsewhere is not the provider's to vouch for: an outside approver is there to be independent.
   */
  private async memberVouchedFor(tx: Tx, provider: IdentityProvider, vouched: Vouched): Promise<Member> {
    const { organisationId } = provider;
    const linked = await this.signIn.ssoAccounts.find(organisationId, vouched.subject, tx);
    if (linked) return (await this.memberOf(tx, organisationId, linked)) ?? this.refuseStranger();

    const { email, isEmailVerified } = vouched;
    if (!email || !isEmailVerified) throw emailUnverified();
    const known = await this.signIn.accountByEmail(email, tx);
    const member = known
      ? await this.memberOf(tx, organisationId, known)
      : await this.joinByInvitation(tx, organisationId, email, vouched);
    if (!member) {
      if (known && (await this.invitationFor(tx, organisationId, email))) throw accountExists();
      return this.refuseStranger();
    }
    if (!(await this.signIn.ssoAccounts.link(organisationId, vouched.subject, member.userId, tx)))
      throw linkedOtherwise();
    await tx.record(memberRecognised(member, provider));
    return member;
  }

  private async memberOf(tx: Tx, organisationId: Id<'Organisation'>, account: Account): Promise<Member | null> {
    const member = await this.directory.membership(tx, organisationId, account.userId);
    return member?.state === 'ACTIVE' && !member.isOutside ? member : null;
  }

  /** Somebody new: the organisation invited the address, and its own provider says whose it is. */
  private async joinByInvitation(tx: Tx, organisationId: Id<'Organisation'>, email: string, vouched: Vouched) {
    const invitation = await this.invitationFor(tx, organisationId, email);
    if (!invitation) return null;
    invitation.accept(tx.now);
    const name = (vouched.name ?? email.split('@')[0] ?? email).trim().slice(0, 200);
    const account = await this.signIn.createAccount({ email: invitation.email, name, password: null }, tx);
    return this.people.join(tx, invitation, account);
  }

  private async invitationFor(tx: Tx, organisationId: Id<'Organisation'>, email: string) {
    const open = await this.directory.openInvitations(tx, organisationId, normaliseEmail(email));
    return open.find((one) => !one.isOutside && one.isOpen(tx.now));
  }

  private refuseStranger(): never {
    throw forbidden(
      'sign_in.sso_no_member',
      'Your organisation knows no member with your address here. Ask its administrator to invite you.',
    );
  }
}

const notOffered = () =>
  forbidden(
    'sign_in.sso_not_offered',
    'No organisation with this code offers single sign-on here. Check the code, or sign in with your password.',
  );
const startAgain = () =>
  unauthenticated('sign_in.sso_start_again', 'This took too long, or was begun in another browser. Start again.');
const emailUnverified = () =>
  forbidden(
    'sign_in.sso_email_unverified',
    "Your organisation's provider does not say that your e-mail address is verified. Tell your administrator.",
  );
const accountExists = () =>
  forbidden(
    'sign_in.sso_account_exists',
    'You have an account already: sign in with your password and accept the invitation in your mail first.',
  );
const linkedOtherwise = () =>
  forbidden(
    'sign_in.sso_linked_otherwise',
    "Your account belongs to another user of your organisation's provider. Tell your administrator.",
  );
