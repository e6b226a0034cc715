import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, checkedPage, CurrentCtx, MutationOf, PageArgs, parsedBy, type Ctx } from '#libs/platform';
import { OrganisationObject, SiteObject } from '../organisation.graphql.ts';
import { OrganisationService } from '../organisation.service.ts';
import { Mandate } from './mandate.entity.ts';
import * as m from './mandate.graphql.ts';
import { MandateService } from './mandate.service.ts';

@Resolver(() => m.MandateObject)
export class MandateResolver {
  private readonly service: MandateService;
  private readonly organisations: OrganisationService;

  constructor(mandates: MandateService, organisations: OrganisationService) {
    this.service = mandates;
    this.organisations = organisations;
  }

  @Query(() => m.MandateConnection, {
    description: 'Mandates that the own organisation granted, or that it was granted.',
  })
  @Access('read', Mandate)
  mandates(@CurrentCtx() ctx: Ctx, @Args(checkedPage) page: PageArgs) {
    return this.service.list(ctx, page);
  }

  @MutationOf('mandate', m.MandateObject, 'Lets a service provider act for the own organisation.')
  @Access('grant', Mandate)
  async grantMandate(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => m.GrantMandateInput, description: 'What is granted.' }, parsedBy(m.grantMandate))
    input: m.GrantMandate,
  ) {
    return { mandate: await this.service.grant(ctx, input) };
  }

  @MutationOf('mandate', m.MandateObject, 'Takes a mandate back at once. What was done under it stays.')
  @Access('revoke', Mandate)
  async revokeMandate(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => m.RevokeMandateInput, description: 'Which one, and why.' }, parsedBy(m.revokeMandate))
    input: m.RevokeMandate,
  ) {
    return { mandate: await this.service.revoke(ctx, input) };
  }

  @ResolveField(() => OrganisationObject, { description: 'The manufacturer or hospital that is acted for.' })
  grantor(@CurrentCtx() ctx: Ctx, @Parent() { grantorId }: Mandate) {
    return this.organisations.byId(ctx, grantorId);
  }

  @ResolveField(() => OrganisationObject, { description: 'The service provider that acts.' })
  mandatary(@CurrentCtx() ctx: Ctx, @Parent() { mandataryId }: Mandate) {
    return this.organisations.byId(ctx, mandataryId);
  }

  @ResolveField(() => [SiteObject], {
    nullable: true,
    description: 'Only at these sites of the hospital; null: at all of them.',
  })
  async sites(@CurrentCtx() ctx: Ctx, @Parent() { siteIds }: Mandate) {
    return siteIds && Promise.all(siteIds.map((id) => this.organisations.siteById(ctx, id)));
  }

  @ResolveField(() => m.MandateStateEnum, { description: 'Where it stands today.' })
  state(@Parent() mandate: Mandate) {
    return this.service.stateOf(mandate);
  }
}
