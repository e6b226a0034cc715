import type { Policy } from '#libs/platform';
import { PublicPublication } from './public-publication.entity.ts';

/** Whoever asks, signed in or not, reads the same: what vendors that take part published for everybody. */
export const publicPublicationPolicy: Policy = (_actor, can) =>
  can('read', PublicPublication, {
    tlp: 'CLEAR',
    state: { $in: ['PUBLISHED', 'WITHDRAWN'] },
    vendorState: 'ADMITTED',
  });
