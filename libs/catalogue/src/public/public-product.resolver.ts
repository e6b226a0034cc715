import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Id } from '#libs/kernel';
import { CurrentCtx, id, parsedBy, Public, type Ctx } from '#libs/platform';
import { identifierLookUp, ProductByIdentifierArgs, type IdentifierLookUp } from '../catalogue.graphql.ts';
import type { PublicProduct } from './public-product.entity.ts';
import * as g from './public-product.graphql.ts';
import { PublicProductService } from './public-product.service.ts';

@Resolver(() => g.PublicProductObject)
export class PublicProductResolver {
  private readonly products: PublicProductService;

  constructor(products: PublicProductService) {
    this.products = products;
  }

  @Public()
  @Query(() => g.PublicProductObject, { description: 'One product, for anybody.' })
  publicProduct(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID, description: 'Which one.' }, parsedBy(id<'Product'>())) one: Id<'Product'>,
  ) {
    return this.products.get(ctx, one);
  }

  @Public()
  @Query(() => g.PublicProductObject, { description: 'The product that an identifier names, for anybody.' })
  publicProductByIdentifier(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => ProductByIdentifierArgs }, parsedBy(identifierLookUp)) identifier: IdentifierLookUp,
  ) {
    return this.products.getByIdentifier(ctx, identifier);
  }

  @Public()
  @Query(() => g.PublicProductConnection, { description: 'Products of all vendors that take part, by name.' })
  publicProducts(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.PublicProductsArgs }, parsedBy(g.publicProductList)) list: g.PublicProductList,
  ) {
    return this.products.list(ctx, list);
  }

  @ResolveField(() => [g.PublicProductIdentifierObject], { description: 'What it is known by.' })
  identifiers(@CurrentCtx() ctx: Ctx, @Parent() product: PublicProduct) {
    return this.products.identifiersOf(ctx, product);
  }

  @ResolveField(() => [g.PublicReleaseObject], { description: 'Its versions, in the order they were added.' })
  releases(@CurrentCtx() ctx: Ctx, @Parent() product: PublicProduct) {
    return this.products.releasesOf(ctx, product);
  }
}
