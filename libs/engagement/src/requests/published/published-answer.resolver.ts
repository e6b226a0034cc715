import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { z } from 'zod';
import { CatalogueService, ProductObject, ReleaseObject } from '#libs/catalogue';
import { OrganisationObject, OrganisationService } from '#libs/directory';
import type { Id, Page } from '#libs/kernel';
import { Access, CurrentCtx, id, parsedBy, type Ctx } from '#libs/platform';
import { Publication, PublicationObject } from '#libs/publishing';
import type { InformationRequest } from '../information-request.entity.ts';
import { InformationRequestObject } from '../request.graphql.ts';
import { RequestService } from '../request.service.ts';
import { DraftFromAnswerService } from './draft-from-answer.service.ts';
import { PublishedAnswer, type PublishedAnswerVersion } from './published-answer.entity.ts';
import * as g from './published-answer.graphql.ts';
import { PublishedAnswerService } from './published-answer.service.ts';
import { SimilarService, type Similar } from './similar.service.ts';

@Resolver(() => g.PublishedAnswerObject)
export class PublishedAnswerResolver {
  private readonly answers: PublishedAnswerService;
  private readonly similar: SimilarService;
  private readonly requests: RequestService;
  private readonly catalogue: CatalogueService;
  private readonly organisations: OrganisationService;

  constructor(
    answers: PublishedAnswerService,
    similar: SimilarService,
    requests: RequestService,
    catalogue: CatalogueService,
    organisations: OrganisationService,
  ) {
    this.answers = answers;
    this.similar = similar;
    this.requests = requests;
    this.catalogue = catalogue;
    this.organisations = organisations;
  }

