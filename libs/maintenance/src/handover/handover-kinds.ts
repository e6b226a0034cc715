export const HANDOVER_KINDS = ['SOLD', 'GIVEN', 'LENT', 'RETURNED'] as const;
export type HandoverKind = (typeof HANDOVER_KINDS)[number];
