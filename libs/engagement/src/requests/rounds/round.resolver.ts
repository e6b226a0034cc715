import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { type Id, type Page } from '#libs/kernel';
import { Access, checkedPage, CurrentCtx, id, PageArgs, parsedBy, type Ctx } from '#libs/platform';
import type { InformationRequest } from '../information-request.entity.ts';
import { InformationRequestObject, RequestMessageObject } from '../request.graphql.ts';
import { itemsOf } from './checklists.ts';
import { RequestRound } from './request-round.entity.ts';
import * as g from './round.graphql.ts';
import { RoundService } from './round.service.ts';

@Resolver(() => g.RequestRoundObject)
export class RoundResolver {
  private readonly rounds: RoundService;

  constructor(rounds: RoundService) {
    this.rounds = rounds;
  }

  @Access('read', RequestRound)
  @Query(() => g.RequestRoundConnection, { description: 'What the own hospital asked many vendors.' })
  requestRounds(@CurrentCtx() ctx: Ctx, @Args(checkedPage) page: PageArgs): Promise<Page<RequestRound>> {
    return this.rounds.list(ctx, page);
  }

  @Access('read', RequestRound)
  @Query(() => g.RequestRoundObject, { description: 'One of them.' })
  requestRound(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID, description: 'Which one.' }, parsedBy(id<'RequestRound'>()))
    roundId: Id<'RequestRound'>,
  ): Promise<RequestRound> {
    return this.rounds.get(ctx, roundId);
  }

  @Access('ask', RequestRound)
  @Mutation(() => g.AskVendorsPayload, {
    description: 'Asks many vendors, each by a request of its own. Who cannot be asked is said.',
  })
  askVendors(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.AskVendorsInput, description: 'What, and whom.' }, parsedBy(g.askVendors))
    input: g.AskVendors,
  ) {
    return this.rounds.ask(ctx, input);
  }

  @ResolveField(() => [g.ChecklistItemObject], { description: 'Of a CHECKLIST: its items.' })
  items(@Parent() { checklist }: RequestRound) {
    return itemsOf(checklist);
  }

  @ResolveField(() => g.RoundCountsObject, { description: 'How far it is, as far as one sees.' })
  counts(@CurrentCtx() ctx: Ctx, @Parent() round: RequestRound) {
    return this.rounds.counts(ctx, round);
  }
}

/** What rounds add to a request. */
@Resolver(() => InformationRequestObject)
export class RoundOfRequestResolver {
  private readonly rounds: RoundService;

  constructor(rounds: RoundService) {
    this.rounds = rounds;
  }

  @ResolveField(() => g.RequestRoundObject, { nullable: true, description: 'The question to many that it is of.' })
  round(@CurrentCtx() ctx: Ctx, @Parent() request: InformationRequest) {
    return this.rounds.roundOf(ctx, request);
  }

  @ResolveField(() => [g.ChecklistAnswerObject], { description: 'What the vendor said to the checklist.' })
  checklist(@CurrentCtx() ctx: Ctx, @Parent() request: InformationRequest) {
    return this.rounds.checklistOf(ctx, request);
  }

  @ResolveField(() => RequestMessageObject, {
    nullable: true,
    description: 'What it was answered, or declined with, last.',
  })
  answer(@CurrentCtx() ctx: Ctx, @Parent() request: InformationRequest) {
    return this.rounds.answerOf(ctx, request);
  }
}
