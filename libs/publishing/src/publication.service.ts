import { Injectable } from '@nestjs/common';
import { Clock, conflict, invalidInput, newId, type Id, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { AudienceRepository, type AudienceHospital, type AudienceTotals } from './audience.repository.ts';
import { DifferenceService } from './differences/difference.service.ts';
import { DraftContents } from './draft-contents.ts';
import { PublicationFindings, refuseFindings, refuseFoundSince } from './findings/publication-findings.ts';
import { LifecycleNotices } from './lifecycle/lifecycle-notices.ts';
import { OutsideRecipient } from './outside-recipient.entity.ts';
import { Publication, type Contributors, type Moment } from './publication.entity.ts';
import * as events from './publication.events.ts';
import type {
  ApprovePublication,
  DraftPublication,
  DraftRevision,
  EditPublication,
  OnePublication,
  SubmitPublication,
  PublishEmergency,
  RecordOutsideRecipient,
  WithReason,
} from './publication-input.graphql.ts';
import { checkSecondCheck, checkSecondCheckLater } from './publication.jobs.ts';
import { PublicationRepository, type PublicationFilter } from './publication.repository.ts';
import type { PublicationSignature } from './signatures/publication-signature.ts';
import { SignatureChecks } from './signatures/signature-checks.ts';
import { refuseBadSignature, refusePending } from './signatures/signature-findings.ts';

@Injectable()
export class PublicationService {
  private readonly uow: UnitOfWork;
  private readonly clock: Clock;
  private readonly publications: PublicationRepository;
  private readonly draftContents: DraftContents;
  private readonly audience: AudienceRepository;
  private readonly findings: PublicationFindings;
  private readonly signatures: SignatureChecks;
  private readonly differences: DifferenceService;
  private readonly notices: LifecycleNotices;

  constructor(
    uow: UnitOfWork,
    clock: Clock,
    publications: PublicationRepository,
    draftContents: DraftContents,
    audience: AudienceRepository,
    findings: PublicationFindings,
    signatures: SignatureChecks,
    differences: DifferenceService,
    notices: LifecycleNotices,
  ) {
    this.uow = uow;
    this.clock = clock;
    this.publications = publications;
    this.draftContents = draftContents;
    this.audience = audience;
    this.findings = findings;
    this.signatures = signatures;
    this.differences = differences;
    this.notices = notices;
  }

  /** @throws NOT_FOUND for what the actor may not see. */
  get(ctx: Ctx, publicationId: Id<'Publication'>): Promise<Publication> {
    return this.uow.run(ctx, (tx) => this.publications.getVisible(tx, publicationId));
  }

  /** Newest first. A vendor that names no vendor means itself; others get what was delivered to them and TLP:CLEAR. */
  list(ctx: Ctx, filter: PublicationFilter, page: PageRequest): Promise<Page<Publication>> {
    const vendorId = filter.vendorId ?? (ctx.actor.isVendor ? ctx.organisationId : undefined);
    return this.uow.run(ctx, (tx) => this.publications.list(tx, { ...filter, vendorId }, page));
  }

  async draft(ctx: Ctx, input: DraftPublication): Promise<Publication> {
    return this.uow.run(ctx, (tx) => this.draftIn(tx, input));
  }

  /** The same, as part of something else that is done. */
  async draftIn(tx: Tx, input: DraftPublication): Promise<Publication> {
    const vendorId = tx.ctx.organisationId;
    const { contents, senderIds } = await this.draftContents.read(tx, vendorId, input);
    const by: Contributors = [...(await this.publications.contributorsOf(tx)), ...senderIds];
    const publication = Publication.draft(vendorId, input.kind, input, contents, by, this.moment());
    tx.ctx.authorise('draft', publication);

    await this.publications.insert(tx, publication);
    await this.signatures.ask(tx, publication);
    await tx.record(events.publicationDrafted(publication));
    return publication;
  }

  /**
   * Changes a DRAFT: what is given replaces what was there. Whoever edits, or sent a file of it, does not approve.
   * @throws CONFLICT `publishing.edited_since_read` when it was changed since the named time.
   */
  async edit(ctx: Ctx, input: EditPublication): Promise<Publication> {
    return this.uow.run(ctx, async (tx) => {
      const publication = await this.publications.getForChange(tx, input.publicationId);
      ctx.authorise('edit', publication);

      const present = publication.contents.artifacts;
      const { contents, senderIds } = await this.draftContents.read(tx, publication.vendorId, input, present);
      const by: Contributors = [...(await this.publications.contributorsOf(tx)), ...senderIds];
      const former = await this.publications.findFormer(tx, publication);
      publication.edit(input, contents, by, this.moment(), former);
      await this.publications.updateWithContents(tx, publication);
      await this.signatures.ask(tx, publication);

      await tx.record(events.publicationEdited(publication));
      return publication;
    });
  }

  /**
   * Asks for approval. @throws INVALID_INPUT while the draft lacks what its kind needs, a file of it has an error, or a
   * warning has no word of justification; CONFLICT `publishing.signature_being_checked`.
   */
  async submit(ctx: Ctx, input: SubmitPublication): Promise<Publication> {
    return this.uow.run(ctx, async (tx) => {
      const publication = await this.publications.getForChange(tx, input.publicationId);
      ctx.authorise('submit', publication);

      const by = await this.publications.contributorsOf(tx);
      const justifications = input.justifications ?? [];
      publication.submit(this.moment(), justifications.length > 0 ? by : []);
      await this.findings.justify(tx, publication, justifications, by[0]);
      const signatures = await this.checkedSignaturesOf(tx, publication);
      const findings = await this.findings.of(tx, publication);
      refuseFindings(findings);
      await this.publications.update(tx, publication);
      await this.publications.addContributors(tx, publication);

      await tx.record(events.publicationSubmitted(publication, findings, signatures));
      return publication;
    });
  }

  async sendBack(ctx: Ctx, input: WithReason): Promise<Publication> {
    return this.uow.run(ctx, async (tx) => {
      const publication = await this.publications.getForChange(tx, input.publicationId);
      ctx.authorise('sendBack', publication);

      publication.sendBack(input.reason, this.moment());
      await this.publications.update(tx, publication);

      await tx.record(events.publicationSentBack(publication));
      return publication;
    });
  }

  /**
   * Publishes a reviewed publication and supersedes the one in force.
   * @throws FORBIDDEN to whoever wrote or edited it, or sent a file of it; CONFLICT `publishing.changed_since_read` when
   *   it was submitted again since the approver read it, `publishing.signature_refused` when a key was revoked since,
   *   `publishing.found_since_submitted` when its files disagree with what its releases have become; INVALID_INPUT
   *   `catalogue.dates_out_of_order` when the dates of a life-cycle notice do not fit a release.
   */
  async approve(ctx: Ctx, input: ApprovePublication): Promise<Publication> {
    return this.uow.run(ctx, async (tx) => {
      const publication = await this.publications.getForChange(tx, input.publicationId);
      ctx.authorise('approve', publication);

      const former = await this.publications.findInForce(tx, publication.seriesId);
      const saysTheSame =
        input.isEditorial && former !== null && (await this.differences.saysTheSame(tx, former, publication));
      publication.approve(ctx.actor, this.moment(), { ...input, former, saysTheSame });
      await this.putInForce(tx, publication, former);
      return publication;
    });
  }

  /** Whether an approver may call what is in review editorial: it says and asks the same as the revision in force, as `approve` insists. */
  mayBeEditorial(ctx: Ctx, { id, state, supersedesId }: Publication): Promise<boolean> {
    if (state !== 'IN_REVIEW' || supersedesId === null) return Promise.resolve(false);
    return this.uow.run(ctx, async (tx) => {
      const publication = await this.publications.getWhole(tx, id);
      const former = await this.publications.getWhole(tx, supersedesId);
      if (former.state !== 'PUBLISHED' || !publication.asksAs(former)) return false;
      return this.differences.saysTheSame(tx, former, publication);
    });
  }

  /** Publishes a CRITICAL ADVISORY on one approver's word; another confirms within 72 hours. */
  async publishEmergency(ctx: Ctx, input: PublishEmergency): Promise<Publication> {
    return this.uow.run(ctx, async (tx) => {
      const publication = await this.publications.getForChange(tx, input.publicationId);
      ctx.authorise('approve', publication);

      const former = await this.publications.findInForce(tx, publication.seriesId);
      publication.approveEmergency(ctx.actor, this.moment(), input.submittedAt);
      await this.putInForce(tx, publication, former);
      tx.queue(checkSecondCheck(publication));
      return publication;
    });
  }

  async confirmSecondCheck(ctx: Ctx, input: OnePublication): Promise<Publication> {
    return this.uow.run(ctx, async (tx) => {
      const publication = await this.publications.getForChange(tx, input.publicationId);
      ctx.authorise('approve', publication);

      publication.confirmSecondCheck(ctx.actor, this.moment());
      await this.publications.update(tx, publication);

      await tx.record(events.secondCheckConfirmed(publication));
      return publication;
    });
  }

  /** Records that another approver did not confirm in time; the job that runs then calls this, perhaps twice. */
  async noteMissedSecondCheck(ctx: Ctx, publicationId: Id<'Publication'>): Promise<void> {
    await this.uow.runAsSystem(ctx, async (tx) => {
      const publication = await this.publications.findForJob(tx, publicationId);
      if (!publication?.isSecondCheckOpen) return;
      if (!publication.missSecondCheck(this.moment())) return tx.queue(checkSecondCheckLater(publication, tx.now));
      await this.publications.update(tx, publication);
      await tx.record(events.secondCheckMissed(publication));
    });
  }

  /** Takes back what was published; everyone it reached is told. */
  async withdraw(ctx: Ctx, input: WithReason): Promise<Publication> {
    return this.uow.run(ctx, async (tx) => {
      const publication = await this.publications.getForChange(tx, input.publicationId);
      ctx.authorise('withdraw', publication);

      publication.withdraw(input.reason, this.moment());
      await this.publications.update(tx, publication);

      await tx.record(events.publicationWithdrawn(publication));
      return publication;
    });
  }

  /** Begins the next revision of what is in force, as a copy. */
  async draftRevision(ctx: Ctx, input: DraftRevision): Promise<Publication> {
    return this.uow.run(ctx, async (tx) => {
      const former = await this.publications.getForChange(tx, input.publicationId);
      ctx.authorise('draft', former);
      if (await this.publications.hasRevisionInWork(tx, former.seriesId)) {
        throw conflict('publishing.revision_in_work', 'The next revision is in work already: edit that one.');
      }

      const by = await this.publications.contributorsOf(tx);
      const number = (await this.publications.latestRevisionOf(tx, former.seriesId)) + 1;
      await this.draftContents.dropEndedRelationships(tx, former);
      const next = former.revise(number, input.actions, by, this.moment());
      await this.publications.insert(tx, next);
      await this.signatures.ask(tx, next);
      await this.findings.carryOver(tx, former, next);

      await tx.record(events.publicationDrafted(next));
      return next;
    });
  }

  /** Notes how a hospital that is not in Tasuki was told. */
  async recordOutsideRecipient(ctx: Ctx, input: RecordOutsideRecipient): Promise<Publication> {
    return this.uow.run(ctx, async (tx) => {
      const publication = await this.publications.getForChange(tx, input.publicationId);
      ctx.authorise('recordOutsideRecipient', publication);
      if (!publication.wasPublished) {
        throw conflict('publishing.not_published', `This publication is ${publication.state}: nobody was told yet.`);
      }
      const { now, today } = this.moment();
      if ([input.sentOn, input.respondedOn ?? today].some((date) => date > today)) {
        throw invalidInput('publishing.told_in_future', 'Record what has happened: the date lies in the future.');
      }

      const [recordedBy] = await this.publications.contributorsOf(tx);
      const recipient: OutsideRecipient = Object.assign(new OutsideRecipient(), {
        ...input,
        id: newId<'OutsideRecipient'>(),
        vendorId: publication.vendorId,
        respondedOn: input.respondedOn ?? null,
        note: input.note ?? null,
        recordedBy,
        recordedAt: now,
      });
      await this.publications.insertOutsideRecipient(tx, recipient);

      await tx.record(events.outsideRecipientRecorded(publication, recipient));
      return publication;
    });
  }

  /** How many it would reach if it were published now. */
  async previewAudience(ctx: Ctx, publicationId: Id<'Publication'>): Promise<AudienceTotals> {
    await this.authorisePreview(ctx, publicationId);
    return this.uow.runAsSystem(ctx, (tx) => this.audience.totalsOf(tx, publicationId));
  }

  /** Those of them that the vendor may see by name, in order of it. */
  async previewHospitals(
    ctx: Ctx,
    publicationId: Id<'Publication'>,
    page: PageRequest,
  ): Promise<Page<AudienceHospital>> {
    await this.authorisePreview(ctx, publicationId);
    const found = await this.uow.runAsSystem(ctx, (tx) => this.audience.hospitalsOf(tx, publicationId, page));
    const count = () => this.uow.runAsSystem(ctx, (tx) => this.audience.namedCountOf(tx, publicationId));
    return { ...found, totalCount: count };
  }

  private async putInForce(tx: Tx, publication: Publication, former: Publication | null): Promise<void> {
    const signatures = await this.checkedSignaturesOf(tx, publication);
    refuseBadSignature(signatures);
    refuseFoundSince(await this.findings.of(tx, publication));
    // The former goes first: a series has one revision in force, and the database insists.
    if (former) {
      former.supersede(this.moment());
      await this.publications.update(tx, former);
      await tx.record(events.publicationSuperseded(former, publication));
      publication.changes = await this.differences.changesBetween(tx, former, publication);
    }
    await this.publications.update(tx, publication);
    await tx.record(events.publicationPublished(publication, signatures));
    await this.notices.putInForce(tx, publication);
  }

  /** @throws CONFLICT while one is still being checked. */
  private async checkedSignaturesOf(tx: Tx, { id }: Publication): Promise<PublicationSignature[]> {
    const signatures = await this.signatures.ofMany(tx, [id]);
    refusePending(signatures);
    return signatures;
  }

  private authorisePreview(ctx: Ctx, publicationId: Id<'Publication'>): Promise<void> {
    return this.uow.run(ctx, async (tx) =>
      ctx.authorise('previewAudience', await this.publications.getVisible(tx, publicationId)),
    );
  }

  private moment(): Moment {
    return { now: this.clock.now(), today: this.clock.today() };
  }
}
