import { quoted, type Refusal } from './refusal.ts';

/** Digits in hexadecimal of what people copy from a list of checksums. */
const DIGITS = new Map([
  ['md5', 32],
  ['sha1', 40],
  ['sha224', 56],
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);
const ALGORITHMS = new Map(Array.from(DIGITS, ([algorithm, digits]) => [digits, algorithm]));

const EXAMPLE = `For example: sha256:${'0123456789abcdef'.repeat(4)}.`;

/**
 * Reads a hash that somebody looks for as `sha256:0a1b…`: with the algorithm in any spelling before `:`, as
 * subresource integrity (`sha512-` and base64), or bare, when its length tells the algorithm.
 */
export function readHash(text: string): string | Refusal {
  const [, written = '', hex] = /^(?:([a-z][a-z0-9_/-]*) ?: ?)?([0-9a-f]+)$/i.exec(text) ?? [];
  if (hex !== undefined) return hashOf(written.toLowerCase().replace(/[^a-z0-9]/g, ''), hex.toLowerCase());
  const [, algorithm, base64 = ''] = /^(sha\d{3})-([a-z0-9+/]+={0,2})$/i.exec(text) ?? [];
  if (algorithm !== undefined) return hashOf(algorithm.toLowerCase(), Buffer.from(base64, 'base64').toString('hex'));
  return {
    refused: `${quoted(text)} is no hash in hexadecimal.`,
    advice: `Write the algorithm, ":" and digits. ${EXAMPLE}`,
  };
}

function hashOf(algorithm: string, hex: string): string | Refusal {
  const guessed = algorithm || ALGORITHMS.get(hex.length);
  if (guessed === undefined) {
    const refused = `A hash of ${hex.length} digits is of no algorithm that its length tells.`;
    return { refused, advice: `Copy the whole hash, or name its algorithm before it. ${EXAMPLE}` };
  }
  const digits = DIGITS.get(guessed) ?? hex.length;
  if (digits === hex.length) return `${guessed}:${hex}`;
  const refused = `A hash of ${guessed} has ${digits} digits, not ${hex.length}.`;
  return { refused, advice: `Copy the whole hash, or name another algorithm. ${EXAMPLE}` };
}
