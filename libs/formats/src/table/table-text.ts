import { encodingOf } from '../encoding.ts';
import { TableRefusal } from './table.ts';

const ESCAPE = 0x1b;
const HALF_WIDTH_KATAKANA = /[\uff61-\uff9f]/g;

/**
 * The text of a CSV file in UTF-8 or Shift_JIS, the two that spreadsheets in Japan write.
 * @throws TableRefusal `formats.table_encoding`, naming the encoding where it can be told.
 */
export function tableText(bytes: Uint8Array): string {
  const { encoding, markBytes } = encodingOf(bytes.subarray(0, 4));
  if (encoding !== 'UTF-8') throw wrongEncoding(encoding);
  if (isIso2022(bytes)) throw wrongEncoding('ISO-2022-JP');
  const unicode = decoded(bytes.subarray(markBytes), 'utf-8');
  if (unicode !== null) {
    if (unicode.includes('\0')) throw wrongEncoding('UTF-16');
    return unicode;
  }
  const japanese = decoded(bytes, 'shift_jis');
  if (isEucJp(bytes, japanese)) throw wrongEncoding('EUC-JP');
  if (japanese === null) throw wrongEncoding(null);
  return japanese;
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** `ESC $ B`, `ESC $ @` or `ESC ( J`: it consists of bytes that ASCII has too. */
function isIso2022(bytes: Uint8Array): boolean {
  const at = bytes.indexOf(ESCAPE);
  return at >= 0 && (bytes[at + 1] === 0x24 || bytes[at + 1] === 0x28);
}

/** Read as Shift_JIS, its kanji are pairs of half-width katakana, of which real texts have few. */
function isEucJp(bytes: Uint8Array, asShiftJis: string | null): boolean {
  const asEuc = decoded(bytes, 'euc-jp');
  if (asEuc === null) return false;
  if (asShiftJis === null) return true;
  const strange = asShiftJis.match(HALF_WIDTH_KATAKANA)?.length ?? 0;
  const wide = [...asEuc].filter((character) => character > '\u007f').length;
  return wide > 0 && strange > wide;
}

function wrongEncoding(encoding: string | null): TableRefusal {
  const found = encoding === null ? 'in an encoding that is not known here' : `in ${encoding}`;
  return new TableRefusal(
    'formats.table_encoding',
    `The file is ${found}. Save it as CSV in UTF-8 or Shift_JIS, or as .xlsx.`,
  );
}
