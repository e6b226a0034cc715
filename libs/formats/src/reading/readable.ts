import type { Format } from '../document.ts';

/** Media types (as `recognise` judges them) that there is a reader for. */
export const READABLE_TYPES: readonly string[] = [
  'application/json',
  'application/xml',
  'text/spdx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/pdf',
  'application/pgp-signature',
];
export const isReadable = (mediaType: string): boolean => READABLE_TYPES.includes(mediaType);

/** Whether facts are read out of it that are searched and compared. A PDF or a signature is looked at, no more. */
export const isStructured = (format: Format | null): boolean =>
  format !== null && format !== 'PDF' && format !== 'OPENPGP_SIGNATURE';
