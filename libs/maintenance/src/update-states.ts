export const UPDATE_STATES = [
  'PLANNED',
  'SCHEDULED',
  'IN_PROGRESS',
  'APPLIED',
  'VERIFIED',
  'FAILED',
  'ROLLED_BACK',
  'DEFERRED',
  'NOT_APPLICABLE',
] as const;
export type UpdateState = (typeof UPDATE_STATES)[number];
