import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Id } from '#libs/kernel';
import { ReleaseObject } from '#libs/catalogue';
import { OrganisationObject } from '#libs/directory';
import { Access, checkedPage, CurrentCtx, id, PageArgs, parsedBy, type Ctx } from '#libs/platform';
import { DifferenceCountsObject } from './differences/difference.graphql.ts';
import { PublicationFindingObject } from './findings/finding.graphql.ts';
import type { PublicationFinding } from './findings/publication-findings.ts';
import * as i from './publication-input.graphql.ts';
import { Publication } from './publication.entity.ts';
import * as g from './publication.graphql.ts';
import { PublicationLoaders } from './publication.loaders.ts';
import { PublicationService } from './publication.service.ts';
import { PublicationSignatureObject } from './signatures/signature.graphql.ts';

const wrapped = async (publication: Promise<Publication>): Promise<g.PublicationPayload> => ({
  publication: await publication,
});
const isOwn = (ctx: Ctx, { vendorId }: Publication) => ctx.actor.organisationId === vendorId;
const input = (type: () => new () => object) => ({ name: 'input', type, description: 'What to do.' });
const publicationId = { name: 'publicationId', type: () => ID, description: 'Which publication.' };

@Resolver(() => g.PublicationObject)
export class PublicationResolver {
  private readonly service: PublicationService;
  private readonly loaders: PublicationLoaders;

  constructor(service: PublicationService, loaders: PublicationLoaders) {
    this.service = service;
    this.loaders = loaders;
  }

  @Query(() => g.PublicationObject, { description: 'One revision that you may see.' })
  @Access('read', Publication)
  publication(
    @CurrentCtx() ctx: Ctx,
    @Args({ name: 'id', type: () => ID, description: 'Which one.' }, parsedBy(id<'Publication'>()))
    one: Id<'Publication'>,
  ) {
    return this.service.get(ctx, one);
  }

  @Query(() => g.PublicationConnection, {
    description: "Newest first: for a vendor its own, for others what was delivered to them and everyone's TLP:CLEAR.",
  })
  @Access('read', Publication)
  publications(@CurrentCtx() ctx: Ctx, @Args(parsedBy(i.publicationList)) list: i.PublicationListArgs) {
    return this.service.list(ctx, list, list);
  }

  @Query(() => g.AudiencePreviewObject, { description: 'Whom a publication would reach if it were published now.' })
  @Access('previewAudience', Publication)
  async audiencePreview(
    @CurrentCtx() ctx: Ctx,
    @Args(publicationId, parsedBy(id<'Publication'>())) one: Id<'Publication'>,
  ) {
    return { publicationId: one, ...(await this.service.previewAudience(ctx, one)) };
  }

