import { Args, Query, Resolver } from '@nestjs/graphql';
import type { Ctx } from '../authorisation/index.ts';
import { Access } from '../graphql/access.ts';
import { CurrentCtx } from '../graphql/graphql-context.ts';
import { parsedBy } from '../graphql/input.ts';
import * as s from './search.graphql.ts';
import { SearchService } from './search.service.ts';
import { SearchHit } from './searching.ts';

@Resolver(() => s.SearchHitObject)
export class SearchResolver {
  private readonly service: SearchService;

  constructor(service: SearchService) {
    this.service = service;
  }

  @Query(() => [s.SearchHitObject], { description: 'Everything that one may see and that holds the words.' })
  @Access('search', SearchHit)
  search(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => s.SearchArgs }, parsedBy(s.searchWords)) { text, first, kinds }: s.SearchWords,
  ): Promise<SearchHit[]> {
    return this.service.search(ctx, text, first, kinds ?? null);
  }
}
