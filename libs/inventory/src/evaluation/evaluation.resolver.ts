import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CatalogueService, ProductObject, type Product } from '#libs/catalogue';
import { OrganisationObject, OrganisationService } from '#libs/directory';
import type { Page } from '#libs/kernel';
import { Access, CurrentCtx, parsedBy, type Ctx } from '#libs/platform';
import type { Asset } from '../asset.entity.ts';
import { AssetObject } from '../asset.graphql.ts';
import { Evaluation } from './evaluation.entity.ts';
import * as g from './evaluation.graphql.ts';
import { EvaluationService } from './evaluation.service.ts';

@Resolver(() => g.EvaluationObject)
export class EvaluationResolver {
  private readonly evaluationService: EvaluationService;
  private readonly catalogue: CatalogueService;
  private readonly organisations: OrganisationService;

  constructor(evaluationService: EvaluationService, catalogue: CatalogueService, organisations: OrganisationService) {
    this.evaluationService = evaluationService;
    this.catalogue = catalogue;
    this.organisations = organisations;
  }

  @Access('read', Evaluation)
  @Query(() => g.EvaluationConnection, { description: 'What hospitals evaluate before they buy, newest first.' })
  evaluations(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.EvaluationsArgs }, parsedBy(g.evaluationsList)) list: g.EvaluationsList,
  ): Promise<Page<Evaluation>> {
    return this.evaluationService.list(ctx, list);
  }

  @Access('request', Evaluation)
  @Mutation(() => g.EvaluationPayload, { description: 'The hospital asks to be shown what is in force for a product.' })
  async requestEvaluation(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.RequestEvaluationInput, description: 'What for.' }, parsedBy(g.requestEvaluation))
    input: g.RequestEvaluation,
  ) {
    return { evaluation: await this.evaluationService.request(ctx, input) };
  }

  @Access('answer', Evaluation)
  @Mutation(() => g.EvaluationPayload, { description: 'The vendor consents, or declines with a reason.' })
  async answerEvaluation(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.AnswerEvaluationInput, description: 'The answer.' }, parsedBy(g.answerEvaluation))
    input: g.AnswerEvaluation,
  ) {
    return { evaluation: await this.evaluationService.answer(ctx, input) };
  }

  @Access('end', Evaluation)
  @Mutation(() => g.EvaluationPayload, { description: 'Either side ends it; what was delivered stays.' })
  async endEvaluation(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.EvaluationInput, description: 'Which one.' }, parsedBy(g.evaluationInput))
    { evaluationId }: g.EvaluationInput,
  ) {
    return { evaluation: await this.evaluationService.end(ctx, evaluationId) };
  }

  @ResolveField(() => ProductObject, { description: 'What is evaluated.' })
  product(@CurrentCtx() ctx: Ctx, @Parent() evaluation: Evaluation): Promise<Product> {
    return this.catalogue.productOf(ctx, evaluation);
  }

  @ResolveField(() => OrganisationObject, { description: 'Who evaluates.' })
  hospital(@CurrentCtx() ctx: Ctx, @Parent() { hospitalId }: Evaluation) {
    return this.organisations.byId(ctx, hospitalId);
  }

  @ResolveField(() => OrganisationObject, { description: 'Who is asked.' })
  vendor(@CurrentCtx() ctx: Ctx, @Parent() { vendorId }: Evaluation) {
    return this.organisations.byId(ctx, vendorId);
  }
}

@Resolver(() => AssetObject)
export class AssetEvaluationResolver {
  private readonly evaluationService: EvaluationService;
  private readonly catalogue: CatalogueService;

  constructor(evaluationService: EvaluationService, catalogue: CatalogueService) {
    this.evaluationService = evaluationService;
    this.catalogue = catalogue;
  }

  @ResolveField(() => g.EvaluationObject, {
    nullable: true,
    description:
      'Of a device under evaluation: the newest request to its vendor; null where none was made, and to vendors.',
  })
  async evaluation(@CurrentCtx() ctx: Ctx, @Parent() asset: Asset): Promise<Evaluation | null> {
    if (asset.status !== 'EVALUATING' || asset.hospitalId !== ctx.actor.organisationId) return null;
    const { productId } = await this.catalogue.releaseOf(ctx, asset);
    return this.evaluationService.ofProduct(ctx, productId);
  }
}
