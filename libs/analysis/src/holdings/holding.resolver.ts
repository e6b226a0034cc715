import type { Type } from '@nestjs/common';
import { Args, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { ReleaseObject } from '#libs/catalogue';
import { SiteObject } from '#libs/directory';
import { AssetObject } from '#libs/inventory';
import { CurrentCtx, parsedBy, type Ctx } from '#libs/platform';
import { FiledDocumentObject, PublicationObject } from '#libs/publishing';
import { SiteCountObject } from './holding.graphql.ts';
import { HoldingLoaders, type AboutRelease, type DocumentOf } from './holding.loaders.ts';
import type { SiteCount } from './holding.repository.ts';

/** A page has a hundred rows: what each shows of its devices is an example. */
const atMost = z.number().int().min(1).max(20);

/** What a resolver of rows has to read with. */
interface RowResolver {
  readonly loaders: HoldingLoaders;
}

/** The fields of every row that rests on a document: to be extended by the resolver of the row. */
export function documentRowResolver(row: Type<object>): Type<RowResolver> {
  @Resolver(() => row, { isAbstract: true })
  class DocumentRows implements RowResolver {
    readonly loaders: HoldingLoaders;

    constructor(loaders: HoldingLoaders) {
      this.loaders = loaders;
    }

    @ResolveField(() => PublicationObject, {
      nullable: true,
      description: 'The publication that says so; null where the hospital filed it, or where nothing does.',
    })
    publication(@CurrentCtx() ctx: Ctx, @Parent() one: DocumentOf) {
      return this.loaders.publicationOf(ctx, one);
    }

    @ResolveField(() => FiledDocumentObject, {
      nullable: true,
      description: 'The document that the hospital filed and that says so, unconfirmed by the vendor.',
    })
    filedDocument(@CurrentCtx() ctx: Ctx, @Parent() one: DocumentOf) {
      return this.loaders.filedDocumentOf(ctx, one);
    }

    @ResolveField(() => Boolean, { description: 'Whether a vendor says so itself; not so of a filed document.' })
    isConfirmed(@Parent() { publicationId }: DocumentOf) {
      return publicationId !== null;
    }
  }
  return DocumentRows;
}

/** The fields of every row about a release, besides: likewise. */
export function releaseRowResolver(row: Type<object>): Type<RowResolver> {
  @Resolver(() => row, { isAbstract: true })
  class ReleaseRows extends documentRowResolver(row) {
    @ResolveField(() => ReleaseObject, { description: 'Which release of which product.' })
    release(@CurrentCtx() ctx: Ctx, @Parent() one: AboutRelease) {
      return this.loaders.releaseOf(ctx, one);
    }

    @ResolveField(() => Int, { nullable: true, description: 'Devices of the own hospital; null for a vendor.' })
    assetCount(@CurrentCtx() ctx: Ctx, @Parent() one: AboutRelease) {
      return this.loaders.assetCountOf(ctx, one);
    }

    @ResolveField(() => [SiteCountObject], { description: 'Where they are, most first; empty for a vendor.' })
    siteCounts(@CurrentCtx() ctx: Ctx, @Parent() one: AboutRelease) {
      return this.loaders.siteCountsOf(ctx, one);
    }

    @ResolveField(() => [AssetObject], {
      description: 'The first of them as they were registered; assets(releaseId) lists all. Empty for a vendor.',
    })
    assets(
      @CurrentCtx() ctx: Ctx,
      @Parent() one: AboutRelease,
      @Args('first', { type: () => Int, defaultValue: 5, description: 'How many, 1 to 20.' }, parsedBy(atMost))
      first: number,
    ) {
      return this.loaders.assetsOf(ctx, one, first);
    }
  }
  return ReleaseRows;
}

@Resolver(() => SiteCountObject)
export class SiteCountResolver {
  private readonly loaders: HoldingLoaders;

  constructor(loaders: HoldingLoaders) {
    this.loaders = loaders;
  }

  @ResolveField(() => SiteObject, { nullable: true, description: 'The site, where one may see it.' })
  site(@CurrentCtx() ctx: Ctx, @Parent() one: SiteCount) {
    return this.loaders.siteOf(ctx, one);
  }
}
