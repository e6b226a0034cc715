import { Refusal } from './refusal.ts';

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const END_OF_DIRECTORY_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const END_64_BYTES = 56;
const LOCATOR_BYTES = 20;
const MAX_COMMENT_BYTES = 0xffff;
const SIZES_64 = 0x0001;
const IS_ENCRYPTED = 0x01;
const STORED = 0;
const DEFLATED = 8;
/** Real workbooks hold some dozens. */
const MAX_ENTRIES = 10_000;

/** A file in the archive, as the directory describes it; only where it lies was checked. */
export interface Entry {
  name: string;
  isDeflated: boolean;
  checksum: number;
  declaredBytes: number;
  data: Uint8Array;
}

interface Header extends Omit<Entry, 'data'> {
  at: number;
  rawName: Uint8Array;
  packedBytes: number;
}

/**
 * The files of an archive by name, without unpacking any. Everything that lets two programs see different files is
 * refused: a directory that does not fill its place, names twice or other than in front of the data, data that overlaps.
 * @throws Refusal
 */
export function readDirectory(bytes: Uint8Array): Map<string, Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = locateDirectory(view);
  if (directory.count > MAX_ENTRIES) {
    const detail = `The archive holds ${directory.count} files; up to ${MAX_ENTRIES} are read.`;
    throw new Refusal('formats.workbook_too_large', detail);
  }
  const headers = readHeaders(bytes, view, directory).toSorted((a, b) => a.at - b.at);
  const entries = new Map<string, Entry>();
  headers.forEach((header, index) => {
    const entry = locateData(bytes, view, header, Math.min(headers[index + 1]?.at ?? Infinity, directory.start));
    const name = partName(entry.name);
    if (entries.has(name)) broken(`The archive holds ${quoted(entry.name)} twice.`);
    if (!name.endsWith('/')) entries.set(name, entry);
  });
  return entries;
}

/** Names of parts are equal regardless of case (ISO/IEC 29500-2); some programs write backslashes. */
export function partName(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase();
}

interface Directory {
  start: number;
  end: number;
  count: number;
}

function locateDirectory(view: DataView): Directory {
  const at = endRecord(view);
  const directory = {
    start: view.getUint32(at + 16, true),
    end: view.getUint32(at + 16, true) + view.getUint32(at + 12, true),
    count: view.getUint16(at + 10, true),
  };
  const locator = at - LOCATOR_BYTES;
  if (locator >= 0 && view.getUint32(locator, true) === LOCATOR_64) return locateDirectory64(view, locator);
  if (directory.end !== at) broken("The archive's directory does not lie where its end says.");
  return directory;
}

/** The end record ends the file: an archive with anything behind it can be read in two ways. */
function endRecord(view: DataView): number {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT_BYTES); at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY && at + view.getUint16(at + 20, true) === last) return at;
  }
  return broken('The directory that ends the archive is missing: the file is cut off, or something follows it.');
}

/** Some programs write the large form however small the archive is. */
function locateDirectory64(view: DataView, locator: number): Directory {
  const at = locator - END_64_BYTES;
  if (uint64(view, locator + 8) !== at || view.getUint32(at, true) !== END_OF_DIRECTORY_64) {
    broken("The archive's directory does not lie where its end says.");
  }
  const start = uint64(view, at + 48);
  const end = start + uint64(view, at + 40);
  if (end !== at) broken("The archive's directory does not lie where its end says.");
  return { start, end, count: uint64(view, at + 32) };
}

function readHeaders(bytes: Uint8Array, view: DataView, { start, end, count }: Directory): Header[] {
  const headers: Header[] = [];
  let at = start;
  while (at < end) {
    if (at + CENTRAL_BYTES > end || view.getUint32(at, true) !== CENTRAL_HEADER)
      broken("The archive's directory is damaged.");
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const next = at + CENTRAL_BYTES + nameBytes + extraBytes + view.getUint16(at + 32, true);
    if (next > end || headers.length === count) broken("The archive's directory is damaged.");
    headers.push(readHeader(bytes, view, at, nameBytes, extraBytes));
    at = next;
  }
  if (headers.length !== count) broken(`The archive lists ${headers.length} files and says that there are ${count}.`);
  return headers;
}

function readHeader(bytes: Uint8Array, view: DataView, at: number, nameBytes: number, extraBytes: number): Header {
  const rawName = bytes.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameBytes);
  // Names of parts are ASCII; latin1 keeps all others apart.
  const name = new TextDecoder('latin1').decode(rawName);
  if ((view.getUint16(at + 8, true) & IS_ENCRYPTED) !== 0) {
    throw new Refusal('formats.workbook_encrypted', `${quoted(name)} in the archive is encrypted.`);
  }
  const method = view.getUint16(at + 10, true);
  if (method !== STORED && method !== DEFLATED) broken(`${quoted(name)} is packed in a way that no workbook uses.`);

  const wide = wideNumbers(view, at + CENTRAL_BYTES + nameBytes, extraBytes);
  const number = (value: number) => (value === 0xffffffff ? (wide.shift() ?? value) : value);
  // The order in which the extra field holds those that do not fit.
  const declaredBytes = number(view.getUint32(at + 24, true));
  const packedBytes = number(view.getUint32(at + 20, true));
  const localAt = number(view.getUint32(at + 42, true));
  const checksum = view.getUint32(at + 16, true);
  return { name, rawName, isDeflated: method === DEFLATED, checksum, declaredBytes, packedBytes, at: localAt };
}

function wideNumbers(view: DataView, from: number, extraBytes: number): number[] {
  let at = from;
  while (at + 4 <= from + extraBytes) {
    const bytes = view.getUint16(at + 2, true);
    if (at + 4 + bytes > from + extraBytes) break;
    if (view.getUint16(at, true) === SIZES_64) {
      return Array.from({ length: Math.min(3, bytes >> 3) }, (_, index) => uint64(view, at + 4 + 8 * index));
    }
    at += 4 + bytes;
  }
  return [];
}

function locateData(bytes: Uint8Array, view: DataView, header: Header, limit: number): Entry {
  const { at, rawName, packedBytes, ...entry } = header;
  if (at + LOCAL_BYTES > limit || view.getUint32(at, true) !== LOCAL_HEADER) {
    broken(`${quoted(entry.name)} does not lie where the archive's directory says.`);
  }
  const nameEnd = at + LOCAL_BYTES + view.getUint16(at + 26, true);
  const start = nameEnd + view.getUint16(at + 28, true);
  if (start + packedBytes > limit) broken(`${quoted(entry.name)} overlaps what follows it in the archive.`);
  if (Buffer.compare(bytes.subarray(at + LOCAL_BYTES, nameEnd), rawName) !== 0) {
    broken(`${quoted(entry.name)} has another name in front of its data.`);
  }
  return { ...entry, data: bytes.subarray(start, start + packedBytes) };
}

/** Beyond 2^53 it is no longer exact, and larger than any file all the same. */
function uint64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

function quoted(name: string): string {
  return `"${name.slice(0, 80)}"`;
}

function broken(detail: string): never {
  throw new Refusal('formats.workbook_archive_broken', detail);
}
