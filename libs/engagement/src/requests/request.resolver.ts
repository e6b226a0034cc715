import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { z } from 'zod';
import { CatalogueService, ProductObject, ReleaseObject } from '#libs/catalogue';
import { OrganisationObject, OrganisationService } from '#libs/directory';
import { Clock, type Id, type Page } from '#libs/kernel';
import { Access, CurrentCtx, id, parsedBy, type Ctx } from '#libs/platform';
import { PublicationObject } from '#libs/publishing';
import { InformationRequest } from './information-request.entity.ts';
import * as g from './request.graphql.ts';
import type { RequestMessage } from './request-message.entity.ts';
import { RequestService } from './request.service.ts';

@Resolver(() => g.InformationRequestObject)
export class RequestResolver {
  private readonly requests: RequestService;
  private readonly catalogue: CatalogueService;
  private readonly organisations: OrganisationService;
  private readonly clock: Clock;

  constructor(requests: RequestService, catalogue: CatalogueService, organisations: OrganisationService, clock: Clock) {
    this.requests = requests;
    this.catalogue = catalogue;
    this.organisations = organisations;
    this.clock = clock;
  }

  @Access('read', InformationRequest)
  @Query(() => g.InformationRequestObject, { description: 'One request, for its hospital and its vendor.' })
  informationRequest(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID, description: 'Which one.' }, parsedBy(id<'InformationRequest'>()))
    requestId: Id<'InformationRequest'>,
  ): Promise<InformationRequest> {
    return this.requests.get(ctx, requestId);
  }

  @Access('read', InformationRequest)
  @Query(() => g.InformationRequestConnection, { description: 'What the own hospital asked, or the vendor is asked.' })
  informationRequests(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.InformationRequestsArgs }, parsedBy(g.informationRequestsList))
    { first, after, ...filter }: g.InformationRequestsList,
  ): Promise<Page<InformationRequest>> {
    return this.requests.list(ctx, filter, { first, after });
  }

  @Access('read', InformationRequest)
  @Query(() => g.RequestMessageConnection, { description: 'What was said about a request, in that order.' })
  requestMessages(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.RequestMessagesArgs }, parsedBy(g.requestMessages))
    { requestId, first, after }: z.output<typeof g.requestMessages>,
  ): Promise<Page<RequestMessage>> {
    return this.requests.messages(ctx, requestId, { first, after });
  }

  @Access('read', InformationRequest)
  @Query(() => g.InformationRequestCountsObject, { description: 'How many of these are open.' })
  informationRequestCounts(@CurrentCtx() ctx: Ctx) {
    return this.requests.counts(ctx);
  }

  @Access('ask', InformationRequest)
  @Mutation(() => g.InformationRequestPayload, { description: 'A hospital asks a vendor that it deals with.' })
  async askVendor(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.AskVendorInput, description: 'What.' }, parsedBy(g.askVendor)) input: g.AskVendor,
  ) {
    return { request: await this.requests.ask(ctx, input) };
  }

  @Access('reply', InformationRequest)
  @Mutation(() => g.InformationRequestPayload, { description: 'Either side says something, or notes it for itself.' })
  async replyToRequest(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.ReplyToRequestInput, description: 'What.' }, parsedBy(g.replyToRequest))
    input: g.ReplyToRequest,
  ) {
    return { request: await this.requests.reply(ctx, input) };
  }

  @Access('answer', InformationRequest)
  @Mutation(() => g.InformationRequestPayload, { description: 'The vendor answers.' })
  async answerRequest(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.AnswerRequestInput, description: 'The answer.' }, parsedBy(g.answerRequest))
    input: g.AnswerRequest,
  ) {
    return { request: await this.requests.answer(ctx, input) };
  }

  @Access('decline', InformationRequest)
  @Mutation(() => g.InformationRequestPayload, { description: 'The vendor does not answer, and says why.' })
  async declineRequest(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.DeclineRequestInput, description: 'Why.' }, parsedBy(g.declineRequest))
    input: g.DeclineRequest,
  ) {
    return { request: await this.requests.decline(ctx, input) };
  }

  @Access('close', InformationRequest)
  @Mutation(() => g.InformationRequestPayload, { description: 'The hospital closes what was answered or declined.' })
  async closeRequest(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.CloseRequestInput, description: 'Which one.' }, parsedBy(g.closeRequest))
    { requestId }: z.output<typeof g.closeRequest>,
  ) {
    return { request: await this.requests.close(ctx, requestId) };
  }

  @Access('reopen', InformationRequest)
  @Mutation(() => g.InformationRequestPayload, {
    description: 'The hospital asks again, and the clock starts again.',
  })
  async reopenRequest(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.ReopenRequestInput, description: 'Why.' }, parsedBy(g.reopenRequest))
    { requestId, reason }: z.output<typeof g.reopenRequest>,
  ) {
    return { request: await this.requests.reopen(ctx, requestId, reason) };
  }

  @ResolveField(() => Boolean, { description: 'Not answered in time, by the clock of the request.' })
  isOverdue(@Parent() request: InformationRequest): boolean {
    return request.isOverdue(this.clock.now());
  }

  @ResolveField(() => OrganisationObject, { description: 'Who asks.' })
  hospital(@CurrentCtx() ctx: Ctx, @Parent() { hospitalId }: InformationRequest) {
    return this.organisations.byId(ctx, hospitalId);
  }

  @ResolveField(() => OrganisationObject, { description: 'Who is asked.' })
  vendor(@CurrentCtx() ctx: Ctx, @Parent() { vendorId }: InformationRequest) {
    return this.organisations.byId(ctx, vendorId);
  }

  @ResolveField(() => ProductObject, {
    nullable: true,
    description: 'The product; null where it is about a publication.',
  })
  product(@CurrentCtx() ctx: Ctx, @Parent() { productId }: InformationRequest) {
    return productId && this.catalogue.productOf(ctx, { productId });
  }

  @ResolveField(() => ReleaseObject, { nullable: true, description: 'The release, where it is about one.' })
  release(@CurrentCtx() ctx: Ctx, @Parent() { releaseId }: InformationRequest) {
    return releaseId && this.catalogue.releaseOf(ctx, { releaseId });
  }

  @ResolveField(() => PublicationObject, { nullable: true, description: 'The publication, where it is about one.' })
  publication(@CurrentCtx() ctx: Ctx, @Parent() { publicationId }: InformationRequest) {
    return publicationId && this.requests.publicationOf(ctx, publicationId);
  }

  @ResolveField(() => [g.RequestPauseObject], { description: 'When the clock stood still, the first pause first.' })
  pauses(@CurrentCtx() ctx: Ctx, @Parent() request: InformationRequest) {
    return this.requests.pausesOf(ctx, request);
  }
}

@Resolver(() => g.RequestMessageObject)
export class RequestMessageResolver {
  private readonly organisations: OrganisationService;
  private readonly requests: RequestService;

  constructor(organisations: OrganisationService, requests: RequestService) {
    this.organisations = organisations;
    this.requests = requests;
  }

  @ResolveField(() => [g.RequestAttachmentObject], { description: 'Files that go with it.' })
  attachments(@CurrentCtx() ctx: Ctx, @Parent() message: RequestMessage) {
    return this.requests.attachmentsOf(ctx, message);
  }

  @ResolveField(() => OrganisationObject, { description: 'The side that wrote it.' })
  organisation(@CurrentCtx() ctx: Ctx, @Parent() { organisationId }: RequestMessage) {
    return this.organisations.byId(ctx, organisationId);
  }
}
