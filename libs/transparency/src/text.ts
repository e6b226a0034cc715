const SPACE = 0x20;
const NEWLINE = 0x0a;

/** Whether a text may stand in a signed note: encodable as UTF-8, nothing below U+0020 but newlines. */
export const isNoteText = (text: string): boolean =>
  text.isWellFormed() && Buffer.from(text).every((byte) => byte >= SPACE || byte === NEWLINE);

/** Whether a signer may be called so: not empty, no Unicode spaces, no plus signs, no control characters. */
export const isKeyName = (name: string): boolean =>
  name !== '' && isNoteText(name) && !/[+\p{White_Space}]/u.test(name);

/** Standard Base 64 with padding (RFC 4648, section 4). */
export const encodeBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** The bytes, or nothing unless the text is exactly what `encodeBase64` writes: Node alone would skip what it does not know. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
