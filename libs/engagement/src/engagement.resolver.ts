import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { OrganisationObject, SiteObject } from '#libs/directory';
import { AssetConnection } from '#libs/inventory';
import { Clock, type Id } from '#libs/kernel';
import { Access, CurrentCtx, id, parsedBy, type Ctx } from '#libs/platform';
import { PublicationObject, type Publication } from '#libs/publishing';
import { Acknowledgement } from './acknowledgement.entity.ts';
import { AffectedAssetsService } from './affected-assets.service.ts';
import { answersInForce, type SiteAnswer } from './answers.ts';
import * as a from './answering.graphql.ts';
import { AnsweringService } from './answering.service.ts';
import { DeliverySite } from './delivery-site.entity.ts';
import { Delivery, type Notice } from './delivery.entity.ts';
import * as d from './delivery.graphql.ts';
import { NoticeEnum } from './engagement-enums.graphql.ts';
import { EngagementLoaders } from './engagement.loaders.ts';
import { InboxService } from './inbox.service.ts';
import { ResponsePointObject } from './overview.graphql.ts';
import { ProgressService } from './progress.service.ts';

@Resolver(() => d.DeliveryObject)
export class DeliveryResolver {
  private readonly inboxService: InboxService;
  private readonly answering: AnsweringService;
  private readonly affected: AffectedAssetsService;
  private readonly loaders: EngagementLoaders;
  private readonly clock: Clock;

  constructor(
    inbox: InboxService,
    answering: AnsweringService,
    affected: AffectedAssetsService,
    loaders: EngagementLoaders,
    clock: Clock,
  ) {
    this.inboxService = inbox;
    this.answering = answering;
    this.affected = affected;
    this.loaders = loaders;
    this.clock = clock;
  }

  @Query(() => d.DeliveryConnection, { description: 'What the own hospital received.' })
  @Access('receive', Delivery)
  inbox(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => d.InboxArgs }, parsedBy(d.inboxList)) { filter, sort, ...page }: d.InboxList,
  ) {
    return this.inboxService.inbox(ctx, filter ?? {}, sort, page);
  }

  @Query(() => d.InboxCountsObject, { description: 'What waits in the inbox of the own hospital.' })
  @Access('receive', Delivery)
  inboxCounts(@CurrentCtx() ctx: Ctx) {
    return this.inboxService.counts(ctx);
  }

  @Query(() => d.DeliveryObject, { description: 'One delivery to the own hospital. Reading it is not opening it.' })
  @Access('receive', Delivery)
  delivery(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID, description: 'Which delivery.' }, parsedBy(id<'Delivery'>()))
    deliveryId: Id<'Delivery'>,
  ) {
    return this.inboxService.delivery(ctx, deliveryId);
  }

  @Query(() => AssetConnection, { description: 'The devices, in use or stored, that a delivery is about.' })
  @Access('receive', Delivery)
  affectedAssets(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => d.AffectedAssetsArgs }, parsedBy(d.affectedAssetList))
    { deliveryId, siteId, ...page }: d.AffectedAssetList,
  ) {
    return this.affected.list(ctx, deliveryId, siteId, page);
  }

  @Mutation(() => a.MarkViewedPayload, { description: 'Says that somebody opened a delivery.' })
  @Access('view', DeliverySite)
  async markViewed(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => a.MarkViewedInput, description: 'What was opened.' }, parsedBy(a.markViewed))
    input: a.MarkViewed,
  ) {
    return { delivery: await this.answering.markViewed(ctx, input.deliveryId, input.siteIds ?? null) };
  }

  @Mutation(() => a.AcknowledgePayload, {
    description: 'Acknowledges for one site. Other words than before correct it.',
  })
  @Access('acknowledge', DeliverySite)
  async acknowledge(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => a.AcknowledgeInput, description: 'What is said.' }, parsedBy(a.acknowledge))
    input: a.Acknowledge,
  ) {
    const { deliveryId, siteId, comment, answers, correctsId } = input;
    const said = { comment, answers: answers ?? [], correctsId };
    return { delivery: await this.answering.acknowledge(ctx, deliveryId, siteId, said) };
  }

  @Mutation(() => a.AcknowledgeManyPayload, {
    description: 'Acknowledges several for one site; each is taken or refused by itself.',
  })
  @Access('acknowledge', DeliverySite)
  async acknowledgeMany(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => a.AcknowledgeManyInput, description: 'Which ones.' }, parsedBy(a.acknowledgeMany))
    { deliveryIds, siteId, comment }: a.AcknowledgeMany,
  ) {
    return { results: await this.answering.acknowledgeMany(ctx, deliveryIds, siteId, comment) };
  }

  @Mutation(() => a.CoverSitePayload, { description: 'Says who answers for a site.' })
  @Access('cover', DeliverySite)
  async coverSite(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => a.CoverSiteInput, description: 'Who for whom.' }, parsedBy(a.coverSite))
    input: a.CoverSite,
  ) {
    return { delivery: await this.answering.coverSite(ctx, input.deliveryId, input.siteId, input.coveredById) };
  }

  @ResolveField(() => Boolean, { description: 'Open, and its date is past.' })
  isOverdue(@Parent() delivery: Delivery): boolean {
    return delivery.isOverdue(this.clock.now());
  }

  @ResolveField(() => PublicationObject, { description: 'What was delivered.' })
  publication(@CurrentCtx() ctx: Ctx, @Parent() delivery: Delivery): Promise<Publication> {
    return this.loaders.publicationOf(ctx, delivery);
  }

  @ResolveField(() => [d.DeliverySiteObject], { description: 'The sites that it concerns.' })
  sites(@CurrentCtx() ctx: Ctx, @Parent() delivery: Delivery) {
    return this.loaders.sitesOf(ctx, delivery);
  }

  @ResolveField('affectedAssets', () => Int, { description: 'How many devices in use or stored it is about.' })
  affectedAssetCount(@CurrentCtx() ctx: Ctx, @Parent() delivery: Delivery) {
    return this.loaders.affectedAssetsOf(ctx, delivery);
  }
}

