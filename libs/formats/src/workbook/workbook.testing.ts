import { crc32, deflateRawSync } from 'node:zlib';

/** A file in an archive; what is given beside its data contradicts the truth on purpose. */
export interface TestEntry {
  name: string;
  data: Uint8Array | string;
  isStored?: boolean;
  method?: number;
  flags?: number;
  checksum?: number;
  /** As declared in the directory. */
  bytes?: number;
  packedBytes?: number;
  /** The name in front of the data. */
  localName?: string;
  /** Where the directory says that it lies: at that entry's place. */
  at?: number;
  /** Sizes and place are written in the large form. */
  isWide?: boolean;
}

export interface TestArchive {
  count?: number;
  /** Added to where the directory is said to begin. */
  shift?: number;
  isWide?: boolean;
  comment?: string;
  /** Appended behind everything. */
  behind?: Uint8Array;
}

/** An archive written by hand, byte by byte, so that it can lie. */
export function zip(entries: TestEntry[], archive: TestArchive = {}): Uint8Array<ArrayBuffer> {
  const places: number[] = [];
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const raw = Buffer.from(entry.data as Uint8Array);
    const packed = entry.isStored ? raw : deflateRawSync(raw);
    const method = entry.method ?? (entry.isStored ? 0 : 8);
    const localName = Buffer.from(entry.localName ?? entry.name, 'latin1');
    const local = Buffer.alloc(30);
    local.write('PK\x03\x04', 'latin1');
    local.writeUInt16LE(method, 8);
    local.writeUInt16LE(localName.length, 26);
    places.push(offset);
    files.push(local, localName, packed);
    directory.push(
      centralHeader(entry, { method, raw, packedBytes: packed.length, at: places[entry.at ?? -1] ?? offset }),
    );
    offset += 30 + localName.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const count = archive.count ?? entries.length;
  const start = offset + (archive.shift ?? 0);
  return Uint8Array.from(
    Buffer.concat([
      ...files,
      central,
      ...endRecords(archive, { count, start, bytes: central.length, at: offset + central.length }),
    ]),
  );
}

