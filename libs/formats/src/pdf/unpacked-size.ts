import { constants, inflateRawSync } from 'node:zlib';

/** A page scanned in colour at 600 dots per inch has a hundred megabytes; a stream larger than that is no page. */
const MAX_STREAM_BYTES = 110 * 2 ** 20;
const MAX_TOTAL_BYTES = 2 * 2 ** 30;
const ZLIB_HEADER_BYTES = 2;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

/**
 * Whether a PDF is far larger unpacked than any document is. Looks at whatever could be a compressed stream, also where
 * it is none: what it is said to be cannot be trusted.
 */
export function unpacksToTooMuch(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let left = MAX_TOTAL_BYTES;
  for (let at = file.indexOf('stream'); at >= 0 && left > 0; at = file.indexOf('stream', at + 1)) {
    let start = at + 'stream'.length;
    if (file[start] === CARRIAGE_RETURN) start += 1;
    if (file[start] === LINE_FEED) start += 1;
    if (beginsZlib(file[start], file[start + 1])) left -= unpackedBytes(file.subarray(start + ZLIB_HEADER_BYTES));
  }
  return left <= 0;
}

/** RFC 1950: deflate, and a checksum over both bytes. */
function beginsZlib(first = 0, second = 0): boolean {
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}

/** Of what is no deflate after all, the most that it may have cost, lest many of them cost hours. */
function unpackedBytes(deflated: Uint8Array): number {
  try {
    const options = { maxOutputLength: MAX_STREAM_BYTES, finishFlush: constants.Z_SYNC_FLUSH };
    return inflateRawSync(deflated, options).length;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? Infinity : MAX_STREAM_BYTES;
  }
}
