import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { z } from 'zod';
import { OrganisationService, SiteObject } from '#libs/directory';
import { Access, CurrentCtx, MutationOf, parsedBy, Public, type Ctx } from '#libs/platform';
import { AnsweringByLinkService } from './answering-by-link.service.ts';
import { Delegate } from './delegate.entity.ts';
import * as g from './delegate.graphql.ts';
import { DelegateService } from './delegate.service.ts';

const input = (type: () => new () => object) => ({ name: 'input', type, description: 'What to do.' });

@Resolver(() => g.DelegateObject)
export class DelegateResolver {
  private readonly service: DelegateService;
  private readonly organisations: OrganisationService;

  constructor(service: DelegateService, organisations: OrganisationService) {
    this.service = service;
    this.organisations = organisations;
  }

  @Query(() => [g.DelegateObject], {
    description: 'Whom the own hospital named to acknowledge without an account, save revoked ones; the newest first.',
  })
  @Access('read', Delegate)
  delegates(@CurrentCtx() ctx: Ctx) {
    return this.service.list(ctx);
  }

  @MutationOf('delegate', g.DelegateObject, 'Names somebody who may acknowledge for a site without an account.')
  @Access('name', Delegate)
  async nameDelegate(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.NameDelegateInput), parsedBy(g.nameDelegate)) given: g.NameDelegate,
  ) {
    return { delegate: await this.service.name(ctx, given) };
  }

  @MutationOf('delegate', g.DelegateObject, 'Revokes a delegate: links that were sent are good no more.')
  @Access('revoke', Delegate)
  async revokeDelegate(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.DelegateInput), parsedBy(g.delegateInput)) { delegateId }: z.output<typeof g.delegateInput>,
  ) {
    return { delegate: await this.service.revoke(ctx, delegateId) };
  }

  @ResolveField(() => SiteObject, { nullable: true, description: 'The site.' })
  site(@CurrentCtx() ctx: Ctx, @Parent() { siteId }: Delegate) {
    return this.organisations.siteById(ctx, siteId);
  }
}

/** For whoever holds a link: the link is all that they have to show. */
@Resolver()
export class AnsweringByLinkResolver {
  private readonly links: AnsweringByLinkService;

  constructor(links: AnsweringByLinkService) {
    this.links = links;
  }

  @MutationOf('opened', g.OpenedLinkObject, 'Shows what a link is about, and binds it to the browser that asks first.')
  @Public()
  async openDelegateLink(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.DelegateLinkInput), parsedBy(g.delegateLink)) holder: z.output<typeof g.delegateLink>,
  ) {
    return { opened: await this.links.open(ctx, holder) };
  }

  @Mutation(() => g.DelegateCodePayload, { description: 'Mails a code to whoever the link was sent to.' })
  @Public()
  async sendDelegateCode(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.SendDelegateCodeInput), parsedBy(g.sendDelegateCode))
    { secret }: z.output<typeof g.sendDelegateCode>,
  ) {
    await this.links.sendCode(ctx, secret);
    return { isDone: true };
  }

  @Mutation(() => g.DelegateCodePayload, { description: 'Lets another browser in, by the code that was mailed.' })
  @Public()
  async moveDelegateLink(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.MoveDelegateLinkInput), parsedBy(g.moveDelegateLink))
    { code, ...holder }: z.output<typeof g.moveDelegateLink>,
  ) {
    await this.links.move(ctx, holder, code);
    return { isDone: true };
  }

  @MutationOf('opened', g.OpenedLinkObject, 'Acknowledges under the name that is typed. It uses the link up.')
  @Public()
  async acknowledgeByLink(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.AcknowledgeByLinkInput), parsedBy(g.acknowledgeByLink))
    { name, comment, answers, ...holder }: z.output<typeof g.acknowledgeByLink>,
  ) {
    return { opened: await this.links.acknowledge(ctx, holder, { name, comment, answers: answers ?? [] }) };
  }
}
