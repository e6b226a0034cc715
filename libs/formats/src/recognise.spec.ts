import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { crc32, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recognise, type Recognition } from './index.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const EDGE_BYTES = 65_536;
const unnamed = { name: 'file', contentType: 'application/octet-stream' };
const named = (name: string) => ({ name, contentType: '' });
const judge = (bytes: Uint8Array | string, declared = unnamed) => {
  const whole = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  return recognise(whole.subarray(0, EDGE_BYTES), declared, whole.subarray(-EDGE_BYTES));
};
const reasons = ({ findings }: Recognition) => findings.map(({ severity, reason }) => `${severity} ${reason}`);

/** An archive of stored files. With `isStreamed` sizes follow the data, as programs write that cannot seek back. */
function zip(
  files: Record<string, Uint8Array | string>,
  { isStreamed = false, order = Object.keys(files) } = {},
): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const name of order) {
    const data = Buffer.from(files[name] as Uint8Array);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(isStreamed ? 8 : 0, 2);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(name.length, 22);

    const ahead = Buffer.from(common);
    if (isStreamed) ahead.fill(0, 10, 22);
    const descriptor = Buffer.alloc(isStreamed ? 16 : 0);
    if (isStreamed) descriptor.write('PK\x07\x08', 0, 'latin1');
    const entry = Buffer.concat([Buffer.from('PK\x03\x04'), ahead, Buffer.from(name), data, descriptor]);

    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, rest, Buffer.from(name)]));
    local.push(entry);
    offset += entry.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(order.length, 8);
  end.writeUInt16LE(order.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

const workbook = { '[Content_Types].xml': '<Types/>', '_rels/.rels': '<R/>', 'xl/workbook.xml': '<workbook/>' };

describe('the bytes say what a file is', () => {
  it.each<[string, string | Uint8Array, string, boolean]>([
    ['a JSON object', '\n {"bomFormat": "CycloneDX"}', 'application/json', true],
    ['a JSON array', '[1, 2]', 'application/json', true],
    ['XML with a declaration', '<?xml version="1.0"?><bom/>', 'application/xml', true],
    ['XML without one', '<!-- x -->\n<bom xmlns="x"/>', 'application/xml', true],
    ['an SPDX tag-value document', '# made by hand\nSPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\n', 'text/spdx', true],
    ['a workbook', zip(workbook), XLSX, true],
    ['another archive', zip({ 'readme.txt': 'hello' }), 'application/zip', false],
    ['an archive with nothing in it', zip({}), 'application/zip', false],
    ['a PDF', '%PDF-1.7\n%\xe2\xe3', 'application/pdf', false],
    ['a PDF behind some bytes', Buffer.from('\x00\x01%PDF-1.4 \xff', 'latin1'), 'application/pdf', false],
    ['gzip', gzipSync('{}'), 'application/gzip', false],
    ['PNG', Buffer.from('\x89PNG\r\n\x1a\n\0', 'latin1'), 'image/png', false],
    ['JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0), 'image/jpeg', false],
    ['an OLE file', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), 'application/x-ole-storage', false],
    ['a PGP signature', '-----BEGIN PGP SIGNATURE-----\n\niQ', 'application/pgp-signature', false],
    ['a PGP key', '-----BEGIN PGP PUBLIC KEY BLOCK-----\n', 'application/pgp-keys', false],
    ['a PGP message', '-----BEGIN PGP MESSAGE-----\n', 'application/pgp-encrypted', false],
    ['HTML', '<!DOCTYPE html>\n<html><p>x', 'text/html', false],
    ['HTML without a type', '<html><head><meta charset="utf-8"></head>', 'text/html', false],
    ['plain text', 'Install the update.\r\nThen restart. 再起動', 'text/plain', false],
    ['a log that begins like JSON', '[INFO] started', 'text/plain', false],
    ['a number', '42', 'text/plain', false],
    ['unknown bytes', Uint8Array.of(1, 2, 3, 0, 255), 'application/octet-stream', false],
    ['text in Shift_JIS', Uint8Array.of(0x8d, 0xc4, 0x8b, 0x4e, 0x93, 0xae), 'application/octet-stream', false],
  ])('%s', (_what, bytes, mediaType, machineReadable) => {
    expect(judge(bytes)).toMatchObject({ mediaType, machineReadable });
    expect(judge(bytes).findings.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
  });

  it('whatever the name and content type say', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('.json', '.xml', '.xlsx', '.pdf', ''),
        fc.string(),
        (name, end, contentType) => {
          const declared = { name: name + end, contentType };
          expect(judge('{"a": 1}', declared).mediaType).toBe('application/json');
          expect(judge('<a/>', declared).mediaType).toBe('application/xml');
          expect(judge(zip(workbook), declared).mediaType).toBe(XLSX);
          expect(judge('%PDF-1.7', declared).mediaType).toBe('application/pdf');
        },
      ),
    );
  });

  it('also when only the beginning of a long document is there', () => {
    const json = Buffer.from(JSON.stringify(Array.from({ length: 9_000 }, () => '日本語')));
    const xml = Buffer.from(`<bom>${'<component name="é"/>'.repeat(9_000)}</bom>`);
    for (const length of [EDGE_BYTES, EDGE_BYTES + 1, EDGE_BYTES + 2]) {
      expect(recognise(json.subarray(0, length), named('a.json'))).toMatchObject({
        mediaType: 'application/json',
        findings: [],
      });
      expect(recognise(xml.subarray(0, length), named('a.xml'))).toMatchObject({
        mediaType: 'application/xml',
        findings: [],
      });
    }
  });
});

