import { TasukiError, type ErrorCode } from '#libs/kernel';

const codes = {
  'upload.unknown': 'NOT_FOUND',
  'upload.part_out_of_range': 'INVALID_INPUT',
  'upload.part_too_short': 'INVALID_INPUT',
  'upload.part_too_long': 'INVALID_INPUT',
  'upload.part_in_flight': 'CONFLICT',
  'upload.part_missing': 'CONFLICT',
  'storage.key_invalid': 'INVALID_INPUT',
  'storage.not_found': 'NOT_FOUND',
  'storage.range_not_satisfiable': 'INVALID_INPUT',
  'storage.full': 'UNAVAILABLE',
  'storage.unavailable': 'UNAVAILABLE',
} as const satisfies Record<string, ErrorCode>;

export type StorageReason = keyof typeof codes;

/** What an object store refuses or cannot do. The cause, where there is one, is for the log and never leaves the program. */
export class StorageError extends TasukiError {
  declare readonly reason: StorageReason;

  constructor(reason: StorageReason, message: string, cause?: unknown) {
    super(codes[reason], reason, message);
    this.name = 'StorageError';
    if (cause !== undefined) this.cause = cause;
  }
}

/** The `code` of a system or S3 error; undefined for anything else that was thrown. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
