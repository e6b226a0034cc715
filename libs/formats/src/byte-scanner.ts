import type { Finding, FindingReason, Place } from './finding.ts';

/** Containers or elements within each other. Real documents hold a few dozen; the limit bounds what a scanner remembers. */
export const MAX_NESTING = 1_000;

const LINE_FEED = 0x0a;
const NOTHING = new Uint8Array(256);

/** Stops a scanner at the first thing that is wrong. */
export class Malformed extends Error {
  readonly reason: FindingReason;
  readonly place: Place;

  constructor(reason: FindingReason, place: Place, detail: string) {
    super(detail);
    this.reason = reason;
    this.place = place;
  }

  toFinding(): Finding {
    return { severity: 'ERROR', reason: this.reason, place: this.place, detail: this.message };
  }
}

/** A table of the bytes from `first` to `last` without those of `except`, for `ByteScanner.plain`. */
export function bytesOf(first: number, last: number, except: string): Uint8Array {
  const table = new Uint8Array(256).fill(1, first, last + 1);
  for (const character of except) table[character.charCodeAt(0)] = 0;
  return table;
}

/**
 * Reads a UTF-8 text of any length piece by piece in constant memory: checks the encoding, counts lines and columns,
 * and hands each byte to `take`. All of its methods throw Malformed.
 */
export abstract class ByteScanner {
  /** ASCII bytes (no line feed) that change nothing in the scanner's present state, and are skipped at speed. */
  protected plain: Uint8Array = NOTHING;
  private line = 1;
  private column = 0;
  private continuations = 0;
  private lowest = 0x80;
  private highest = 0xbf;

  protected abstract take(byte: number): void;
  protected abstract finish(): void;

  write(chunk: Uint8Array): void {
    const length = chunk.length;
    let index = 0;
    while (index < length) {
      if (this.continuations === 0) {
        const from = index;
        const plain = this.plain;
        while (index < length && plain[chunk[index] as number] === 1) index++;
        this.column += index - from;
        if (index === length) return;
      }
      const byte = chunk[index++] as number;
      if (byte >= 0x80 || this.continuations > 0) this.checkEncoding(byte);
      else this.column++;
      this.take(byte);
      if (byte === LINE_FEED) {
        this.line++;
        this.column = 0;
      }
    }
  }

  end(): void {
    if (this.continuations > 0) this.failEncoding('The text ends in the middle of a character.');
    this.column++;
    this.finish();
  }

  protected fail(reason: FindingReason, detail: string): never {
    throw new Malformed(reason, { line: this.line, column: Math.max(1, this.column) }, detail);
  }

  /** RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. */
  private checkEncoding(byte: number): void {
    if (this.continuations > 0) {
      if (byte < this.lowest || byte > this.highest) this.failEncoding('The bytes here are not UTF-8.');
      this.lowest = 0x80;
      this.highest = 0xbf;
      this.continuations--;
      return;
    }
    this.column++;
    if (byte >= 0xc2 && byte <= 0xdf) this.continuations = 1;
    else if (byte >= 0xe0 && byte <= 0xef) this.continuations = 2;
    else if (byte >= 0xf0 && byte <= 0xf4) this.continuations = 3;
    else this.failEncoding('The bytes here are not UTF-8.');

    if (byte === 0xe0) this.lowest = 0xa0;
    else if (byte === 0xed) this.highest = 0x9f;
    else if (byte === 0xf0) this.lowest = 0x90;
    else if (byte === 0xf4) this.highest = 0x8f;
  }

  private failEncoding(detail: string): never {
    this.fail('formats.encoding_is_not_utf8', detail);
  }
}

/** The byte as a person would name it: quoted where it prints, else as a number. */
export function nameOf(byte: number): string {
  return byte > 0x20 && byte < 0x7f
    ? `"${String.fromCharCode(byte)}"`
    : `the byte 0x${byte.toString(16).padStart(2, '0')}`;
}
