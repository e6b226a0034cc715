export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'UTF-32';

/** Each of the encodings is told from the others by its first bytes: four are enough. */
export const ENCODING_BYTES = 4;

/**
 * What a text is encoded in: by its byte order mark, else by where the zero bytes lie beside a first character that
 * JSON or XML begins with (RFC 4627 §3, XML 1.0 appendix F). Says nothing of whether it is a text at all.
 */
export function encodingOf(head: Uint8Array): { encoding: Encoding; markBytes: number } {
  const [a, b, c, d] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'UTF-8', markBytes: 3 };
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff)) {
    return { encoding: 'UTF-32', markBytes: 4 };
  }
  if (a === 0xff && b === 0xfe) return { encoding: 'UTF-16LE', markBytes: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'UTF-16BE', markBytes: 2 };
  if (beginsDocument(a) && b === 0) return { encoding: c === 0 ? 'UTF-32' : 'UTF-16LE', markBytes: 0 };
  if (a === 0 && beginsDocument(b)) return { encoding: 'UTF-16BE', markBytes: 0 };
  if (a === 0 && b === 0 && c === 0 && beginsDocument(d)) return { encoding: 'UTF-32', markBytes: 0 };
  return { encoding: 'UTF-8', markBytes: 0 };
}

function beginsDocument(byte: number | undefined): boolean {
  return byte === 0x7b || byte === 0x5b || byte === 0x3c;
}