  @Mutation(() => g.DraftPublicationPayload, { description: 'Begins a publication.' })
  @Access('draft', Publication)
  draftPublication(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => i.DraftPublicationInput), parsedBy(i.draftPublication)) given: i.DraftPublication,
  ) {
    return wrapped(this.service.draft(ctx, given));
  }

  @Mutation(() => g.EditPublicationPayload, {
    description: 'Changes a draft. Whoever edits, or sent a file of it, does not approve.',
  })
  @Access('edit', Publication)
  editPublication(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => i.EditPublicationInput), parsedBy(i.editPublication)) given: i.EditPublication,
  ) {
    return wrapped(this.service.edit(ctx, given));
  }

  @Mutation(() => g.SubmitPublicationPayload, { description: 'Hands a draft to an approver.' })
  @Access('submit', Publication)
  submitPublication(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => i.SubmitPublicationInput), parsedBy(i.submitPublication)) given: i.SubmitPublication,
  ) {
    return wrapped(this.service.submit(ctx, given));
  }

  @Mutation(() => g.SendBackPublicationPayload, { description: 'Returns what was submitted to its authors.' })
  @Access('sendBack', Publication)
  sendBackPublication(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => i.SendBackPublicationInput), parsedBy(i.withReason)) given: i.WithReason,
  ) {
    return wrapped(this.service.sendBack(ctx, given));
  }

  @Mutation(() => g.ApprovePublicationPayload, {
    description: 'Publishes what was reviewed; not for whoever wrote in it or sent a file of it, nor for API keys.',
  })
  @Access('approve', Publication)
  approvePublication(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => i.ApprovePublicationInput), parsedBy(i.approvePublication)) given: i.ApprovePublication,
  ) {
    return wrapped(this.service.approve(ctx, given));
  }

  @Mutation(() => g.PublishEmergencyPayload, {
    description:
      'Publishes a CRITICAL ADVISORY on one approver’s word, signed in within five minutes. Another confirms within 72 hours.',
  })
  @Access('approve', Publication)
  publishEmergency(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => i.PublishEmergencyInput), parsedBy(i.publishEmergency)) given: i.PublishEmergency,
  ) {
    return wrapped(this.service.publishEmergency(ctx, given));
  }

  @Mutation(() => g.ConfirmSecondCheckPayload, {
    description: 'Confirms what another approver published in an emergency.',
  })
  @Access('approve', Publication)
  confirmSecondCheck(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => i.ConfirmSecondCheckInput), parsedBy(i.onePublication)) given: i.OnePublication,
  ) {
    return wrapped(this.service.confirmSecondCheck(ctx, given));
  }

  @Mutation(() => g.WithdrawPublicationPayload, {
    description: 'Takes back what was published; everyone it reached is told.',
  })
  @Access('withdraw', Publication)
  withdrawPublication(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => i.WithdrawPublicationInput), parsedBy(i.withReason)) given: i.WithReason,
  ) {
    return wrapped(this.service.withdraw(ctx, given));
  }

  @Mutation(() => g.DraftRevisionPayload, { description: 'Begins the next revision of what is in force, as a copy.' })
  @Access('draft', Publication)
  draftRevision(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => i.DraftRevisionInput), parsedBy(i.draftRevision)) given: i.DraftRevision,
  ) {
    return wrapped(this.service.draftRevision(ctx, given));
  }

  @Mutation(() => g.RecordOutsideRecipientPayload, {
    description: 'Notes how a hospital that is not in Tasuki was told.',
  })
  @Access('recordOutsideRecipient', Publication)
  recordOutsideRecipient(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => i.RecordOutsideRecipientInput), parsedBy(i.recordOutsideRecipient))
    given: i.RecordOutsideRecipient,
  ) {
    return wrapped(this.service.recordOutsideRecipient(ctx, given));
  }

  @ResolveField(() => OrganisationObject, { description: 'Who publishes it.' })
  vendor(@CurrentCtx() ctx: Ctx, @Parent() publication: Publication) {
    return this.loaders.vendorOf(ctx, publication);
  }

  @ResolveField(() => [ReleaseObject], { description: 'What it is about.' })
  releases(@CurrentCtx() ctx: Ctx, @Parent() publication: Publication) {
    return this.loaders.releasesOf(ctx, publication);
  }

  @ResolveField(() => [g.RequiredActionObject], { description: 'What it asks of the hospitals, the soonest first.' })
  actions(@CurrentCtx() ctx: Ctx, @Parent() publication: Publication) {
    return this.loaders.actionsOf(ctx, publication);
  }

  @ResolveField(() => [g.ArtifactObject], { description: 'Its files, in the order of its authors.' })
  artifacts(@CurrentCtx() ctx: Ctx, @Parent() publication: Publication) {
    return this.loaders.artifactsOf(ctx, publication);
  }

  @ResolveField(() => [PublicationSignatureObject], {
    description: 'The signatures among its files, each with what came of checking it.',
  })
  signatures(@CurrentCtx() ctx: Ctx, @Parent() publication: Publication) {
    return this.loaders.signaturesOf(ctx, publication);
  }

  @ResolveField(() => [g.PublicationObject], {
    description: 'Every revision that you may see, this one included, newest first.',
  })
  revisions(@CurrentCtx() ctx: Ctx, @Parent() publication: Publication) {
    return this.loaders.revisionsOf(ctx, publication);
  }

  @ResolveField(() => DifferenceCountsObject, {
    nullable: true,
    description:
      'How much it says that is different from the revision that it replaced, as far as it can be read; publicationDifference tells what.',
  })
  changes(@Parent() publication: Publication): DifferenceCountsObject | null {
    return publication.changes;
  }

  @ResolveField(() => [g.NamedHospitalObject], {
    description: 'For the vendor: hospitals that receive it whatever they hold.',
  })
  namedHospitals(@CurrentCtx() ctx: Ctx, @Parent() publication: Publication) {
    return this.loaders.namedHospitalsOf(ctx, publication);
  }

  @ResolveField(() => [g.OutsideRecipientObject], { description: 'For the vendor: hospitals told by other means.' })
  outsideRecipients(@CurrentCtx() ctx: Ctx, @Parent() publication: Publication) {
    return this.loaders.outsideRecipientsOf(ctx, publication);
  }

  @ResolveField(() => [PublicationFindingObject], {
    description:
      'What was found in its files, each by itself and held against this publication: for the vendor all of it, for whoever else may read it what the vendor justified.',
  })
  findings(@CurrentCtx() ctx: Ctx, @Parent() publication: Publication): Promise<PublicationFinding[]> {
    return this.loaders.findingsOf(ctx, publication);
  }

  @ResolveField(() => [ID], {
    description:
      'For the vendor: the accounts and API keys that wrote in it or sent a file of it. None of them approves it.',
  })
  async contributorIds(@CurrentCtx() ctx: Ctx, @Parent() publication: Publication): Promise<Id[]> {
    const contributors = isOwn(ctx, publication) ? await this.loaders.contributorsOf(ctx, publication) : [];
    return contributors.map(({ contributorId }) => contributorId);
  }

  @ResolveField(() => Date, {
    nullable: true,
    description: 'For the vendor: when it was last handed to an approver, who names this to approve what was read.',
  })
  submittedAt(@CurrentCtx() ctx: Ctx, @Parent() publication: Publication): Date | null {
    return isOwn(ctx, publication) ? publication.submittedAt : null;
  }

  @ResolveField(() => Boolean, {
    description:
      'For the vendor: whether what is in review may be approved as editorial, because it says and asks the same as the revision in force.',
  })
  mayBeEditorial(@CurrentCtx() ctx: Ctx, @Parent() publication: Publication): Promise<boolean> | false {
    return isOwn(ctx, publication) && this.service.mayBeEditorial(ctx, publication);
  }

  @ResolveField(() => g.PublicationReviewObject, {
    nullable: true,
    description: 'For the vendor: who wrote and who approved.',
  })
  review(@CurrentCtx() ctx: Ctx, @Parent() publication: Publication): g.PublicationReviewObject | null {
    return isOwn(ctx, publication) ? publication : null;
  }
}

@Resolver(() => g.AudiencePreviewObject)
export class AudiencePreviewResolver {
  private readonly service: PublicationService;

  constructor(service: PublicationService) {
    this.service = service;
  }

  @ResolveField(() => g.AudienceHospitalConnection, {
    description: 'The hospitals that share their assets, are named, or stand on the installed-base list, by name.',
  })
  hospitals(@CurrentCtx() ctx: Ctx, @Parent() preview: g.AudiencePreviewObject, @Args(checkedPage) page: PageArgs) {
    return this.service.previewHospitals(ctx, preview.publicationId, page);
  }
}
