import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { z } from 'zod';
import { OrganisationObject, OrganisationService, SiteObject } from '#libs/directory';
import type { Id, Page } from '#libs/kernel';
import { Access, checkedPage, CurrentCtx, id, MutationOf, PageArgs, parsedBy, type Ctx } from '#libs/platform';
import { PublicationObject } from '#libs/publishing';
import { EngagementLoaders } from '../engagement.loaders.ts';
import { ChaseDemand, ChaseStep } from './chase-step.entity.ts';
import { ChaseViewService, type ShownSite, type ShownStep } from './chase-view.service.ts';
import * as g from './chase.graphql.ts';
import { ChasedSiteConnection, ChasedSiteObject } from './chased-site.graphql.ts';

const PublicationArg = () =>
  Args('publicationId', { type: () => ID, description: 'Of which publication.' }, parsedBy(id<'Publication'>()));

/** What a step is in the API, with the rows that it was read from behind it. */
const stepOf = ({
  step,
  recipients,
  happenings,
}: ShownStep): g.ChaseStepObject & { hospitalId: string; siteId: string } => ({
  ...step,
  isDemanded: step.demandId !== null,
  recipients,
  happenings,
});
const siteOf = ({ site, steps, coming }: ShownSite): ChasedSiteObject => ({
  ...site,
  steps: steps.map(stepOf),
  coming,
});

function mapped<From, To>(page: Page<From>, of: (row: From) => To): Page<To> {
  return { ...page, edges: page.edges.map(({ cursor, node }) => ({ cursor, node: of(node) })) };
}

@Resolver(() => g.ChaseStepObject)
export class ChaseResolver {
  private readonly views: ChaseViewService;
  private readonly organisations: OrganisationService;
  private readonly loaders: EngagementLoaders;

  constructor(views: ChaseViewService, organisations: OrganisationService, loaders: EngagementLoaders) {
    this.views = views;
    this.organisations = organisations;
    this.loaders = loaders;
  }

  @Query(() => g.ChaseObject, { description: 'The chase of a publication, step by step.' })
  @Access('read', ChaseStep)
  chase(@CurrentCtx() ctx: Ctx, @PublicationArg() publicationId: Id<'Publication'>) {
    return this.views.chase(ctx, publicationId);
  }

  @Query(() => ChasedSiteConnection, { description: 'The chase of a publication, site by site.' })
  @Access('read', ChaseStep)
  async chasedSites(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.ChasedSitesArgs }, parsedBy(g.chasedSites))
    { publicationId, isAnswered, first, after }: z.output<typeof g.chasedSites>,
  ): Promise<Page<ChasedSiteObject>> {
    return mapped(await this.views.sites(ctx, publicationId, isAnswered, { first, after }), siteOf);
  }

  @Query(() => g.ChaseGapsObject, { description: 'Where the chase of a publication would reach nobody.' })
  @Access('follow', ChaseStep)
  chaseGaps(@CurrentCtx() ctx: Ctx, @PublicationArg() publicationId: Id<'Publication'>) {
    return this.views.gaps(ctx, publicationId);
  }

  @Query(() => g.ChaseStepConnection, { description: 'Steps that wait for somebody to do them by hand.' })
  @Access('record', ChaseStep)
  async chaseTasks(@CurrentCtx() ctx: Ctx, @Args(checkedPage) page: PageArgs): Promise<Page<g.ChaseStepObject>> {
    return mapped(await this.views.tasks(ctx, page), stepOf);
  }

  @MutationOf('step', g.ChaseStepObject, 'Records what was done for a step by hand.')
  @Access('record', ChaseStep)
  async recordChase(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.RecordChaseInput, description: 'What.' }, parsedBy(g.recordChase))
    { stepId, ...recorded }: z.output<typeof g.recordChase>,
  ) {
    return { step: stepOf(await this.views.record(ctx, stepId, recorded)) };
  }

  @MutationOf('chase', g.ChaseObject, 'Asks everybody who has not answered the next step, now.')
  @Access('demand', ChaseDemand)
  async demandChase(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.DemandChaseInput, description: 'Which one.' }, parsedBy(g.demandChase))
    { publicationId }: z.output<typeof g.demandChase>,
  ) {
    return { chase: await this.views.demand(ctx, publicationId) };
  }

  @ResolveField(() => OrganisationObject, { description: 'The hospital that is asked.' })
  hospital(@CurrentCtx() ctx: Ctx, @Parent() { hospitalId }: ChaseStep) {
    return this.organisations.byId(ctx, hospitalId);
  }

  @ResolveField(() => SiteObject, { nullable: true, description: 'The site that is asked.' })
  site(@CurrentCtx() ctx: Ctx, @Parent() { siteId }: ChaseStep) {
    return this.loaders.siteOf(ctx, siteId);
  }

  @ResolveField(() => PublicationObject, { description: 'What it is about.' })
  publication(@CurrentCtx() ctx: Ctx, @Parent() step: ChaseStep) {
    return this.loaders.publicationOf(ctx, step);
  }

  @ResolveField(() => [g.ReachableObject], { description: 'Whom to reach by hand, as the hospital says now.' })
  reachable(@CurrentCtx() ctx: Ctx, @Parent() step: ChaseStep) {
    return this.views.reachable(ctx, step);
  }
}

@Resolver(() => ChasedSiteObject)
export class ChasedSiteResolver {
  private readonly organisations: OrganisationService;
  private readonly loaders: EngagementLoaders;

  constructor(organisations: OrganisationService, loaders: EngagementLoaders) {
    this.organisations = organisations;
    this.loaders = loaders;
  }

  @ResolveField(() => OrganisationObject, { description: 'The hospital.' })
  hospital(@CurrentCtx() ctx: Ctx, @Parent() { hospitalId }: ChasedSiteObject) {
    return this.organisations.byId(ctx, hospitalId);
  }

  @ResolveField(() => SiteObject, { nullable: true, description: 'The site, where one may see it.' })
  site(@CurrentCtx() ctx: Ctx, @Parent() { siteId }: ChasedSiteObject) {
    return this.loaders.siteOf(ctx, siteId);
  }
}

@Resolver(() => g.ChaseGapObject)
export class ChaseGapResolver {
  private readonly organisations: OrganisationService;
  private readonly loaders: EngagementLoaders;

  constructor(organisations: OrganisationService, loaders: EngagementLoaders) {
    this.organisations = organisations;
    this.loaders = loaders;
  }

  @ResolveField(() => OrganisationObject, { description: 'The hospital.' })
  hospital(@CurrentCtx() ctx: Ctx, @Parent() { hospitalId }: g.ChaseGapObject) {
    return this.organisations.byId(ctx, hospitalId);
  }

  @ResolveField(() => SiteObject, { nullable: true, description: 'The site, where one may see it.' })
  site(@CurrentCtx() ctx: Ctx, @Parent() { siteId }: g.ChaseGapObject) {
    return this.loaders.siteOf(ctx, siteId);
  }
}
