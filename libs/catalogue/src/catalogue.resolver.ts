import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  MandateObject,
  OrganisationObject,
  OrganisationService,
  type Mandate,
  type Organisation,
} from '#libs/directory';
import type { Id, Page } from '#libs/kernel';
import { Access, CurrentCtx, id, parsedBy, type Ctx } from '#libs/platform';
import * as g from './catalogue.graphql.ts';
import { CatalogueService } from './catalogue.service.ts';
import { Product, vendorOf, type ProductIdentifier } from './product.entity.ts';
import { Release } from './release.entity.ts';

@Resolver(() => g.ProductObject)
export class ProductResolver {
  private readonly catalogue: CatalogueService;
  private readonly organisations: OrganisationService;

  constructor(catalogue: CatalogueService, organisations: OrganisationService) {
    this.catalogue = catalogue;
    this.organisations = organisations;
  }

  @Access('read', Product)
  @Query(() => g.ProductObject, { description: 'One product.' })
  product(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID, description: 'Which product.' }, parsedBy(id<'Product'>())) productId: Id<'Product'>,
  ): Promise<Product> {
    return this.catalogue.product(ctx, productId);
  }

  @Access('read', Product)
  @Query(() => g.ProductConnection, {
    description: 'Products of all vendors, and those that the own hospital keeps, by name.',
  })
  products(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.ProductsArgs }, parsedBy(g.productList)) list: g.ProductList,
  ): Promise<Page<Product>> {
    return this.catalogue.products(ctx, list);
  }

  @Access('read', Product)
  @Query(() => g.ProductObject, { description: 'The product that an identifier names.' })
  productByIdentifier(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.ProductByIdentifierArgs }, parsedBy(g.identifierLookUp)) lookUp: g.IdentifierLookUp,
  ): Promise<Product> {
    return this.catalogue.productByIdentifier(ctx, lookUp);
  }

  @Access('register', Product)
  @Mutation(() => g.RegisterProductPayload, { description: 'Registers a product of the own organisation.' })
  async registerProduct(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.RegisterProductInput, description: 'The product.' }, parsedBy(g.registerProduct))
    product: g.RegisterProduct,
  ) {
    return { product: await this.catalogue.registerProduct(ctx, product) };
  }

  @Access('keep', Product)
  @Mutation(() => g.RegisterOutsideProductPayload, {
    description: 'Keeps a record of a product whose maker is not in Tasuki, for the own hospital alone.',
  })
  async registerOutsideProduct(
    @CurrentCtx() ctx: Ctx,
    @Args(
      'input',
      { type: () => g.RegisterOutsideProductInput, description: 'The product, and who makes it.' },
      parsedBy(g.registerOutsideProduct),
    )
    product: g.RegisterOutsideProduct,
  ) {
    return { product: await this.catalogue.registerOutsideProduct(ctx, product) };
  }

  @Access('change', Product)
  @Mutation(() => g.ChangeProductPayload, { description: 'Corrects what is said of a product.' })
  async changeProduct(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.ChangeProductInput, description: 'The changes.' }, parsedBy(g.changeProduct))
    changes: g.ChangeProduct,
  ) {
    return { product: await this.catalogue.changeProduct(ctx, changes) };
  }

  @Access('identify', Product)
  @Mutation(() => g.AddProductIdentifierPayload, { description: 'Gives a product a further identifier.' })
  async addProductIdentifier(
    @CurrentCtx() ctx: Ctx,
    @Args(
      'input',
      { type: () => g.AddProductIdentifierInput, description: 'The identifier.' },
      parsedBy(g.addProductIdentifier),
    )
    identifier: g.AddProductIdentifier,
  ) {
    return { product: await this.catalogue.addIdentifier(ctx, identifier) };
  }

  @ResolveField(() => ID, {
    nullable: true,
    description: 'The organisation that answers for it; null where its maker is not in Tasuki.',
  })
  vendorId(@Parent() product: Product): Id<'Organisation'> | null {
    return vendorOf(product);
  }

  @ResolveField(() => OrganisationObject, {
    nullable: true,
    description: 'Who answers for it; null where its maker is not in Tasuki.',
  })
  async vendor(@CurrentCtx() ctx: Ctx, @Parent() product: Product): Promise<Organisation | null> {
    const vendorId = vendorOf(product);
    return vendorId && this.organisations.byId(ctx, vendorId);
  }

  @ResolveField(() => [g.ProductIdentifierObject], { description: 'What it is known by.' })
  identifiers(@CurrentCtx() ctx: Ctx, @Parent() product: Product): Promise<ProductIdentifier[]> {
    return this.catalogue.identifiersOf(ctx, product);
  }

  @ResolveField(() => [g.ReleaseObject], { description: 'Its versions, in the order they were added.' })
  releases(@CurrentCtx() ctx: Ctx, @Parent() product: Product): Promise<Release[]> {
    return this.catalogue.releasesOf(ctx, product);
  }
}

@Resolver(() => g.ReleaseObject)
export class ReleaseResolver {
  private readonly catalogue: CatalogueService;

  constructor(catalogue: CatalogueService) {
    this.catalogue = catalogue;
  }

  @Access('read', Release)
  @Query(() => g.ReleaseObject, { description: 'One version of a product.' })
  release(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID, description: 'Which release.' }, parsedBy(id<'Release'>())) releaseId: Id<'Release'>,
  ): Promise<Release> {
    return this.catalogue.release(ctx, releaseId);
  }

  @Access('add', Release)
  @Mutation(() => g.AddReleasePayload, {
    description: 'Adds a version of an own product, or of one that the own hospital keeps.',
  })
  async addRelease(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.AddReleaseInput, description: 'The release.' }, parsedBy(g.addRelease))
    release: g.AddRelease,
  ) {
    return { release: await this.catalogue.addRelease(ctx, release) };
  }

  @Access('change', Release)
  @Mutation(() => g.ChangeReleasePayload, {
    description: 'Changes dates or stage of a release, or corrects its version.',
  })
  async changeRelease(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.ChangeReleaseInput, description: 'The changes.' }, parsedBy(g.changeRelease))
    changes: g.ChangeRelease,
  ) {
    return { release: await this.catalogue.changeRelease(ctx, changes) };
  }

  @ResolveField(() => g.ProductObject, { description: 'What it is a version of.' })
  product(@CurrentCtx() ctx: Ctx, @Parent() release: Release): Promise<Product> {
    return this.catalogue.productOf(ctx, release);
  }
}

/** What the catalogue adds to a mandate. */
@Resolver(() => MandateObject)
export class MandateProductsResolver {
  private readonly catalogue: CatalogueService;

  constructor(catalogue: CatalogueService) {
    this.catalogue = catalogue;
  }

  @ResolveField(() => [g.ProductObject], { description: 'Only for these products.' })
  products(@CurrentCtx() ctx: Ctx, @Parent() { productIds }: Mandate): Promise<Product[]> {
    return Promise.all(productIds.map((productId) => this.catalogue.productOf(ctx, { productId })));
  }
}
