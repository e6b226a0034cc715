import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { z } from 'zod';
import { ReleaseObject } from '#libs/catalogue';
import { OrganisationObject, OrganisationService } from '#libs/directory';
import { AssetObject } from '#libs/inventory';
import { Clock, type Id, type Page } from '#libs/kernel';
import { Access, CurrentCtx, id, parsedBy, type Ctx } from '#libs/platform';
import { PublicationObject } from '#libs/publishing';
import { CaseClock } from './case-clock.entity.ts';
import type { CaseEntry } from './case-entry.entity.ts';
import { CaseParty } from './case-party.entity.ts';
import { Case } from './case.entity.ts';
import * as g from './case.graphql.ts';
import { CaseService } from './case.service.ts';
import { PartyService } from './party.service.ts';
import { TimelineService } from './timeline.service.ts';

@Resolver(() => g.CaseObject)
export class CaseResolver {
  private readonly service: CaseService;
  private readonly timeline: TimelineService;
  private readonly named: PartyService;
  private readonly organisations: OrganisationService;

  constructor(
    cases: CaseService,
    timeline: TimelineService,
    parties: PartyService,
    organisations: OrganisationService,
  ) {
    this.service = cases;
    this.timeline = timeline;
    this.named = parties;
    this.organisations = organisations;
  }

  @Access('read', Case)
  @Query(() => g.CaseObject, { description: 'One case, for its sides and those who are invited by name.' })
  case(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID, description: 'Which one.' }, parsedBy(id<'Case'>())) caseId: Id<'Case'>,
  ): Promise<Case> {
    return this.service.get(ctx, caseId);
  }

  @Access('read', Case)
  @Query(() => g.CaseConnection, {
    description: 'The cases of the own organisation, and those that one is invited to.',
  })
  cases(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.CasesArgs }, parsedBy(g.casesList)) { first, after, ...filter }: z.output<typeof g.casesList>,
  ): Promise<Page<Case>> {
    return this.service.list(ctx, filter, { first, after });
  }

  @Access('read', Case)
  @Query(() => g.CaseEntryConnection, { description: 'What was said and done in a case, in that order.' })
  caseEntries(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.CaseEntriesArgs }, parsedBy(g.caseEntries))
    { caseId, first, after }: z.output<typeof g.caseEntries>,
  ): Promise<Page<CaseEntry>> {
    return this.timeline.entries(ctx, caseId, { first, after });
  }

  @Access('accept', CaseParty)
  @Query(() => [g.CasePartyObject], { description: 'The own invitations to disclosures that wait for an answer.' })
  caseInvitations(@CurrentCtx() ctx: Ctx): Promise<CaseParty[]> {
    return this.named.invitations(ctx);
  }

  @Access('report', Case)
  @Mutation(() => g.CasePayload, { description: 'A hospital tells a vendor what happened on its devices.' })
  async reportIncident(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.ReportIncidentInput, description: 'What.' }, parsedBy(g.reportIncident))
    input: g.ReportIncident,
  ) {
    return { case: await this.service.report(ctx, input) };
  }

  @Access('open', Case)
  @Mutation(() => g.CasePayload, { description: 'A vendor opens a coordinated disclosure.' })
  async openDisclosure(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.OpenDisclosureInput, description: 'What.' }, parsedBy(g.openDisclosure))
    input: g.OpenDisclosure,
  ) {
    return { case: await this.service.openDisclosure(ctx, input) };
  }

  @Access('change', Case)
  @Mutation(() => g.CasePayload, { description: 'The vendor says what it knows now.' })
  async changeDisclosure(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.ChangeDisclosureInput, description: 'What.' }, parsedBy(g.changeDisclosure))
    input: g.ChangeDisclosure,
  ) {
    return { case: await this.service.changeDisclosure(ctx, input) };
  }

  @Access('move', Case)
  @Mutation(() => g.CasePayload, { description: 'A side takes the next step, and says why.' })
  async moveCase(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.MoveCaseInput, description: 'Which.' }, parsedBy(g.moveCase)) input: g.MoveCase,
  ) {
    return { case: await this.service.move(ctx, input) };
  }

  @Access('write', Case)
  @Mutation(() => g.CaseEntryPayload, { description: 'Something is said, told to somebody, learned or corrected.' })
  async writeCaseEntry(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.WriteCaseEntryInput, description: 'What.' }, parsedBy(g.writeCaseEntry))
    input: g.WriteCaseEntry,
  ) {
    return { entry: await this.timeline.write(ctx, input) };
  }

  @Access('keep', Case)
  @Mutation(() => g.CasePayload, { description: 'What the own organisation keeps for itself.' })
  async keepCaseInternals(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.KeepCaseInternalsInput, description: 'What.' }, parsedBy(g.keepCaseInternals))
    input: g.KeepCaseInternals,
  ) {
    return { case: await this.timeline.keepInternals(ctx, input) };
  }

  @Access('time', Case)
  @Mutation(() => g.CasePayload, { description: 'A clock that concerns the own side begins.' })
  async startCaseClock(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.StartCaseClockInput, description: 'Which.' }, parsedBy(g.startCaseClock))
    { caseId, basis, awareAt }: z.output<typeof g.startCaseClock>,
  ) {
    return { case: await this.timeline.startClock(ctx, caseId, basis, awareAt) };
  }

  @Access('meet', CaseClock)
  @Mutation(() => g.CasePayload, { description: 'What was due is done.' })
  async meetCaseClock(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.MeetCaseClockInput, description: 'By what.' }, parsedBy(g.meetCaseClock))
    { caseClockId, words }: z.output<typeof g.meetCaseClock>,
  ) {
    return { case: await this.timeline.meetClock(ctx, caseClockId, words) };
  }

  @Access('invite', Case)
  @Mutation(() => g.CasePayload, { description: 'The vendor invites a member of another organisation by name.' })
  async inviteCaseParty(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.InviteCasePartyInput, description: 'Whom.' }, parsedBy(g.inviteCaseParty))
    input: g.InviteCaseParty,
  ) {
    return { case: await this.named.invite(ctx, input) };
  }

  @Access('accept', CaseParty)
  @Mutation(() => g.CasePayload, { description: 'Whoever is invited sees the case from now on.' })
  async acceptCaseInvitation(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.CasePartyInput, description: 'Which one.' }, parsedBy(g.caseParty))
    { casePartyId }: z.output<typeof g.caseParty>,
  ) {
    return { case: await this.named.accept(ctx, casePartyId) };
  }

  @Access('remove', CaseParty)
  @Mutation(() => g.CasePayload, { description: 'Somebody who was invited sees nothing of it from now on.' })
  async removeCaseParty(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.CasePartyInput, description: 'Whom.' }, parsedBy(g.caseParty))
    { casePartyId }: z.output<typeof g.caseParty>,
  ) {
    return { case: await this.named.remove(ctx, casePartyId) };
  }

  @ResolveField(() => OrganisationObject, { description: 'Whose product it is about.' })
  vendor(@CurrentCtx() ctx: Ctx, @Parent() { vendorId }: Case) {
    return this.organisations.byId(ctx, vendorId);
  }

  @ResolveField(() => OrganisationObject, { nullable: true, description: 'Who reported; null: a disclosure.' })
  hospital(@CurrentCtx() ctx: Ctx, @Parent() { hospitalId }: Case) {
    return hospitalId && this.organisations.byId(ctx, hospitalId);
  }

  @ResolveField(() => [ReleaseObject], { description: 'The releases that it is about, as far as the actor sees them.' })
  releases(@CurrentCtx() ctx: Ctx, @Parent() one: Case) {
    return this.service.releasesOf(ctx, one);
  }

  @ResolveField(() => [AssetObject], {
    description: 'The devices that a hospital reports; for the vendor where the hospital shares them, else none.',
  })
  assets(@CurrentCtx() ctx: Ctx, @Parent() one: Case) {
    return this.service.assetsOf(ctx, one);
  }

  @ResolveField(() => [g.CaseClockObject], { description: 'Its clocks, the first that is due first.' })
  clocks(@CurrentCtx() ctx: Ctx, @Parent() one: Case) {
    return this.timeline.clocksOf(ctx, one);
  }

  @ResolveField(() => g.CaseInternalsObject, {
    nullable: true,
    description: 'What the own organisation keeps for itself; null: nothing yet.',
  })
  internals(@CurrentCtx() ctx: Ctx, @Parent() one: Case) {
    return this.timeline.internalsOf(ctx, one);
  }

  @ResolveField(() => [g.CasePartyObject], { description: 'For the vendor all who are invited; of a party, itself.' })
  parties(@CurrentCtx() ctx: Ctx, @Parent() one: Case) {
    return this.named.partiesOf(ctx, one);
  }

  @ResolveField(() => PublicationObject, { nullable: true, description: 'The advisory, once it is published.' })
  publication(@CurrentCtx() ctx: Ctx, @Parent() { publicationId }: Case) {
    return this.service.publicationOf(ctx, publicationId);
  }

  @ResolveField(() => g.CaseObject, { nullable: true, description: 'The report that led to it, for who may read it.' })
  source(@CurrentCtx() ctx: Ctx, @Parent() one: Case) {
    return this.service.sourceOf(ctx, one);
  }
}

