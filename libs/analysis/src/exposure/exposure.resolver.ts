import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, CurrentCtx, parsedBy, type Ctx } from '#libs/platform';
import { ComponentObject, StatementObject } from '#libs/publishing';
import { questionOf } from '../components/component-question.ts';
import { ComponentSearchService } from '../components/component-search.service.ts';
import { HoldingLoaders } from '../holdings/holding.loaders.ts';
import { releaseRowResolver } from '../holdings/holding.resolver.ts';
import { Exposure, type ExposureRow } from './exposure.ts';
import * as g from './exposure.graphql.ts';
import { ExposureService } from './exposure.service.ts';

@Resolver(() => g.ExposureObject)
export class ExposureResolver {
  private readonly exposures: ExposureService;

  constructor(exposures: ExposureService) {
    this.exposures = exposures;
  }

  @Query(() => g.ExposureObject, {
    description:
      'What a vulnerability means for every device of the own hospital that is not retired: what vendors say, and where they say nothing. For a vendor, for its own releases.',
  })
  @Access('read', Exposure)
  exposure(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.ExposureArgs }, parsedBy(g.exposureQuestion))
    { vulnerability, component }: g.ExposureQuestion,
  ) {
    const { vulnerability: id } = questionOf({ vulnerability });
    const asked = component ? questionOf(component, (field) => `component.${field}`) : null;
    return this.exposures.exposure(ctx, id ?? vulnerability, asked);
  }

  @ResolveField(() => [g.ExposureCountObject], { description: 'How much stands how; the worst first, none left out.' })
  counts(@Parent() exposure: Exposure) {
    return exposure.counts();
  }

  @ResolveField(() => g.ExposureRowConnection, { description: 'Release by release; the worst first.' })
  rows(
    @Parent() exposure: Exposure,
    @Args({ type: () => g.ExposureRowsArgs }, parsedBy(g.exposureRowList)) list: g.ExposureRowList,
  ) {
    return exposure.page(list.statuses ?? null, list);
  }
}

const optional = (description: string) => ({ nullable: true, description });

@Resolver(() => g.ExposureRowObject)
export class ExposureRowResolver extends releaseRowResolver(g.ExposureRowObject) {
  private readonly exposures: ExposureService;
  private readonly searching: ComponentSearchService;

  constructor(loaders: HoldingLoaders, exposures: ExposureService, searching: ComponentSearchService) {
    super(loaders);
    this.exposures = exposures;
    this.searching = searching;
  }

  @ResolveField(() => StatementObject, optional('The statement that the status rests on.'))
  statement(@CurrentCtx() ctx: Ctx, @Parent() { said }: ExposureRow) {
    return said && this.exposures.statementAt(ctx, said.statement);
  }

  @ResolveField(() => [StatementObject], {
    description: 'Others that say otherwise, or of which it cannot be told whether they are about this release.',
  })
  async otherStatements(@CurrentCtx() ctx: Ctx, @Parent() { standing, said }: ExposureRow) {
    const others = standing ? [...(said ? [] : [standing.statement]), ...standing.others] : [];
    const found = await Promise.all(others.slice(0, MOST_OTHERS).map((one) => this.exposures.statementAt(ctx, one)));
    return found.filter((one) => one !== null);
  }

  @ResolveField(() => Boolean, {
    description:
      'False when the statement may be about another release, or when one that may be about this says worse.',
  })
  isCertain(@Parent() { said }: ExposureRow) {
    return said?.isCertain ?? true;
  }

  @ResolveField(() => String, optional('Why, in the words of the statement or by its label.'))
  why(@Parent() { said }: ExposureRow) {
    return said?.statement.impact ?? said?.statement.justification ?? null;
  }

  @ResolveField(() => [String], { description: 'Versions of which the same file says that they have it fixed.' })
  fixedIn(@Parent() { said }: ExposureRow) {
    return said?.fixedIn ?? [];
  }

  @ResolveField(() => ComponentObject, optional('The component that has it, where the SBOM has it.'))
  component(@CurrentCtx() ctx: Ctx, @Parent() { place }: ExposureRow) {
    return place && this.exposures.componentAt(ctx, place);
  }

  @ResolveField(() => [String], { description: 'Names from what the SBOM is about to the component.' })
  path(@CurrentCtx() ctx: Ctx, @Parent() { place }: ExposureRow) {
    return place ? this.searching.pathOf(ctx, place) : [];
  }
}

/** Of a document that names hundreds of products, some are enough to see that it is unclear. */
const MOST_OTHERS = 20;
