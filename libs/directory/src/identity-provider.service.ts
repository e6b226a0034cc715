import { Injectable } from '@nestjs/common';
import { forbidden, type Id, invalidInput, newId, notFound } from '#libs/kernel';
import { Config, type Ctx, issuerOf, Oidc, type ProviderSettings, SecretBox, SignIn, UnitOfWork } from '#libs/platform';
import { identityProviderRemoved, identityProviderSet } from './directory.events.ts';
import { DirectoryRepository } from './directory.repository.ts';
import { IdentityProvider } from './identity-provider.entity.ts';
import type { IdentityProviderInput } from './identity-provider.graphql.ts';
import { Organisation } from './organisation.entity.ts';

/** The identity provider that an organisation brings along. Its secret goes in and never out. */
@Injectable()
export class IdentityProviderService {
  private readonly uow: UnitOfWork;
  private readonly directory: DirectoryRepository;
  private readonly oidc: Oidc;
  private readonly box: SecretBox;
  private readonly signIn: SignIn;
  private readonly config: Config;

  constructor(
    uow: UnitOfWork,
    directory: DirectoryRepository,
    oidc: Oidc,
    box: SecretBox,
    signIn: SignIn,
    config: Config,
  ) {
    this.uow = uow;
    this.directory = directory;
    this.oidc = oidc;
    this.box = box;
    this.signIn = signIn;
    this.config = config;
  }

  /** The own organisation's, with what its administrator enters at the provider and tells the members. */
  async settings(ctx: Ctx) {
    return this.uow.run(ctx, async (tx) => {
      const organisation = await this.directory.getVisible(tx, Organisation, ctx.organisationId, 'organisation');
      return {
        provider: await this.directory.identityProviderOf(tx, organisation.id),
        redirectUri: `${this.config.baseUrl}/auth/sso/callback`,
        signInUrl: `${this.config.baseUrl}/sign-in/sso/${organisation.code}`,
      };
    });
  }

  /** For whoever was told the code; null alike for a code of nobody, and where there is no provider. */
  publicOf(ctx: Ctx, code: string): Promise<IdentityProvider | null> {
    return this.uow.runAsSystem(ctx, async (tx) => {
      const organisation = await this.directory.organisationByCode(tx, code);
      return organisation?.state === 'ADMITTED' ? this.directory.identityProviderOf(tx, organisation.id) : null;
    });
  }

  /** Asks the provider whether these settings would do, and changes nothing. @throws INVALID_INPUT with what to change. */
  async test(ctx: Ctx, input: IdentityProviderInput): Promise<{ issuer: string }> {
    const { issuer } = await this.proven(ctx, input);
    return { issuer };
  }

  /** @throws INVALID_INPUT when the provider does not take them: then everything stays as it was. */
  async set(ctx: Ctx, input: IdentityProviderInput): Promise<IdentityProvider> {
    const settings = await this.proven(ctx, input);
    return this.uow.run(ctx, async (tx) => {
      await this.directory.lockOrganisation(tx, ctx.organisationId);
      const former = await this.directory.identityProviderOf(tx, ctx.organisationId);
      const member = await this.directory.membership(tx, ctx.organisationId, userOf(ctx));
      if (!member) throw forbidden('directory.not_a_member', 'Only a member of the organisation may do this.');
      const provider = Object.assign(new IdentityProvider(), {
        id: former?.id ?? newId(),
        organisationId: ctx.organisationId,
        issuer: settings.issuer,
        clientId: settings.clientId,
        clientSecret: this.box.close(settings.clientSecret, ctx.organisationId),
        displayName: input.displayName,
        setBy: member.id,
        setAt: tx.now,
      });
      ctx.authorise('manage', provider);
      await (former ? this.directory.update(tx, provider) : this.directory.add(tx, provider));
      if (former && !former.isSameAs(provider)) await this.signIn.ssoAccounts.unlinkAll(ctx.organisationId, tx);
      await tx.record(identityProviderSet(provider));
      return provider;
    });
  }

  /** Whoever is signed in by it is signed out. */
  remove(ctx: Ctx): Promise<IdentityProvider> {
    return this.uow.run(ctx, async (tx) => {
      const provider = await this.directory.identityProviderOf(tx, ctx.organisationId);
      if (!provider) throw notFound('identity provider');
      ctx.authorise('manage', provider);
      await this.directory.remove(tx, provider);
      await this.signIn.ssoAccounts.unlinkAll(ctx.organisationId, tx);
      await tx.record(identityProviderRemoved(provider));
      return provider;
    });
  }

  settingsOf(provider: IdentityProvider): ProviderSettings {
    const { issuer, clientId, clientSecret, organisationId } = provider;
    return { issuer, clientId, clientSecret: this.box.open(clientSecret, organisationId) };
  }

  /** Outside every transaction: a provider may take its time. */
  private async proven(ctx: Ctx, input: IdentityProviderInput): Promise<ProviderSettings> {
    const former = await this.uow.run(ctx, (tx) => this.directory.identityProviderOf(tx, ctx.organisationId));
    const wanted = { issuer: issuerOf(input.issuer), clientId: input.clientId };
    const clientSecret = input.clientSecret ?? (former?.isSameAs(wanted) ? this.settingsOf(former).clientSecret : null);
    if (!clientSecret) {
      throw invalidInput(
        'directory.client_secret_needed',
        'Enter the client secret: the one that is kept belongs to another issuer or client.',
      );
    }
    const { issuer } = await this.oidc.check({ ...wanted, clientSecret });
    return { issuer, clientId: input.clientId, clientSecret };
  }
}

function userOf(ctx: Ctx): Id<'User'> {
  const { userId } = ctx.actor;
  if (!userId) throw forbidden('directory.not_a_member', 'Only a member of the organisation may do this.');
  return userId;
}