describe('a workbook', () => {
  it('is recognised whatever the order of its files, however long, streamed or not', () => {
    const large = {
      ...workbook,
      'docProps/thumbnail.jpeg': Buffer.alloc(200_000, 7),
      'xl/media/1.png': Buffer.alloc(200_000),
    };
    for (const isStreamed of [false, true]) {
      for (const order of [Object.keys(large), Object.keys(large).reverse()]) {
        expect(judge(zip(large, { isStreamed, order }), named('mds2.xlsx'))).toEqual({
          mediaType: XLSX,
          machineReadable: true,
          findings: [],
        });
      }
    }
  });

  it('is told from an archive that holds a workbook, and from other office files', () => {
    const wrapped = zip({ 'mds2.xlsx': zip(workbook), 'notes.txt': 'x' });
    expect(judge(wrapped).mediaType).toBe('application/zip');
    expect(recognise(wrapped.subarray(0, 200), unnamed).mediaType).toBe('application/zip');
    expect(judge(zip({ '[Content_Types].xml': '', 'word/document.xml': '' })).mediaType).toBe('application/zip');
    expect(judge(zip({ 'xl/readme.txt': '' })).mediaType).toBe('application/zip');
  });

  it('that is cut off is refused', () => {
    const whole = zip(workbook);
    expect(reasons(judge(whole.subarray(0, whole.length - 30), named('mds2.xlsx')))).toEqual([
      'ERROR formats.archive_cut_off',
    ]);
  });
});

describe('a claim that the bytes do not keep', () => {
  const claimedAs = {
    'ERROR formats.claims_json_but_is_not': ['a.json', 'SBOM.JSON', 'bom.spdx.json', 'a.jsonld'],
    'ERROR formats.claims_xml_but_is_not': ['a.xml', 'a.cdx.XML'],
    'ERROR formats.claims_xlsx_but_is_not': ['a.xlsx', 'a.XLSX'],
    'WARNING formats.claims_pdf_but_is_not': ['a.pdf'],
    'WARNING formats.claims_spdx_but_is_not': ['a.spdx'],
  };
  const contentTypes = {
    'ERROR formats.claims_json_but_is_not': [
      'application/json',
      'Application/JSON; charset=utf-8',
      'application/vnd.cyclonedx+json',
      'application/spdx+json',
    ],
    'ERROR formats.claims_xml_but_is_not': ['application/xml', 'text/xml', 'application/vnd.cyclonedx+xml'],
    'ERROR formats.claims_xlsx_but_is_not': [XLSX],
    'WARNING formats.claims_pdf_but_is_not': ['application/pdf'],
    'WARNING formats.claims_spdx_but_is_not': ['text/spdx'],
  };

  it.each(Object.entries(claimedAs))('%s: by its name', (reason, names) => {
    for (const name of names) expect(reasons(judge('Just text.', named(name)))).toEqual([reason]);
  });

  it.each(Object.entries(contentTypes))('%s: by its content type', (reason, types) => {
    for (const contentType of types)
      expect(reasons(judge('Just text.', { name: 'file', contentType }))).toEqual([reason]);
  });

  it('is found for each of two claims', () => {
    expect(reasons(judge('{}', { name: 'a.xml', contentType: XLSX }))).toEqual([
      'ERROR formats.claims_xml_but_is_not',
      'ERROR formats.claims_xlsx_but_is_not',
    ]);
  });

  it('says where a document goes wrong', () => {
    const [finding] = judge('{\n  "a": 1,\n}', named('bom.json')).findings;
    expect(finding).toMatchObject({ reason: 'formats.claims_json_but_is_not', place: { line: 3, column: 1 } });
    expect(finding?.detail).toContain('A key in quotes is expected here');
  });

  it.each([
    ['a.json', '{"name": "'],
    ['a.xml', '<a b="'],
    ['a.spdx', 'SPDXVersion: SPDX-2.3\nDocumentName: '],
  ])('says where %s is in another encoding', (name, before) => {
    const [finding] = judge(Buffer.concat([Buffer.from(before), Uint8Array.of(0xfc)]), named(name)).findings;
    const column = before.length - before.lastIndexOf('\n');
    expect(finding).toMatchObject({ place: { line: before.split('\n').length, column } });
    expect(finding?.detail).toContain('The bytes here are not UTF-8');
  });

  it('says that a workbook may be locked with a password', () => {
    const ole = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
    expect(judge(ole, named('mds2.xlsx')).findings[0]?.detail).toContain('password');
  });

  it('is none when a lone JSON value was announced as JSON', () => {
    expect(judge('"text"', named('a.json'))).toMatchObject({ mediaType: 'application/json', findings: [] });
    expect(reasons(judge('  ', named('a.json')))).toEqual(['ERROR formats.claims_json_but_is_not']);
  });
});

