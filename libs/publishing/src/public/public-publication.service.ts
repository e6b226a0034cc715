import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { Actor, type Id, type Page } from '#libs/kernel';
import { Ctx, UnitOfWork } from '#libs/platform';
import { DownloadRepository } from '../uploads/download.repository.ts';
import { FileLinks, type Link } from '../uploads/file-links.ts';
import type { PublicFile, PublicPublication } from './public-publication.entity.ts';
import { publicFileDownloaded } from './public-publication.events.ts';
import type { PublicPublicationList } from './public-publication.graphql.ts';
import { PublicPublicationRepository } from './public-publication.repository.ts';

/** What vendors published for everybody, for anybody who asks. */
@Injectable()
export class PublicPublicationService {
  private readonly uow: UnitOfWork;
  private readonly publications: PublicPublicationRepository;
  private readonly downloads: DownloadRepository;
  private readonly links: FileLinks;

  constructor(
    uow: UnitOfWork,
    publications: PublicPublicationRepository,
    downloads: DownloadRepository,
    links: FileLinks,
  ) {
    this.uow = uow;
    this.publications = publications;
    this.downloads = downloads;
    this.links = links;
  }

  get(ctx: Ctx, id: Id<'Publication'>): Promise<PublicPublication> {
    return this.uow.run(ctx, (tx) => this.publications.get(tx, id));
  }

  list(ctx: Ctx, { productId, ...page }: PublicPublicationList): Promise<Page<PublicPublication>> {
    return this.uow.run(ctx, (tx) => this.publications.ofProduct(tx, productId, page));
  }

  filesOf(ctx: Ctx, { id }: PublicPublication): Promise<PublicFile[]> {
    const load = async (ids: readonly Id<'Publication'>[]) => {
      const files = await this.uow.run(ctx, (tx) => this.publications.filesOf(tx, ids));
      const ofPublication = Map.groupBy(files, (file) => file.publicationId);
      return ids.map((one) => ofPublication.get(one) ?? []);
    };
    return ctx.loader('publishing.public.files', () => new DataLoader<Id<'Publication'>, PublicFile[]>(load)).load(id);
  }

  /**
   * A short-lived link to a file that anybody may have, given only once the trail says so. Who asked is not recorded,
   * also of whoever is signed in.
   * @throws NOT_FOUND, CONFLICT `publishing.withdrawn_not_given_out`
   */
  async requestDownload(ctx: Ctx, fileId: Id<'Artifact'>): Promise<Link> {
    const event = await this.uow.run(ctx, async (tx) => {
      const file = await this.publications.getFile(tx, fileId);
      const publication = await this.publications.get(tx, file.publicationId);
      publication.assertGivenOut();
      return publicFileDownloaded(publication, file);
    });
    const nobody = new Ctx(Actor.anonymous, ctx.ability, ctx.requestId);
    const kept = await this.uow.runAsSystem(nobody, (tx) => this.downloads.getKept(tx, fileId));
    const link = await this.links.download(fileId, kept.objectKey, kept.name);
    await this.uow.runAsSystem(nobody, (tx) => tx.record(event));
    return link;
  }
}
