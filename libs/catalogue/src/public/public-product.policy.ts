import type { Policy } from '#libs/platform';
import { PublicProduct } from './public-product.entity.ts';

/** Whoever asks, signed in or not, reads the same: products of vendors that take part. */
export const publicProductPolicy: Policy = (_actor, can) => can('read', PublicProduct, { vendorState: 'ADMITTED' });