@Resolver(() => g.CaseEntryObject)
export class CaseEntryResolver {
  private readonly timeline: TimelineService;

  constructor(timeline: TimelineService) {
    this.timeline = timeline;
  }

  @ResolveField(() => [g.CaseFileObject], { description: 'The files that go with it.' })
  files(@CurrentCtx() ctx: Ctx, @Parent() entry: CaseEntry) {
    return this.timeline.filesOf(ctx, entry);
  }
}

@Resolver(() => g.CaseClockObject)
export class CaseClockResolver {
  private readonly organisations: OrganisationService;
  private readonly clock: Clock;

  constructor(organisations: OrganisationService, clock: Clock) {
    this.organisations = organisations;
    this.clock = clock;
  }

  @ResolveField(() => OrganisationObject, { description: 'Whom it concerns.' })
  organisation(@CurrentCtx() ctx: Ctx, @Parent() { organisationId }: CaseClock) {
    return this.organisations.byId(ctx, organisationId);
  }

  @ResolveField(() => Boolean, { description: 'Not met in time; what was met late stays so.' })
  isOverdue(@Parent() clock: CaseClock): boolean {
    return clock.isOverdue(this.clock.now());
  }
}

@Resolver(() => g.CasePartyObject)
export class CasePartyResolver {
  private readonly organisations: OrganisationService;

  constructor(organisations: OrganisationService) {
    this.organisations = organisations;
  }

  @ResolveField(() => OrganisationObject, { description: 'The vendor that invites them.' })
  vendor(@CurrentCtx() ctx: Ctx, @Parent() { vendorId }: CaseParty) {
    return this.organisations.byId(ctx, vendorId);
  }
}
