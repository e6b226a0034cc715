import { Injectable } from '@nestjs/common';
import { notFound, type Id, type Page, type PageRequest } from '#libs/kernel';
import { UnitOfWork, type Ctx } from '#libs/platform';
import { PublicationService } from '#libs/publishing';
import type { Delivery, Notice } from './delivery.entity.ts';
import { ProgressRepository, type RecipientState } from './progress.repository.ts';

/** A vendor follows what became of its publications. */
@Injectable()
export class ProgressService {
  private readonly uow: UnitOfWork;
  private readonly progress: ProgressRepository;
  private readonly publications: PublicationService;

  constructor(uow: UnitOfWork, progress: ProgressRepository, publications: PublicationService) {
    this.uow = uow;
    this.progress = progress;
    this.publications = publications;
  }

  /**
   * The hospitals that a publication, or the notice of its withdrawal, reached, with an active relationship.
   * @throws NOT_FOUND for a publication of others.
   */
  async recipients(
    ctx: Ctx,
    publicationId: Id<'Publication'>,
    notice: Notice,
    state: RecipientState,
    page: PageRequest,
  ): Promise<Page<Delivery>> {
    const publication = await this.publications.get(ctx, publicationId);
    if (publication.vendorId !== ctx.organisationId) throw notFound('publication of yours');
    const found = await this.uow.run(ctx, (tx) => this.progress.recipients(tx, publicationId, notice, state, page));
    const totalCount = () => this.uow.run(ctx, (tx) => this.progress.count(tx, publicationId, notice, state));
    return { ...found, totalCount };
  }
}
