import { walkXml, type XmlHandler } from './xml-part.ts';

/** What a spreadsheet program lets a cell hold. */
export const MAX_CELL_TEXT = 32_767;
/** One character may be written as `_x000D_`. */
const MAX_WRITTEN = 7 * MAX_CELL_TEXT;

export interface GatheredText {
  text: string;
  /** It was longer than a cell can hold. */
  isCut: boolean;
}

/**
 * Gathers the text of one cell from its pieces: plain, or in runs of different looks. Readings printed above Japanese
 * words (`rPh`) are not part of the text.
 */
export class TextGatherer {
  private written = '';
  private isCut = false;

  take(piece: string, name: string, parent: string): void {
    if (name === 't' && parent !== 'rPh') this.add(piece);
  }

  add(piece: string): void {
    const room = MAX_WRITTEN - this.written.length;
    if (piece.length > room) this.isCut = true;
    if (room > 0) this.written += piece.slice(0, room);
  }

  gathered(): GatheredText {
    const text = unescaped(this.written);
    return { text: plainText(text.slice(0, MAX_CELL_TEXT)), isCut: this.isCut || text.length > MAX_CELL_TEXT };
  }
}

/** The texts of the workbook that its cells refer to by number. @throws Refusal */
export function readSharedTexts(part: string, bytes: Uint8Array): GatheredText[] {
  const texts: GatheredText[] = [];
  let gatherer = new TextGatherer();
  const handler: XmlHandler = {
    open(name, parent) {
      if (name === 'si' && parent === 'sst') gatherer = new TextGatherer();
    },
    text: (piece, name, parent) => gatherer.take(piece, name, parent),
    close(name, parent) {
      if (name === 'si' && parent === 'sst') texts.push(gatherer.gathered());
    },
  };
  walkXml(part, bytes, handler);
  return texts;
}

/** Tabs and line ends are kept; other characters that only control a device, and halves of characters, are not. */
export function plainText(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]/gu, '').toWellFormed();
}

/** Spreadsheet programs write characters that XML cannot hold as `_x000D_`, and what only looks so as `_x005F_x000D_`. */
function unescaped(written: string): string {
  return written.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** The same the other way round, for a text to be written. */
export function escapedText(text: string): string {
  const unlike = text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
  // Line feeds and tabs pass; a carriage return alone would come back as a line feed.
  const plain = unlike.replace(/[^\P{Cc}\t\n]|[\ufffe\uffff]|\p{Cs}/gu, (character) => {
    return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
  });
  return plain.replace(/[&<>"]/g, (character) => XML_ESCAPES[character] ?? character);
}

const XML_ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