function centralHeader(
  entry: TestEntry,
  { method, raw, packedBytes, at }: { method: number; raw: Buffer; packedBytes: number; at: number },
): Buffer {
  const name = Buffer.from(entry.name, 'latin1');
  const header = Buffer.alloc(46);
  const bytes = entry.bytes ?? raw.length;
  header.write('PK\x01\x02', 'latin1');
  header.writeUInt16LE(entry.flags ?? 0, 8);
  header.writeUInt16LE(method, 10);
  header.writeUInt32LE(entry.checksum ?? crc32(raw), 16);
  header.writeUInt32LE(entry.isWide ? 0xffffffff : (entry.packedBytes ?? packedBytes), 20);
  header.writeUInt32LE(entry.isWide ? 0xffffffff : bytes, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(entry.isWide ? 0xffffffff : at, 42);
  if (!entry.isWide) return Buffer.concat([header, name]);

  const extra = Buffer.alloc(32);
  extra.writeUInt32LE(0x00005455, 0);
  extra.writeUInt16LE(0x0001, 4);
  extra.writeUInt16LE(24, 6);
  extra.writeBigUInt64LE(BigInt(bytes), 8);
  extra.writeBigUInt64LE(BigInt(entry.packedBytes ?? packedBytes), 16);
  extra.writeBigUInt64LE(BigInt(at), 24);
  header.writeUInt16LE(extra.length, 30);
  return Buffer.concat([header, name, extra]);
}

function endRecords(
  { isWide = false, comment = '', behind = new Uint8Array(0) }: TestArchive,
  { count, start, bytes, at }: { count: number; start: number; bytes: number; at: number },
): Buffer[] {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(isWide ? 0xffff : count % 0x10000, 10);
  end.writeUInt32LE(isWide ? 0xffffffff : bytes, 12);
  end.writeUInt32LE(isWide ? 0xffffffff : start, 16);
  end.writeUInt16LE(comment.length, 20);
  const tail = [end, Buffer.from(comment, 'latin1'), Buffer.from(behind)];
  if (!isWide) return tail;

  const wide = Buffer.alloc(56);
  wide.write('PK\x06\x06', 'latin1');
  wide.writeBigUInt64LE(BigInt(count), 32);
  wide.writeBigUInt64LE(BigInt(bytes), 40);
  wide.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(BigInt(at), 8);
  return [wide, locator, ...tail];
}

/** What stands in a cell: a text, or XML of one's own as `<c …>`. */
export type TestCell = string | { xml: string } | null;

export interface TestSheet {
  name: string;
  state?: 'hidden' | 'veryHidden';
  rows: (TestCell[] | null)[];
  merges?: string[];
  /** The whole part, instead of rows. */
  xml?: string;
}

export interface TestWorkbook {
  sharedStrings?: string;
  styles?: string;
  workbookPr?: string;
  /** Parts added, or put in place of those that would be there; null takes one away. */
  parts?: Record<string, string | Uint8Array | null>;
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`).replaceAll('\r', '&#13;');

/** The parts of a workbook as spreadsheet programs write them, texts in the cells themselves. */
export function workbookParts(sheets: TestSheet[], options: TestWorkbook = {}): Record<string, string | Uint8Array> {
  const relationship = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONSHIPS}/${type}" Target="${target}"/>`;
  const extra = [
    options.sharedStrings === undefined ? '' : relationship('strings', 'sharedStrings', '/xl/sharedStrings.xml'),
    options.styles === undefined ? '' : relationship('styles', 'styles', 'styles.xml'),
  ];
  const parts: Record<string, string | Uint8Array | null> = {
    '[Content_Types].xml':
      '<Types><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>' +
      '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    '_rels/.rels': `<Relationships>${relationship('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${RELATIONSHIPS}">${options.workbookPr ?? ''}<sheets>${sheets
      .map(({ name, state }, index) => {
        const hidden = state === undefined ? '' : ` state="${state}"`;
        return `<sheet name="${escaped(name)}" sheetId="${index + 1}"${hidden} r:id="sheet${index + 1}"/>`;
      })
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map((_, index) => relationship(`sheet${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`))
      .concat(extra)
      .join('')}</Relationships>`,
    ...(options.sharedStrings !== undefined && { 'xl/sharedStrings.xml': options.sharedStrings }),
    ...(options.styles !== undefined && { 'xl/styles.xml': options.styles }),
    ...Object.fromEntries(sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet)])),
    ...options.parts,
  };
  return Object.fromEntries(
    Object.entries(parts).filter((part): part is [string, string | Uint8Array] => part[1] !== null),
  );
}

function sheetXml({ rows, merges = [], xml }: TestSheet): string {
  if (xml !== undefined) return xml;
  const list = rows.map((cells, index) => {
    const row = index + 1;
    const list = (cells ?? []).map((cell, column) => {
      if (cell === null) return '';
      if (typeof cell !== 'string') return cell.xml;
      const address = `${String.fromCharCode(65 + column)}${row}`;
      return `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
    });
    return cells === null ? '' : `<row r="${row}">${list.join('')}</row>`;
  });
  const merged = merges.map((range) => `<mergeCell ref="${range}"/>`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet ${MAIN}><sheetData>${list.join('')}</sheetData><mergeCells>${merged}</mergeCells></worksheet>`;
}

export function archiveOf(parts: Record<string, string | Uint8Array>, archive?: TestArchive): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(parts).map(([name, data]) => ({ name, data }));
  return zip(entries, archive);
}

export function workbookOf(sheets: TestSheet[], options?: TestWorkbook): Uint8Array<ArrayBuffer> {
  return archiveOf(workbookParts(sheets, options));
}
