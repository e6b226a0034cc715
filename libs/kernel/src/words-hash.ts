import { createHash } from 'node:crypto';

/**
 * SHA-256 in hex of words that people wrote. In them people may be named, so the trail holds their hash: who has the words can
 * show that they are the ones.
 * @returns null for no words.
 */
export const wordsSha256 = (words: string | null): string | null =>
  words === null || words === '' ? null : createHash('sha256').update(words).digest('hex');
