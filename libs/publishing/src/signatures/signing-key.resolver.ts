import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Id } from '#libs/kernel';
import { Access, CurrentCtx, parsedBy, type Ctx } from '#libs/platform';
import { SigningKey } from './signing-key.entity.ts';
import * as g from './signing-key.graphql.ts';
import { SigningKeyService } from './signing-key.service.ts';

const input = (type: () => new () => object) => ({ name: 'input', type, description: 'What to do.' });

@Resolver(() => g.SigningKeyObject)
export class SigningKeyResolver {
  private readonly service: SigningKeyService;

  constructor(service: SigningKeyService) {
    this.service = service;
  }

  @Query(() => g.SigningKeyConnection, {
    description: 'The keys with which a vendor signs what it publishes, revoked ones too, the newest first.',
  })
  @Access('read', SigningKey)
  signingKeys(@CurrentCtx() ctx: Ctx, @Args(parsedBy(g.signingKeyList)) list: g.SigningKeyListArgs) {
    return this.service.list(ctx, list.vendorId, list);
  }

  @Mutation(() => g.RegisterSigningKeyPayload, {
    description:
      'Registers a public key of the own organisation, or takes a registered one as it is now. For people, not for API keys.',
  })
  @Access('register', SigningKey)
  registerSigningKey(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.RegisterSigningKeyInput), parsedBy(g.registerSigningKey)) given: g.RegisterSigningKey,
  ) {
    return this.service.register(ctx, given);
  }

  @Mutation(() => g.RevokeSigningKeyPayload, {
    description:
      'Says that a key is not to be trusted any more, for good. What it signed is not published from now on; what was published is marked.',
  })
  @Access('revoke', SigningKey)
  async revokeSigningKey(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.RevokeSigningKeyInput), parsedBy(g.revokeSigningKey)) given: g.RevokeSigningKey,
  ) {
    return { signingKey: await this.service.revoke(ctx, given) };
  }

  @ResolveField(() => ID, { nullable: true, description: 'For the vendor: the account that registered it.' })
  registeredBy(@CurrentCtx() ctx: Ctx, @Parent() { vendorId, registeredBy }: SigningKey): Id<'User'> | null {
    return ctx.actor.organisationId === vendorId ? registeredBy : null;
  }
}
