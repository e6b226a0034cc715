import { Malformed } from './byte-scanner.ts';
import { ENCODING_BYTES, encodingOf } from './encoding.ts';
import type { Finding } from './finding.ts';
import { JsonScanner } from './json-scanner.ts';
import { XmlScanner } from './xml-scanner.ts';

export type CheckedType = 'application/json' | 'application/xml';

/**
 * Reads a whole document in constant memory and finds the first thing that makes it no well-formed JSON or XML in
 * UTF-8 (an ERROR), or nothing. Stops reading there.
 */
export async function checkWellFormed(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  type: CheckedType,
): Promise<Finding[]> {
  const scanner = type === 'application/json' ? new JsonScanner() : new XmlScanner();
  try {
    for await (const chunk of withWholeStart(chunks, withoutMark)) scanner.write(chunk);
    scanner.end();
    return [];
  } catch (error) {
    if (error instanceof Malformed) return [error.toFinding()];
    throw error;
  }
}

/** Gives `begin` enough first bytes to tell the encoding, however finely the chunks are cut. */
async function* withWholeStart(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  begin: (start: Uint8Array) => Uint8Array,
): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | undefined = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (start === undefined) {
      yield chunk;
      continue;
    }
    const joined: Uint8Array = new Uint8Array(start.length + chunk.length);
    joined.set(start);
    joined.set(chunk, start.length);
    start = joined;
    if (start.length < ENCODING_BYTES) continue;
    yield begin(start);
    start = undefined;
  }
  if (start !== undefined) yield begin(start);
}

function withoutMark(start: Uint8Array): Uint8Array {
  const { encoding, markBytes } = encodingOf(start);
  if (encoding !== 'UTF-8') throw notUtf8(encoding);
  return start.subarray(markBytes);
}

export function notUtf8(encoding: string): Malformed {
  const detail = `The document is in ${encoding}; only UTF-8 is taken. Save it as UTF-8.`;
  return new Malformed('formats.encoding_is_not_utf8', { line: 1, column: 1 }, detail);
}

/** Both formats let a reader overlook it, but some readers do not. */
export function byteOrderMark(): Finding {
  return {
    severity: 'HINT',
    reason: 'formats.byte_order_mark',
    place: { line: 1, column: 1 },
    detail: 'The document begins with a byte order mark, which some programs cannot read.',
  };
}
