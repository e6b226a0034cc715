import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CatalogueService, type Product, ProductObject } from '#libs/catalogue';
import type { Page } from '#libs/kernel';
import { Access, checkedPage, CurrentCtx, PageArgs, parsedBy, type Ctx } from '#libs/platform';
import * as g from './match.graphql.ts';
import { MatchService } from './match.service.ts';
import { ProductMatch } from './product-match.ts';

@Resolver(() => g.ProductMatchObject)
export class MatchResolver {
  private readonly matches: MatchService;
  private readonly catalogue: CatalogueService;

  constructor(matches: MatchService, catalogue: CatalogueService) {
    this.matches = matches;
    this.catalogue = catalogue;
  }

  @Access('read', ProductMatch)
  @Query(() => g.ProductMatchConnection, {
    description: 'Products that the hospital keeps records of, and that a vendor may have registered since.',
  })
  productMatches(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => PageArgs }, checkedPage) page: PageArgs,
  ): Promise<Page<ProductMatch>> {
    return this.matches.list(ctx, page);
  }

  @Access('confirm', ProductMatch)
  @Mutation(() => g.ConfirmProductMatchPayload, {
    description: "All devices of what the hospital kept a record of become devices of the vendor's product.",
  })
  async confirmProductMatch(
    @CurrentCtx() ctx: Ctx,
    @Args(
      'input',
      { type: () => g.ConfirmProductMatchInput, description: 'Which two, and which versions.' },
      parsedBy(g.confirmProductMatch),
    )
    input: g.ConfirmProductMatch,
  ) {
    return { changed: await this.matches.confirm(ctx, input) };
  }

  @Access('reject', ProductMatch)
  @Mutation(() => g.RejectProductMatchPayload, { description: 'The two are not the same product.' })
  async rejectProductMatch(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.RejectProductMatchInput, description: 'Which two.' }, parsedBy(g.rejectProductMatch))
    input: g.RejectProductMatch,
  ) {
    await this.matches.reject(ctx, input);
    return { outsideProductId: input.outsideProductId };
  }

  @ResolveField(() => ProductObject, { description: 'The product as the hospital keeps it.' })
  outsideProduct(@CurrentCtx() ctx: Ctx, @Parent() { outsideProductId }: ProductMatch): Promise<Product> {
    return this.catalogue.productOf(ctx, { productId: outsideProductId });
  }

  @ResolveField(() => ProductObject, { description: "The vendor's product." })
  product(@CurrentCtx() ctx: Ctx, @Parent() match: ProductMatch): Promise<Product> {
    return this.catalogue.productOf(ctx, match);
  }
}
