import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { CatalogueService, type Release } from '#libs/catalogue';
import { Clock, invalidInput, type FieldError, type Id, type Page } from '#libs/kernel';
import { UnitOfWork, type Ctx, type Tx } from '#libs/platform';
import { FiledDocument } from './filed-document.entity.ts';
import { documentFiled, documentRemoved } from './filed-document.events.ts';
import type { FileDocument, FiledDocumentList, RemoveFiledDocument } from './filed-document.graphql.ts';
import { FiledDocumentRepository, type FiledFile } from './filed-document.repository.ts';

/** What a hospital files for itself: documents that came by mail, on paper, from a vendor's site. */
@Injectable()
export class FiledDocumentService {
  private readonly uow: UnitOfWork;
  private readonly clock: Clock;
  private readonly documents: FiledDocumentRepository;
  private readonly catalogue: CatalogueService;

  constructor(uow: UnitOfWork, clock: Clock, documents: FiledDocumentRepository, catalogue: CatalogueService) {
    this.uow = uow;
    this.clock = clock;
    this.documents = documents;
    this.catalogue = catalogue;
  }

  get(ctx: Ctx, id: Id<'FiledDocument'>): Promise<FiledDocument> {
    return this.uow.run(ctx, (tx) => this.documents.getVisible(tx, id));
  }

  list(ctx: Ctx, list: FiledDocumentList): Promise<Page<FiledDocument>> {
    return this.uow.run(ctx, (tx) => this.documents.list(tx, list, list));
  }

  /** @throws INVALID_INPUT for a release that it cannot see, or an upload that is not its own and verified. */
  file(ctx: Ctx, { releaseIds, uploadIds, ...facts }: FileDocument): Promise<FiledDocument> {
    return this.uow.run(ctx, async (tx) => {
      const { userId, apiKeyId } = ctx.actor;
      const by = apiKeyId ?? userId;
      if (!by) throw new Error('nobody files: neither a person nor a program');
      const moment = { now: tx.now, today: this.clock.today() };
      const document = FiledDocument.file(
        ctx.organisationId,
        { ...facts, sourceNote: facts.sourceNote ?? null },
        by,
        moment,
      );
      ctx.authorise('file', document);
      await this.refuseUnknown(tx, document, releaseIds, uploadIds);

      await this.documents.insert(tx, document, releaseIds, uploadIds);
      await tx.record(documentFiled(document, releaseIds, await this.documents.filesOf(tx, [document.id])));
      return document;
    });
  }

  remove(ctx: Ctx, { filedDocumentId, reason }: RemoveFiledDocument): Promise<FiledDocument> {
    return this.uow.run(ctx, async (tx) => {
      const document = await this.documents.getForChange(tx, filedDocumentId);
      ctx.authorise('remove', document);

      document.remove(reason, tx.now);
      await this.documents.update(tx, document);

      await tx.record(documentRemoved(document));
      return document;
    });
  }

  async releasesOf(ctx: Ctx, { id }: FiledDocument): Promise<Release[]> {
    const named = await this.ofDocument(ctx, 'releases', (tx, ids) => this.documents.releasesOf(tx, ids)).load(id);
    return Promise.all(named.map((one) => this.catalogue.releaseOf(ctx, one)));
  }

  filesOf(ctx: Ctx, { id }: FiledDocument): Promise<FiledFile[]> {
    return this.ofDocument(ctx, 'files', (tx, ids) => this.documents.filesOf(tx, ids)).load(id);
  }

  /** The vendor's publication in force with the same bytes; null while no vendor has confirmed it. */
  async confirmedBy(ctx: Ctx, { id }: FiledDocument): Promise<Id<'Publication'> | null> {
    const read = (tx: Tx, ids: readonly Id<'FiledDocument'>[]) => this.documents.confirmationsOf(tx, ids);
    const [found] = await this.ofDocument(ctx, 'confirmations', read).load(id);
    return found?.publicationId ?? null;
  }

  private async refuseUnknown(
    tx: Tx,
    { hospitalId }: FiledDocument,
    releaseIds: readonly Id<'Release'>[],
    uploadIds: readonly Id<'Upload'>[],
  ): Promise<void> {
    const releases = await this.documents.unknownReleases(tx, releaseIds);
    const uploads = await this.documents.notReady(tx, hospitalId, uploadIds);
    const fields: FieldError[] = [
      ...releases.map((id) => ({
        path: `releaseIds.${releaseIds.indexOf(id)}`,
        reason: 'filed.release_unknown',
        message:
          'There is no such release. If its maker is not here, register the product yourself (registerOutsideProduct).',
      })),
      ...uploads.map((id) => ({
        path: `uploadIds.${uploadIds.indexOf(id)}`,
        reason: 'filed.upload_not_ready',
        message: 'There is no upload of yours under this id that was completed, verified and accepted.',
      })),
    ];
    const [first] = fields;
    if (first) throw invalidInput(first.reason, first.message, fields);
  }

  private ofDocument<Row extends { filedDocumentId: Id<'FiledDocument'> }>(
    ctx: Ctx,
    part: string,
    read: (tx: Tx, ids: readonly Id<'FiledDocument'>[]) => Promise<Row[]>,
  ): DataLoader<Id<'FiledDocument'>, Row[]> {
    const load = async (ids: readonly Id<'FiledDocument'>[]) => {
      const rows = Map.groupBy(await this.uow.run(ctx, (tx) => read(tx, ids)), (row) => row.filedDocumentId);
      return ids.map((id) => rows.get(id) ?? []);
    };
    return ctx.loader(`filed.${part}`, () => new DataLoader<Id<'FiledDocument'>, Row[]>(load, { cache: false }));
  }
}
