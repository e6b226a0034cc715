import type { Enumeration } from '../../app/graphql.ts';

export const TRANSFER_TONE = {
  NEGOTIATING: 'notice',
  ACCEPTED: 'notice',
  HALF_SIGNED: 'warning',
  SIGNED: 'good',
} as const satisfies Record<Enumeration<'TransferState'>, string>;

export const ITEM_TONE = {
  PROPOSED: 'notice',
  ACCEPTED: 'good',
  CONTESTED: 'warning',
  REPLACED: 'quiet',
  WITHDRAWN: 'quiet',
} as const satisfies Record<Enumeration<'TransferItemState'>, string>;