@Resolver(() => d.DeliverySiteObject)
export class DeliverySiteResolver {
  private readonly loaders: EngagementLoaders;

  constructor(loaders: EngagementLoaders) {
    this.loaders = loaders;
  }

  @ResolveField(() => SiteObject, { nullable: true, description: 'The site, where one may see it.' })
  site(@CurrentCtx() ctx: Ctx, @Parent() { siteId }: DeliverySite) {
    return this.loaders.siteOf(ctx, siteId);
  }

  @ResolveField(() => SiteObject, { nullable: true, description: 'The site that answers for it.' })
  coveredBy(@CurrentCtx() ctx: Ctx, @Parent() { coveredById }: DeliverySite) {
    return this.loaders.siteOf(ctx, coveredById);
  }

  @ResolveField(() => Boolean, { description: 'Whether the viewer may acknowledge for it.' })
  mayAcknowledge(@CurrentCtx() ctx: Ctx, @Parent() site: DeliverySite): boolean {
    return ctx.allows('acknowledge', site);
  }

  @ResolveField(() => d.AcknowledgementObject, { nullable: true, description: 'What it said last.' })
  async acknowledgement(@CurrentCtx() ctx: Ctx, @Parent() site: DeliverySite): Promise<Acknowledgement | null> {
    const found = await this.loaders.acknowledgementOf(ctx, site);
    // Who they are is for their own hospital.
    const isOwn = found === null || found.hospitalId === ctx.actor.organisationId;
    return isOwn ? found : Object.assign(new Acknowledgement(), found, { delegateName: null, delegateEmail: null });
  }

  @ResolveField(() => [d.SiteAnswerObject], { description: 'What it answers now, by hand or by its devices.' })
  async answers(@CurrentCtx() ctx: Ctx, @Parent() site: DeliverySite): Promise<SiteAnswer[]> {
    const acknowledgement = await this.loaders.acknowledgementOf(ctx, site);
    return answersInForce(acknowledgement?.answers ?? [], site.derivedAnswers);
  }
}

@Resolver(() => d.RecipientObject)
export class RecipientResolver {
  private readonly progress: ProgressService;
  private readonly loaders: EngagementLoaders;
  private readonly clock: Clock;

  constructor(progress: ProgressService, loaders: EngagementLoaders, clock: Clock) {
    this.progress = progress;
    this.loaders = loaders;
    this.clock = clock;
  }

  @Query(() => d.RecipientConnection, { description: "Hospitals that one's own publication reached." })
  @Access('follow', Delivery)
  recipients(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => d.RecipientsArgs }, parsedBy(d.recipientList))
    { publicationId, notice, state, ...page }: d.RecipientList,
  ) {
    return this.progress.recipients(ctx, publicationId, notice, state, page);
  }

  @ResolveField(() => Boolean, { description: 'Open, and its date is past.' })
  isOverdue(@Parent() delivery: Delivery): boolean {
    return delivery.isOverdue(this.clock.now());
  }

  @ResolveField(() => OrganisationObject, { description: 'The hospital.' })
  hospital(@CurrentCtx() ctx: Ctx, @Parent() delivery: Delivery) {
    return this.loaders.hospitalOf(ctx, delivery);
  }

  @ResolveField(() => [d.DeliverySiteObject], { description: 'Its sites that are concerned.' })
  sites(@CurrentCtx() ctx: Ctx, @Parent() delivery: Delivery) {
    return this.loaders.sitesOf(ctx, delivery);
  }

  @ResolveField(() => [d.AnswerCountObject], { description: 'What its sites said, counted.' })
  answers(@CurrentCtx() ctx: Ctx, @Parent() delivery: Delivery) {
    return this.loaders.answersOf(ctx, delivery);
  }
}

const NoticeArg = () =>
  Args('notice', {
    type: () => NoticeEnum,
    defaultValue: 'PUBLICATION',
    description: 'The publication itself, or its withdrawal.',
  });

/** What deliveries add to a publication. */
@Resolver(() => PublicationObject)
export class PublicationEngagementResolver {
  private readonly loaders: EngagementLoaders;

  constructor(loaders: EngagementLoaders) {
    this.loaders = loaders;
  }

  @ResolveField(() => d.DeliveryObject, {
    nullable: true,
    description: 'What the own hospital received of it; null for others.',
  })
  myDelivery(@CurrentCtx() ctx: Ctx, @Parent() publication: Publication, @NoticeArg() notice: Notice) {
    return this.loaders.myDeliveryOf(ctx, publication, notice);
  }

  @ResolveField(() => d.ProgressObject, {
    nullable: true,
    description: 'What became of it, for its vendor; null for others.',
  })
  progress(@CurrentCtx() ctx: Ctx, @Parent() publication: Publication, @NoticeArg() notice: Notice) {
    return this.loaders.progressOf(ctx, publication, notice);
  }

  @ResolveField(() => [ResponsePointObject], {
    nullable: true,
    description: 'How the answers came in, drawn by the hour and then by the day, for its vendor; null for others.',
  })
  responsesOverTime(@CurrentCtx() ctx: Ctx, @Parent() publication: Publication, @NoticeArg() notice: Notice) {
    return this.loaders.responsesOf(ctx, publication, notice);
  }
}