describe('what cannot be read later', () => {
  it('is a PDF: accepted, and marked', () => {
    const found = judge('%PDF-1.7', named('advisory.pdf'));
    expect(found.machineReadable).toBe(false);
    expect(reasons(found)).toEqual(['HINT formats.not_machine_readable']);
  });

  it('is an empty file', () => {
    expect(reasons(judge('', named('a.json')))).toEqual(['ERROR formats.empty_file']);
  });

  it('is UTF-16, which is refused by its name', () => {
    for (const text of ['\ufeff{"a": 1}', '{"a": 1}', '\ufeff<?xml version="1.0"?><a/>', '<a/>']) {
      for (const swap of [false, true]) {
        const bytes = Buffer.from(text, 'utf16le');
        if (swap) bytes.swap16();
        const name = text.includes('{') ? 'a.json' : 'a.xml';
        expect(reasons(judge(bytes, named(name)))).toEqual(['ERROR formats.encoding_is_not_utf8']);
      }
    }
    expect(judge(Buffer.from('\ufeffnotes', 'utf16le')).mediaType).toBe('text/plain');
  });

  it('is XML with a document type declaration, or nested without end', () => {
    expect(reasons(judge('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', named('a.xml')))).toEqual([
      'ERROR formats.xml_dtd_refused',
    ]);
    expect(reasons(judge('['.repeat(100_000), named('a.json')))).toEqual(['ERROR formats.nested_too_deeply']);
    expect(reasons(judge('<a>'.repeat(100_000), named('a.xml')))).toEqual(['ERROR formats.nested_too_deeply']);
  });
});

it('hints at a byte order mark, which is no error', () => {
  expect(reasons(judge('\ufeff{"a": 1}', named('a.json')))).toEqual(['HINT formats.byte_order_mark']);
});

describe('bytes of no meaning', () => {
  it('are judged without fail, alone, as an archive and cut off anywhere', () => {
    const seeds = [
      zip(workbook),
      zip(workbook, { isStreamed: true }),
      Buffer.from('{"a": ["é"]}'),
      Buffer.from('<a b="é"/>'),
    ];
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom(...seeds),
        fc.nat(),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
        (noise, seed, length, changes) => {
          const changed = Buffer.from(seed.subarray(0, 1 + (length % seed.length)));
          for (const [at, byte] of changes) changed[at % changed.length] = byte;
          for (const bytes of [noise, changed, Buffer.concat([Buffer.from('PK\x03\x04'), noise])]) {
            const found = judge(bytes, named('a.xlsx'));
            expect(found.findings.length).toBeLessThanOrEqual(2);
            if (found.mediaType !== XLSX)
              expect(found.findings.some(({ severity }) => severity === 'ERROR')).toBe(true);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

const corpus = join(process.cwd(), '../shared/corpus');
const describeCorpus = existsSync(corpus) ? describe : describe.skip;

describeCorpus('a document that other people made (../shared/corpus)', () => {
  const files = existsSync(corpus)
    ? readdirSync(corpus, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    : [];
  const expected = (name: string) => {
    if (name.endsWith('.json')) return 'application/json';
    if (name.endsWith('.xml')) return 'application/xml';
    return name.endsWith('.spdx') ? 'text/spdx' : 'text/plain';
  };

  it.each(files.map(({ parentPath, name }) => [name, join(parentPath, name)]))(
    '%s is what it claims to be',
    async (name, path) => {
      const found = judge(await readFile(path), named(basename(path)));
      expect(found.mediaType).toBe(expected(name));
      expect(reasons(found).filter((reason) => !reason.startsWith('HINT'))).toEqual([]);
    },
  );
});
