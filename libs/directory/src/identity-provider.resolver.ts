import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, type Ctx, CurrentCtx, MutationOf, parsedBy, Public } from '#libs/platform';
import { IdentityProvider } from './identity-provider.entity.ts';
import * as i from './identity-provider.graphql.ts';
import { IdentityProviderService } from './identity-provider.service.ts';

@Resolver()
export class IdentityProviderResolver {
  private readonly providers: IdentityProviderService;

  constructor(providers: IdentityProviderService) {
    this.providers = providers;
  }

  @Query(() => i.SingleSignOn, { description: 'Single sign-on of the own organisation.' })
  @Access('read', IdentityProvider)
  identityProvider(@CurrentCtx() ctx: Ctx) {
    return this.providers.settings(ctx);
  }

  @Query(() => i.PublicIdentityProvider, {
    nullable: true,
    description: 'The provider of the organisation that has this code, for the sign-in page; null where there is none.',
  })
  @Public()
  identityProviderOf(
    @CurrentCtx() ctx: Ctx,
    @Args(
      'organisationCode',
      { type: () => String, description: 'The code that the organisation told, such as K7PM-2WXQ.' },
      parsedBy(i.organisationCode),
    )
    code: string,
  ) {
    return this.providers.publicOf(ctx, code);
  }

  @Mutation(() => i.TestIdentityProviderPayload, {
    description: 'Asks a provider whether these settings would do. Changes nothing.',
  })
  @Access('manage', IdentityProvider)
  testIdentityProvider(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(i.identityProvider)) input: i.IdentityProviderInput,
  ) {
    return this.providers.test(ctx, input);
  }

  @MutationOf(
    'identityProvider',
    i.IdentityProviderObject,
    'Sets the provider by which members sign in, once it was asked whether the settings do. Another one signs them out.',
  )
  @Access('manage', IdentityProvider)
  async setIdentityProvider(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What is asked.' }, parsedBy(i.identityProvider)) input: i.IdentityProviderInput,
  ) {
    return { identityProvider: await this.providers.set(ctx, input) };
  }

  @MutationOf(
    'identityProvider',
    i.IdentityProviderObject,
    'Removes the provider. Whoever is signed in by it is signed out.',
  )
  @Access('manage', IdentityProvider)
  async removeIdentityProvider(@CurrentCtx() ctx: Ctx) {
    return { identityProvider: await this.providers.remove(ctx) };
  }
}
