import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ProductObject, type Product } from '#libs/catalogue';
import type { Id, Page } from '#libs/kernel';
import { Access, checkedPage, CurrentCtx, id, PageArgs, parsedBy, type Ctx } from '#libs/platform';
import type { z } from 'zod';
import { AssetImport } from './asset-import.entity.ts';
import type { ImportRow } from './import-row.ts';
import * as g from './import.graphql.ts';
import type { ImportCounts, ProductInFile } from './import.repository.ts';
import { ImportService } from './import.service.ts';

@Resolver(() => g.AssetImportObject)
export class ImportResolver {
  private readonly imports: ImportService;

  constructor(imports: ImportService) {
    this.imports = imports;
  }

  @Access('read', AssetImport)
  @Query(() => g.AssetImportObject, {
    description:
      'One import of devices; POST a file to /imports/assets, or as a vendor to /imports/installed-base, to begin one.',
  })
  assetImport(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID, description: 'Which.' }, parsedBy(id<'AssetImport'>())) importId: Id<'AssetImport'>,
  ): Promise<AssetImport> {
    return this.imports.find(ctx, importId);
  }

  @Access('read', AssetImport)
  @Query(() => g.AssetImportConnection, { description: "The own organisation's imports of devices, newest first." })
  assetImports(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => PageArgs }, checkedPage) page: PageArgs,
  ): Promise<Page<AssetImport>> {
    return this.imports.list(ctx, page);
  }

  @Access('read', AssetImport)
  @Query(() => g.ImportRowConnection, { description: 'The rows of an import, in their order.' })
  assetImportRows(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.ImportRowsArgs }, parsedBy(g.importRows))
    { importId, verdict, ...page }: z.output<typeof g.importRows>,
  ): Promise<Page<ImportRow>> {
    return this.imports.rows(ctx, importId, verdict ?? null, page);
  }

  @Access('read', AssetImport)
  @Query(() => [g.ImportProductObject], { description: 'Products of an import that were not found by themselves.' })
  assetImportProducts(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.ImportProductsArgs }, parsedBy(g.assetImport)) { importId }: z.output<typeof g.assetImport>,
  ): Promise<ProductInFile[]> {
    return this.imports.products(ctx, importId);
  }

  @Access('make', AssetImport)
  @Mutation(() => g.AssetImportPayload, {
    description: 'Says what the columns of an import are; its rows are checked anew.',
  })
  async mapAssetImport(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.MapAssetImportInput, description: 'Which, and what.' }, parsedBy(g.mapAssetImport))
    { importId, columns }: z.output<typeof g.mapAssetImport>,
  ) {
    return { import: await this.imports.map(ctx, importId, columns) };
  }

  @Access('make', AssetImport)
  @Mutation(() => g.AssetImportPayload, {
    description: 'Checks, or applies, the next rows: again and again, until it is CHECKED or APPLIED.',
  })
  async continueAssetImport(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.AssetImportInput, description: 'Which.' }, parsedBy(g.assetImport))
    { importId }: z.output<typeof g.assetImport>,
  ) {
    return { import: await this.imports.goOn(ctx, importId) };
  }

  @Access('make', AssetImport)
  @Mutation(() => g.AssetImportPayload, { description: 'Says which product a file means; its rows are checked anew.' })
  async chooseImportProduct(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.ChooseImportProductInput, description: 'Which.' }, parsedBy(g.chooseImportProduct))
    { importId, key, productId }: z.output<typeof g.chooseImportProduct>,
  ) {
    return { import: await this.imports.choose(ctx, importId, key, productId) };
  }

  @Access('make', AssetImport)
  @Mutation(() => g.AssetImportPayload, {
    description: 'Keeps a record of a product whose maker is not in Tasuki; the rows are checked anew.',
  })
  async keepImportProduct(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.KeepImportProductInput, description: 'Which.' }, parsedBy(g.keepImportProduct))
    { importId, key, ...facts }: z.output<typeof g.keepImportProduct>,
  ) {
    return { import: await this.imports.keepProduct(ctx, importId, key, facts) };
  }

  @Access('make', AssetImport)
  @Mutation(() => g.AssetImportPayload, {
    description:
      'Lets the rows of an import that was checked become assets, or lines (continueAssetImport); wrong ones are left out.',
  })
  async applyAssetImport(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.AssetImportInput, description: 'Which.' }, parsedBy(g.assetImport))
    { importId }: z.output<typeof g.assetImport>,
  ) {
    return { import: await this.imports.apply(ctx, importId) };
  }

  @Access('make', AssetImport)
  @Mutation(() => g.AssetImportPayload, {
    description: 'Gives an import up that was not applied; its rows are removed.',
  })
  async discardAssetImport(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { type: () => g.AssetImportInput, description: 'Which.' }, parsedBy(g.assetImport))
    { importId }: z.output<typeof g.assetImport>,
  ) {
    return { import: await this.imports.discard(ctx, importId) };
  }

  @ResolveField(() => g.ImportCountsObject, { description: 'What its rows do.' })
  counts(@CurrentCtx() ctx: Ctx, @Parent() one: AssetImport): Promise<ImportCounts> {
    return this.imports.counts(ctx, one);
  }
}

@Resolver(() => g.ImportProductObject)
export class ImportProductResolver {
  private readonly imports: ImportService;

  constructor(imports: ImportService) {
    this.imports = imports;
  }

  @ResolveField(() => [ProductObject], {
    description: 'Products that it may be, by the first word of its name; up to 5.',
  })
  suggestions(@CurrentCtx() ctx: Ctx, @Parent() product: ProductInFile): Promise<Product[]> {
    return this.imports.suggestions(ctx, product);
  }
}