  @Access('read', PublishedAnswer)
  @Query(() => g.PublishedAnswerObject, { description: 'One answer that a vendor gives to all.' })
  publishedAnswer(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID, description: 'Which one.' }, parsedBy(id<'PublishedAnswer'>()))
    answerId: Id<'PublishedAnswer'>,
  ): Promise<PublishedAnswer> {
    return this.answers.get(ctx, answerId);
  }

  @Access('read', PublishedAnswer)
  @Query(() => g.PublishedAnswerConnection, {
    description: 'Answers that the vendor gives to all, or that the own hospital is entitled to, the newest first.',
  })
  publishedAnswers(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.PublishedAnswersArgs }, parsedBy(g.publishedAnswersList))
    { first, after, ...filter }: g.PublishedAnswersList,
  ): Promise<Page<PublishedAnswer>> {
    return this.answers.list(ctx, filter, { first, after });
  }

  @Access('read', PublishedAnswer)
  @Query(() => [g.SimilarAnswer], {
    description: 'What may answer a question that is being written, the most alike first. For Japanese too.',
  })
  similarAnswers(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.SimilarAnswersArgs }, parsedBy(g.similarAnswers))
    { vendorId, text, first }: g.SimilarAnswersArgs,
  ): Promise<Similar[]> {
    return this.similar.find(ctx, vendorId, text, first);
  }

  @Access('propose', PublishedAnswer)
  @Mutation(() => g.PublishedAnswerPayload, { description: 'The vendor proposes to give an answer to all.' })
  async proposePublishedAnswer(
    @CurrentCtx() ctx: Ctx,
    @Args(
      'input',
      { type: () => g.ProposePublishedAnswerInput, description: 'What.' },
      parsedBy(g.proposePublishedAnswer),
    )
    { requestId, ...words }: z.output<typeof g.proposePublishedAnswer>,
  ) {
    return { answer: await this.answers.propose(ctx, requestId, words) };
  }

  @Access('propose', PublishedAnswer)
  @Mutation(() => g.PublishedAnswerPayload, {
    description: 'The vendor proposes other words. What is in force stays so until they are released.',
  })
  async correctPublishedAnswer(
    @CurrentCtx() ctx: Ctx,
    @Args(
      'input',
      { type: () => g.CorrectPublishedAnswerInput, description: 'What.' },
      parsedBy(g.correctPublishedAnswer),
    )
    { answerId, ...words }: z.output<typeof g.correctPublishedAnswer>,
  ) {
    return { answer: await this.answers.correct(ctx, answerId, words) };
  }

  @Access('release', PublishedAnswer)
  @Mutation(() => g.PublishedAnswerPayload, {
    description: 'Somebody other than who wrote it releases what is proposed: every entitled hospital reads it.',
  })
  async releasePublishedAnswer(
    @CurrentCtx() ctx: Ctx,
    @Args(
      'input',
      { type: () => g.ReleasePublishedAnswerInput, description: 'Which one.' },
      parsedBy(g.releasePublishedAnswer),
    )
    { answerId, number }: z.output<typeof g.releasePublishedAnswer>,
  ) {
    return { answer: await this.answers.release(ctx, answerId, number) };
  }

  @Access('sendBack', PublishedAnswer)
  @Mutation(() => g.PublishedAnswerPayload, { description: 'What is proposed is not released, and why.' })
  async sendBackPublishedAnswer(
    @CurrentCtx() ctx: Ctx,
    @Args(
      'input',
      { type: () => g.SendBackPublishedAnswerInput, description: 'Which one, and why.' },
      parsedBy(g.sendBackPublishedAnswer),
    )
    { answerId, number, reason }: z.output<typeof g.sendBackPublishedAnswer>,
  ) {
    return { answer: await this.answers.sendBack(ctx, answerId, number, reason) };
  }

  @Access('withdraw', PublishedAnswer)
  @Mutation(() => g.PublishedAnswerPayload, { description: 'The answer holds no more. It is found no more.' })
  async withdrawPublishedAnswer(
    @CurrentCtx() ctx: Ctx,
    @Args(
      'input',
      { type: () => g.WithdrawPublishedAnswerInput, description: 'Which one, and why.' },
      parsedBy(g.withdrawPublishedAnswer),
    )
    { answerId, reason }: z.output<typeof g.withdrawPublishedAnswer>,
  ) {
    return { answer: await this.answers.withdraw(ctx, answerId, reason) };
  }

  @ResolveField(() => g.PublishedAnswerVersionObject, {
    nullable: true,
    description: 'What it says: the version in force, also after it was withdrawn.',
  })
  async inForce(@CurrentCtx() ctx: Ctx, @Parent() answer: PublishedAnswer): Promise<PublishedAnswerVersion | null> {
    return (await this.answers.versionsOf(ctx, answer)).find(({ state }) => state === 'IN_FORCE') ?? null;
  }

  @ResolveField(() => [g.PublishedAnswerVersionObject], {
    description: 'The newest first. A hospital sees those that were released.',
  })
  versions(@CurrentCtx() ctx: Ctx, @Parent() answer: PublishedAnswer): Promise<PublishedAnswerVersion[]> {
    return this.answers.versionsOf(ctx, answer);
  }

  @ResolveField(() => InformationRequestObject, {
    nullable: true,
    description: 'The request that was answered, for the vendor alone.',
  })
  request(@CurrentCtx() ctx: Ctx, @Parent() answer: PublishedAnswer): Promise<InformationRequest | null> {
    return this.answers.requestOf(ctx, answer);
  }

  @ResolveField(() => OrganisationObject, { description: 'Who answers.' })
  vendor(@CurrentCtx() ctx: Ctx, @Parent() { vendorId }: PublishedAnswer) {
    return this.organisations.byId(ctx, vendorId);
  }

  @ResolveField(() => ProductObject, {
    nullable: true,
    description: 'The product; null where it is about a publication.',
  })
  product(@CurrentCtx() ctx: Ctx, @Parent() { productId }: PublishedAnswer) {
    return productId && this.catalogue.productOf(ctx, { productId });
  }

  @ResolveField(() => ReleaseObject, { nullable: true, description: 'The release, where it is about one.' })
  release(@CurrentCtx() ctx: Ctx, @Parent() { releaseId }: PublishedAnswer) {
    return releaseId && this.catalogue.releaseOf(ctx, { releaseId });
  }

  @ResolveField(() => PublicationObject, { nullable: true, description: 'The publication, where it is about one.' })
  publication(@CurrentCtx() ctx: Ctx, @Parent() { publicationId }: PublishedAnswer) {
    return publicationId && this.requests.publicationOf(ctx, publicationId);
  }
}

/** What became of the answer to a request. */
@Resolver(() => InformationRequestObject)
export class AnsweredRequestResolver {
  private readonly answers: PublishedAnswerService;
  private readonly drafts: DraftFromAnswerService;

  constructor(answers: PublishedAnswerService, drafts: DraftFromAnswerService) {
    this.answers = answers;
    this.drafts = drafts;
  }

  @Access('draft', Publication)
  @Mutation(() => g.DraftPublicationFromAnswerPayload, {
    description: 'The vendor makes a draft of a publication of what it answered.',
  })
  async draftPublicationFromAnswer(
    @CurrentCtx() ctx: Ctx,
    @Args(
      'input',
      { type: () => g.DraftPublicationFromAnswerInput, description: 'Which answer.' },
      parsedBy(g.draftPublicationFromAnswer),
    )
    { requestId, kind }: z.output<typeof g.draftPublicationFromAnswer>,
  ) {
    return { publication: await this.drafts.draft(ctx, requestId, kind) };
  }

  @ResolveField(() => ID, {
    nullable: true,
    description: 'For the vendor alone: the answer to all that it made of this, unless it was withdrawn.',
  })
  publishedAnswerId(@CurrentCtx() ctx: Ctx, @Parent() request: InformationRequest) {
    return this.answers.answerOf(ctx, request);
  }

  @ResolveField(() => [PublicationObject], {
    description: 'Publications that the vendor made of its answer; for the hospital those that were delivered to it.',
  })
  publishedAs(@CurrentCtx() ctx: Ctx, @Parent() request: InformationRequest) {
    return this.answers.publicationsOf(ctx, request);
  }
}
