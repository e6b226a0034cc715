/** Arithmetic of sending a file in parts; nothing here sends anything. */

interface Part {
  number: number;
  sizeBytes: number;
  isReceived: boolean;
}

export const missingParts = <One extends Part>(parts: readonly One[]): One[] =>
  parts.filter(({ isReceived }) => !isReceived);

export const arrivedBytes = (parts: readonly Part[]): number =>
  parts.reduce((sum, { isReceived, sizeBytes }) => sum + (isReceived ? sizeBytes : 0), 0);

/** Where a part lies in its file: from the first byte to the one after its last. */
export function rangeOf(part: Pick<Part, 'number' | 'sizeBytes'>, partSizeBytes: number): [from: number, to: number] {
  const from = (part.number - 1) * partSizeBytes;
  return [from, from + part.sizeBytes];
}

export const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 500;

/**
 * Half a second, doubled each time, with some chance in it so that many senders do not come back at once; never less than
 * the answer asked for. @param chance 0 to 1. @param retryAfter the header, in seconds.
 */
export function pauseAfterMs(attempt: number, retryAfter: string | null, chance: number): number {
  const asked = Number(retryAfter ?? 0) * 1000 || 0;
  return Math.max(asked, FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.75 + chance / 2));
}

/** What a network, a restart or a crowd makes fail; 0 stands for no answer at all. */
export const mayPassLater = (status: number): boolean => status === 0 || status === 429 || status >= 500;

const CONTENT_TYPES: Record<string, string> = {
  json: 'application/json',
  xml: 'application/xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  zip: 'application/zip',
  gz: 'application/gzip',
  tgz: 'application/gzip',
  txt: 'text/plain',
  md: 'text/plain',
  html: 'text/html',
  spdx: 'text/spdx',
  asc: 'application/pgp-signature',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
};

export const extensionOf = (name: string): string => (/\.([^.]+)$/.exec(name)?.[1] ?? '').toLowerCase();

/** What a name claims; the portal judges by the bytes. */
export const contentTypeOf = (name: string): string => CONTENT_TYPES[extensionOf(name)] ?? 'application/octet-stream';
