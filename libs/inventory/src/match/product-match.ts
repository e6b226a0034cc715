import type { Id } from '#libs/kernel';

export const MATCH_BASES = ['GTIN', 'APPROVAL_NUMBER', 'NAME'] as const;
export type MatchBasis = (typeof MATCH_BASES)[number];

/** A release that the hospital noted, and devices that run it. */
export interface NotedVersion {
  outsideReleaseId: Id<'Release'>;
  version: string;
  assets: number;
  devices: number;
  /** The vendor's release of the same name; null: the hospital says which. */
  releaseId: Id<'Release'> | null;
}

/**
 * What a hospital keeps a record of may be a product that its maker has registered since: the hospital confirms that, or
 * rejects it for good. Nothing is kept of it before: it follows from what the hospital may read.
 */
export class ProductMatch {
  hospitalId!: Id<'Organisation'>;
  outsideProductId!: Id<'Product'>;
  productId!: Id<'Product'>;
  /** The strongest: a name alone may be another maker's as well. */
  basis!: MatchBasis;
  versions!: NotedVersion[];
}
