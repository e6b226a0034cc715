import { Args, Query, Resolver } from '@nestjs/graphql';
import type { z } from 'zod';
import { Access, CurrentCtx, parsedBy, type Ctx } from '#libs/platform';
import { VendorFigures } from './vendor-figures.ts';
import * as g from './vendor-figures.graphql.ts';
import { VendorFiguresService } from './vendor-figures.service.ts';

@Resolver()
export class VendorFiguresResolver {
  private readonly figures: VendorFiguresService;

  constructor(figures: VendorFiguresService) {
    this.figures = figures;
  }

  @Access('read', VendorFigures)
  @Query(() => g.VendorFiguresObject, {
    description: 'How a vendor deals with requests: for itself, and for hospitals that deal with it.',
  })
  vendorFigures(
    @CurrentCtx() ctx: Ctx,
    @Args({ type: () => g.VendorFiguresArgs }, parsedBy(g.vendorFigures))
    { vendorId, period }: z.output<typeof g.vendorFigures>,
  ): Promise<VendorFigures> {
    return this.figures.of(ctx, vendorId, period);
  }
}
