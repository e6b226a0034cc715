import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Id } from '#libs/kernel';
import { CurrentCtx, id, parsedBy, Public, type Ctx } from '#libs/platform';
import type { PublicPublication } from './public-publication.entity.ts';
import * as g from './public-publication.graphql.ts';
import { PublicPublicationService } from './public-publication.service.ts';

@Resolver(() => g.PublicPublicationObject)
export class PublicPublicationResolver {
  private readonly publications: PublicPublicationService;

  constructor(publications: PublicPublicationService) {
    this.publications = publications;
  }

  @Public()
  @Query(() => g.PublicPublicationObject, { description: 'One TLP:CLEAR publication, for anybody.' })
  publicPublication(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID, description: 'Which one.' }, parsedBy(id<'Publication'>())) one: Id<'Publication'>,
  ) {
    return this.publications.get(ctx, one);
  }

  @Public()
  @Query(() => g.PublicPublicationConnection, {
    description: 'TLP:CLEAR publications about a product, for anybody; the newest first.',
  })
  publicPublications(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.PublicPublicationsArgs }, parsedBy(g.publicPublicationList)) list: g.PublicPublicationList,
  ) {
    return this.publications.list(ctx, list);
  }

  @Public()
  @Mutation(() => g.RequestPublicDownloadPayload, {
    description: 'Gives a short-lived link to a file of a TLP:CLEAR publication, and records that somebody got it.',
  })
  requestPublicDownload(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'The file.' }, parsedBy(g.requestPublicDownload))
    input: g.RequestPublicDownloadInput,
  ) {
    return this.publications.requestDownload(ctx, input.fileId);
  }

  @ResolveField(() => [g.PublicFileObject], { description: 'Its files, in the order of its authors.' })
  files(@CurrentCtx() ctx: Ctx, @Parent() publication: PublicPublication) {
    return this.publications.filesOf(ctx, publication);
  }
}
