import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ReleaseObject } from '#libs/catalogue';
import type { Id } from '#libs/kernel';
import { Access, CurrentCtx, id, parsedBy, type Ctx } from '#libs/platform';
import { ArtifactObject } from '../publication.graphql.ts';
import { FiledDocument } from './filed-document.entity.ts';
import * as g from './filed-document.graphql.ts';
import { FiledDocumentService } from './filed-document.service.ts';

const input = (type: () => new () => object) => ({ name: 'input', type, description: 'What to do.' });

@Resolver(() => g.FiledDocumentObject)
export class FiledDocumentResolver {
  private readonly service: FiledDocumentService;

  constructor(service: FiledDocumentService) {
    this.service = service;
  }

  @Query(() => g.FiledDocumentObject, { description: 'A document that your hospital filed.' })
  @Access('read', FiledDocument)
  filedDocument(
    @CurrentCtx() ctx: Ctx,
    @Args({ name: 'id', type: () => ID, description: 'Which one.' }, parsedBy(id<'FiledDocument'>()))
    one: Id<'FiledDocument'>,
  ) {
    return this.service.get(ctx, one);
  }

  @Query(() => g.FiledDocumentConnection, { description: 'What your hospital filed, the newest first.' })
  @Access('read', FiledDocument)
  filedDocuments(@CurrentCtx() ctx: Ctx, @Args(parsedBy(g.filedDocumentList)) list: g.FiledDocumentListArgs) {
    return this.service.list(ctx, list);
  }

  @Mutation(() => g.FileDocumentPayload, { description: 'Files a document that reached you another way.' })
  @Access('file', FiledDocument)
  async fileDocument(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.FileDocumentInput), parsedBy(g.fileDocument)) given: g.FileDocument,
  ) {
    return { filedDocument: await this.service.file(ctx, given) };
  }

  @Mutation(() => g.RemoveFiledDocumentPayload, {
    description: 'Has a filed document count no more: it was filed by mistake, or is out of date. The record stays.',
  })
  @Access('remove', FiledDocument)
  async removeFiledDocument(
    @CurrentCtx() ctx: Ctx,
    @Args(input(() => g.RemoveFiledDocumentInput), parsedBy(g.removeFiledDocument)) given: g.RemoveFiledDocument,
  ) {
    return { filedDocument: await this.service.remove(ctx, given) };
  }

  @ResolveField(() => [ReleaseObject], { description: 'What it is about.' })
  releases(@CurrentCtx() ctx: Ctx, @Parent() document: FiledDocument) {
    return this.service.releasesOf(ctx, document);
  }

  @ResolveField(() => [ArtifactObject], { description: 'Its files; requestDownload takes their ids.' })
  files(@CurrentCtx() ctx: Ctx, @Parent() document: FiledDocument) {
    return this.service.filesOf(ctx, document);
  }

  @ResolveField(() => ID, {
    nullable: true,
    description:
      'A publication in force by the vendor of its releases, with the same bytes in every file; null while the vendor has not confirmed the document.',
  })
  confirmedByPublicationId(@CurrentCtx() ctx: Ctx, @Parent() document: FiledDocument) {
    return this.service.confirmedBy(ctx, document);
  }
}
