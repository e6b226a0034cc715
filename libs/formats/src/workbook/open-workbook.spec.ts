import { describe, expect, it } from '@jest/globals';
import { Archive } from './archive.ts';
import { type OpenedWorkbook, openWorkbook } from './open-workbook.ts';
import type { Sheet } from './workbook.ts';
import { archiveOf, type TestSheet, type TestWorkbook, workbookOf, workbookParts, zip } from './workbook.testing.ts';

const reasons = ({ findings }: OpenedWorkbook) => findings.map(({ severity, reason }) => `${severity} ${reason}`);
const open = (sheets: TestSheet[], options?: TestWorkbook) => openWorkbook(workbookOf(sheets, options));
const xml = (cell: string) => ({ xml: cell });

function onlySheet(opened: OpenedWorkbook): Sheet {
  const [sheet, ...others] = opened.workbook?.sheets ?? [];
  expect(others).toEqual([]);
  return sheet!;
}
const texts = (sheet: Sheet) => sheet.rows.map(({ cells }) => cells.map(({ text }) => text));

describe('cells are read as a person sees them', () => {
  it('reads texts, numbers, truth values and errors with their addresses', () => {
    const cells = [
      xml('<c r="B2" t="inlineStr"><is><t>plain</t></is></c>'),
      xml('<c r="C2"><v>0.10000000000000001</v></c>'),
      xml('<c r="D2" t="b"><v>1</v></c>'),
      xml('<c r="E2" t="e"><v>#N/A</v></c>'),
      xml('<c r="F2" t="str"><v>of a formula</v></c>'),
      xml('<c r="G2" s="1"/>'),
      xml('<c r="H2" t="d"><v>2024-03-31</v></c>'),
      xml('<c r="I2"><v>1e999</v></c>'),
    ];
    const sheet = onlySheet(open([{ name: 'A', rows: [null, cells] }]));
    expect(sheet.rows).toEqual([
      {
        number: 2,
        cells: [
          { row: 2, column: 2, text: 'plain', kind: 'TEXT' },
          { row: 2, column: 3, text: '0.1', kind: 'NUMBER' },
          { row: 2, column: 4, text: 'TRUE', kind: 'BOOLEAN' },
          { row: 2, column: 5, text: '#N/A', kind: 'ERROR' },
          { row: 2, column: 6, text: 'of a formula', kind: 'TEXT' },
          { row: 2, column: 8, text: '2024-03-31', kind: 'DATE' },
          { row: 2, column: 9, text: '1e999', kind: 'TEXT' },
        ],
      },
    ]);
    expect(sheet.place({ row: 2, column: 28 })).toEqual({ cell: 'A!AB2' });
  });

  it('joins the runs of a text, without the readings above Japanese words', () => {
    const sharedStrings =
      '<sst><si><t>first</t></si><si><r><rPr><b/></rPr><t>二</t></r><r><t xml:space="preserve"> 番目</t></r>' +
      '<rPh sb="0" eb="1"><t>ニバン</t></rPh><phoneticPr fontId="1"/></si></sst>';
    const inline = '<c r="B1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r><rPh><t>no</t></rPh></is></c>';
    const cells = [xml('<c r="A1" t="s"><v>1</v></c>'), xml(inline), xml('<c r="C1" t="s"><v>0</v></c>')];
    expect(texts(onlySheet(open([{ name: 'A', rows: [cells] }], { sharedStrings })))).toEqual([
      ['二 番目', 'inline', 'first'],
    ]);
  });

  it.each([
    ['a built-in format', 1, '45382', '2024-03-31'],
    ['a time of day with it', 1, '45382.75', '2024-03-31T18:00:00'],
    ['a time alone', 1, '0.5', '12:00:00'],
    ['a Japanese format with words', 2, '45382', '2024-03-31'],
    ['a format in which only what is quoted looks like a date', 3, '45382', '45382'],
    ['no date format', 0, '45382', '45382'],
    ['a day before the 29 February 1900 that never was', 1, '59', '1900-02-28'],
    ['a number that no date has', 1, '99999999', '99999999'],
    ['a number below zero', 1, '-1', '-1'],
  ])('shows a number as a date where its style does: %s', (_, style, value, expected) => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>' +
      '<numFmt numFmtId="165" formatCode="0.0&quot; days&quot;[Red]\\d;General"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>';
    const cells = [xml(`<c r="A1" s="${style}"><v>${value}</v></c>`)];
    expect(texts(onlySheet(open([{ name: 'A', rows: [cells] }], { styles })))).toEqual([[expected]]);
  });

  it('counts days from 1904 where the workbook does', () => {
    const options = {
      workbookPr: '<workbookPr date1904="1"/>',
      styles: '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>',
    };
    const sheet = onlySheet(open([{ name: 'A', rows: [[xml('<c r="A1" s="0"><v>43920</v></c>')]] }], options));
    expect(texts(sheet)).toEqual([['2024-03-31']]);
  });

  it('decodes what spreadsheet programs escape, and keeps no control characters or halves of characters', () => {
    const cells = ['a_x000D_\nb', '_x005F_x0041_', '_x0000_c\u0085_x0007_', 'd_xD83D_', 'e_xD83D__xDE00_'];
    expect(texts(onlySheet(open([{ name: 'A', rows: [cells] }])))).toEqual([['a\r\nb', '_x0041_', 'c', 'd�', 'e😀']]);
  });

  it('shows the text of a merged range everywhere in it, and lists it once', () => {
    const rows = [['merged', null, 'x'], [null, 'hidden beneath'], ['below']];
    const sheet = onlySheet(open([{ name: 'A', rows, merges: ['A1:B2', 'C1:XFD1048576', 'A3:nonsense', 'A9:A9'] }]));
    expect(texts(sheet)).toEqual([['merged', 'x'], ['hidden beneath'], ['below']]);
    expect(sheet.at(2, 1)).toBe(sheet.at(1, 1));
    expect(sheet.at(2, 2)?.text).toBe('hidden beneath');
    expect(sheet.at(3, 3)?.text).toBe('x');
    expect(sheet.at(4, 1)).toBeUndefined();
    expect(sheet.merges[0]).toEqual({ from: { row: 1, column: 1 }, to: { row: 2, column: 2 } });
  });

  it('places cells without addresses behind one another', () => {
    const sheetXml =
      '<worksheet><sheetData><row><c t="str"><v>a</v></c><c r="D1" t="str"><v>d</v></c><c t="str"><v>e</v></c></row><row><c t="str"><v>f</v></c></row></sheetData></worksheet>';
    const sheet = onlySheet(open([{ name: 'A', rows: [], xml: sheetXml }]));
    expect(sheet.rows.flatMap(({ cells }) => cells.map(({ row, column, text }) => [row, column, text]))).toEqual([
      [1, 1, 'a'],
      [1, 4, 'd'],
      [1, 5, 'e'],
      [2, 1, 'f'],
    ]);
  });

  it('reads UTF-16, prefixes of any kind, and the strict variant of the standard', () => {
    const sheetXml =
      '<?xml version="1.0" encoding="UTF-16"?><x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>' +
      '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>日本</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
    const utf16 = Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(sheetXml, 'utf16le')]);
    const parts = { 'xl/worksheets/sheet1.xml': utf16 };
    expect(texts(onlySheet(open([{ name: 'A', rows: [] }], { parts })))).toEqual([['日本']]);
  });

  it('says which sheets are hidden, and leaves out charts', () => {
    const parts = {
      'xl/_rels/workbook.xml.rels': String(
        workbookParts([{ name: 'A', rows: [] }])['xl/_rels/workbook.xml.rels'],
      ).replace(
        '</Relationships>',
        '<Relationship Id="sheet2" Type="x/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="sheet3" Type="x/worksheet" Target="../XL/worksheets/sheet3.xml"/><Relationship Id="sheet4" Type="x/chartsheet" Target="c.xml"/></Relationships>',
      ),
    };
    const sheets: TestSheet[] = [
      { name: 'MDS2 & more', rows: [] },
      { name: 'B', state: 'hidden', rows: [] },
      { name: 'C', state: 'veryHidden', rows: [] },
      { name: 'D', rows: [] },
    ];
    expect(open(sheets, { parts }).workbook?.sheets.map(({ name, visibility }) => [name, visibility])).toEqual([
      ['MDS2 & more', 'VISIBLE'],
      ['B', 'HIDDEN'],
      ['C', 'VERY_HIDDEN'],
    ]);
  });
});

describe('what a workbook can hold beside its cells is told and left alone', () => {
  const sheets = [{ name: 'A', rows: [['x']] }];
  const contentType = (type: string) => ({
    '[Content_Types].xml': `<Types><Override PartName="/xl/workbook.xml" ContentType="${type}"/></Types>`,
  });

  it.each<[string, Record<string, string>, string]>([
    ['macros', { 'xl/vbaProject.bin': 'x' }, 'ERROR formats.workbook_has_macros'],
    ['macros of old', { 'xl/macrosheets/sheet1.xml': '<x/>' }, 'ERROR formats.workbook_has_macros'],
    [
      'the content type of a workbook with macros',
      contentType('application/vnd.ms-excel.sheet.macroEnabled.main+xml'),
      'ERROR formats.workbook_has_macros',
    ],
    [
      'links to other workbooks or programs',
      { 'xl/externalLinks/externalLink1.xml': '<x/>' },
      'WARNING formats.workbook_has_external_links',
    ],
    ['connections to databases', { 'xl/connections.xml': '<x/>' }, 'WARNING formats.workbook_has_external_links'],
    ['embedded documents', { 'xl/embeddings/oleObject1.bin': 'x' }, 'WARNING formats.workbook_has_embedded_objects'],
    ['ActiveX controls', { 'XL\\activeX\\activeX1.bin': 'x' }, 'WARNING formats.workbook_has_embedded_objects'],
  ])('tells of %s, and reads the cells', (_, parts, finding) => {
    const opened = open(sheets, { parts });
    expect(reasons(opened)).toEqual([finding]);
    expect(texts(onlySheet(opened))).toEqual([['x']]);
  });

  it('refuses a binary workbook', () => {
    const opened = open(sheets, { parts: contentType('application/vnd.ms-excel.sheet.binary.macroEnabled.main') });
    expect(opened.workbook).toBeNull();
    expect(reasons(opened)).toEqual(['ERROR formats.workbook_is_binary']);
  });

  it('reads the stored result of a formula, never the formula', () => {
    const cells = [
      xml(`<c r="A1" t="str"><f>cmd|'/C calc'!A0</f><v>stored</v></c>`),
      xml('<c r="B1"><f>1+1</f><v>2</v></c>'),
      xml('<c r="C1"><f>NOW()</f></c>'),
      '=1+1',
    ];
    const opened = open([{ name: 'A', rows: [cells] }]);
    expect(texts(onlySheet(opened))).toEqual([['stored', '2', '=1+1']]);
    expect(reasons(opened)).toEqual([
      'WARNING formats.workbook_formula_without_value',
      'HINT formats.workbook_has_formulas',
    ]);
    expect(opened.findings.map(({ place }) => place)).toEqual([{ cell: 'A!C1' }, { cell: 'A!A1' }]);
  });

  it('cuts a text that no cell can hold', () => {
    const opened = open([{ name: 'A', rows: [['x'.repeat(40_000), 'y'.repeat(500_000), 'z'.repeat(32_767)]] }]);
    expect(onlySheet(opened).rows[0]?.cells.map(({ text }) => text.length)).toEqual([32_767, 32_767, 32_767]);
    expect(reasons(opened)).toEqual(['WARNING formats.workbook_text_cut']);
    expect(opened.findings[0]?.detail).toContain('2 cells (first A!A1)');
  });
});

describe('a file that is no workbook, or a broken one, is refused with a reason', () => {
  const sheets = [{ name: 'A', rows: [['x']] }];
  const sheetXml = (content: string): TestSheet[] => [{ name: 'A', rows: [], xml: content }];
  const row = (cells: string) => sheetXml(`<worksheet><sheetData><row r="1">${cells}</row></sheetData></worksheet>`);
  const depth = (levels: number) => `<worksheet>${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}</worksheet>`;
  const manyAttributes = Array.from({ length: 1_001 }, (_, index) => ` a${index}=""`).join('');

  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'workbook_archive_broken'],
    ['no archive', Buffer.from('hello, world, this is no archive'), 'workbook_archive_broken'],
    ['an empty archive', zip([]), 'workbook_malformed'],
    ['no content types', workbookOf(sheets, { parts: { '[Content_Types].xml': null } }), 'workbook_malformed'],
    ['no main part', workbookOf(sheets, { parts: { 'xl/workbook.xml': null } }), 'workbook_malformed'],
    ['no sheet', workbookOf([]), 'workbook_malformed'],
    [
      'a sheet that is not there',
      workbookOf(sheets, { parts: { 'xl/worksheets/sheet1.xml': null } }),
      'workbook_malformed',
    ],
    ['XML that is none', workbookOf(sheetXml('<worksheet><sheetData>')), 'workbook_malformed'],
    ['an entity of its own', workbookOf(sheetXml('<worksheet>&lol;</worksheet>')), 'workbook_malformed'],
    [
      'bytes that are not UTF-8',
      workbookOf(sheets, { parts: { 'xl/worksheets/sheet1.xml': Uint8Array.of(0x3c, 0xff) } }),
      'workbook_malformed',
    ],
    [
      'UTF-32',
      workbookOf(sheets, { parts: { 'xl/worksheets/sheet1.xml': Uint8Array.of(0, 0, 0xfe, 0xff) } }),
      'workbook_malformed',
    ],
    ['elements too deep in each other', workbookOf(sheetXml(depth(100))), 'workbook_malformed'],
    ['too many attributes', workbookOf(sheetXml(`<worksheet${manyAttributes}/>`)), 'workbook_malformed'],
    [
      'a row that no sheet has',
      workbookOf(sheetXml('<worksheet><sheetData><row r="1048577"/></sheetData></worksheet>')),
      'workbook_malformed',
    ],
    ['a cell that no sheet has', workbookOf(row('<c r="XFE1"/>')), 'workbook_malformed'],
    ['a cell twice', workbookOf(row('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>')), 'workbook_malformed'],
    ['a shared text that is not there', workbookOf(row('<c r="A1" t="s"><v>0</v></c>')), 'workbook_malformed'],
    ['a document type declaration', workbookOf(sheetXml('<!DOCTYPE x><worksheet/>')), 'xml_dtd_refused'],
    [
      'too many sheets',
      workbookOf(Array.from({ length: 101 }, (_, index) => ({ name: `${index}`, rows: [] }))),
      'workbook_too_large',
    ],
  ])('%s', (_, bytes, reason) => {
    const opened = openWorkbook(bytes);
    expect(opened.workbook).toBeNull();
    expect(reasons(opened)).toEqual([`ERROR formats.${reason}`]);
    expect(opened.findings[0]?.advice).toBeTruthy();
  });

  it('accepts elements as deep, attributes as many, sheets as many as the limits say', () => {
    expect(open(sheetXml(depth(99))).findings).toEqual([]);
    expect(open(sheetXml(`<worksheet${manyAttributes.replace(' a0=""', '')}/>`)).findings).toEqual([]);
    expect(open(Array.from({ length: 100 }, (_, index) => ({ name: `${index}`, rows: [] }))).findings).toEqual([]);
  });

  it('keeps to its limits of cells and characters', () => {
    const cells = (count: number) =>
      sheetXml(
        `<worksheet><sheetData>${Array.from({ length: count }, (_, index) => `<row><c><v>${index}</v></c></row>`).join('')}</sheetData></worksheet>`,
      );
    expect(open(cells(200_000)).findings).toEqual([]);
    expect(reasons(open(cells(200_001)))).toEqual(['ERROR formats.workbook_too_large']);

    const sharedStrings = `<sst><si><t>${'x'.repeat(32_000)}</t></si></sst>`;
    const shared = sheetXml(
      `<worksheet><sheetData>${'<row><c t="s"><v>0</v></c></row>'.repeat(501)}</sheetData></worksheet>`,
    );
    expect(reasons(open(shared, { sharedStrings }))).toEqual(['ERROR formats.workbook_too_large']);
  });
});

describe('an archive is checked before it is unpacked, and counted while it is', () => {
  const parts = workbookParts([{ name: 'A', rows: [['x']] }]);
  const entries = Object.entries(parts).map(([name, data]) => ({ name, data }));
  const zeros = (megabytes: number) => Buffer.alloc(megabytes * 1024 * 1024);
  const sheetOf = (data: Uint8Array) => archiveOf({ ...parts, 'xl/worksheets/sheet1.xml': data });
  const withSheet = (change: object) =>
    zip(entries.map((entry) => (entry.name.endsWith('sheet1.xml') ? { ...entry, ...change } : entry)));
  const noise = Buffer.from(
    Array.from({ length: 100_000 }, (_, index) => (index * 7919 + ((index * index) >> 7)) % 64),
  );

  it.each([
    ['stored instead of packed', zip(entries.map((entry) => ({ ...entry, isStored: true })))],
    ['with a comment', zip(entries, { comment: 'PK\x05\x06 made by hand' })],
    [
      'in the large form',
      zip(
        entries.map((entry) => ({ ...entry, isWide: true })),
        { isWide: true },
      ),
    ],
    ['with folders', zip([...entries, { name: 'xl/', data: '' }])],
    [
      'with backslashes and capitals',
      zip(entries.map((entry) => ({ ...entry, name: entry.name.replace('xl/w', 'XL\\W') }))),
    ],
  ])('reads a workbook %s', (_, bytes) => {
    expect(openWorkbook(bytes)).toMatchObject({ findings: [], workbook: { sheets: [{ name: 'A' }] } });
  });

  it.each<[string, Uint8Array, string]>([
    ['a bomb: 64 MB of nothing', sheetOf(zeros(64)), 'workbook_too_large'],
    ['a part that shrinks to less than a two hundredth', sheetOf(zeros(2)), 'workbook_too_large'],
    ['a bomb that declares to be small', withSheet({ data: zeros(64), bytes: 100 }), 'workbook_archive_broken'],
    ['a part that declares to be huge', withSheet({ bytes: 0xfffffffe }), 'workbook_too_large'],
    ['a part that is larger than declared', withSheet({ bytes: 10 }), 'workbook_archive_broken'],
    ['a part that is smaller than declared', withSheet({ bytes: 1_000 }), 'workbook_archive_broken'],
    ['a part with another checksum', withSheet({ checksum: 1 }), 'workbook_archive_broken'],
    [
      'a part that does not unpack',
      withSheet({ data: 'not packed', isStored: true, method: 8 }),
      'workbook_archive_broken',
    ],
    ['a part packed otherwise', withSheet({ method: 12 }), 'workbook_archive_broken'],
    ['a part under a password', withSheet({ flags: 1 }), 'workbook_encrypted'],
    [
      'a part with another name in front',
      withSheet({ localName: 'xl/worksheets/sheet9.xml' }),
      'workbook_archive_broken',
    ],
    ['a part that is said to be longer', withSheet({ packedBytes: 100_000 }), 'workbook_archive_broken'],
    ['parts that share their data', withSheet({ at: 0 }), 'workbook_archive_broken'],
    ['a name twice', zip([...entries, { name: 'XL/workbook.xml', data: '<other/>' }]), 'workbook_archive_broken'],
    ['a wrong count', zip(entries, { count: 3 }), 'workbook_archive_broken'],
    ['a directory elsewhere', zip(entries, { shift: -1 }), 'workbook_archive_broken'],
    ['a large directory elsewhere', zip(entries, { isWide: true, shift: 1 }), 'workbook_archive_broken'],
    ['something behind', zip(entries, { behind: Buffer.from('x') }), 'workbook_archive_broken'],
    ['a second end behind', zip(entries, { behind: zip([]).subarray(-22) }), 'workbook_archive_broken'],
    [
      'too many files',
      zip(Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}`, data: '', isStored: true }))),
      'workbook_too_large',
    ],
    ['a hundred thousand files', zip([], { isWide: true, count: 100_000 }), 'workbook_too_large'],
  ])('refuses %s', (_, bytes, reason) => {
    const opened = openWorkbook(bytes);
    expect(opened.workbook).toBeNull();
    expect(reasons(opened)).toEqual([`ERROR formats.${reason}`]);
  });

  it('counts all that it unpacks, one part unpacked again and again included', () => {
    const archive = new Archive(zip([{ name: 'a', data: Buffer.alloc(30 * 1024 * 1024, noise) }]));
    expect(archive.read('A')).toHaveLength(30 * 1024 * 1024);
    expect(archive.read('a')).toHaveLength(30 * 1024 * 1024);
    expect(() => archive.read('a')).toThrow('larger unpacked than a workbook may be');
  });

  it('never unpacks what it does not need', () => {
    const opened = openWorkbook(
      archiveOf({ ...parts, 'xl/media/image1.png': zeros(40), 'xl/embeddings/42.zip': zeros(40) }),
    );
    expect(opened.workbook?.sheets).toHaveLength(1);
  });

  it('refuses a text that expands a billion times', () => {
    const entities = Array.from({ length: 9 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`);
    const laughs = `<?xml version="1.0"?><!DOCTYPE s [<!ENTITY l0 "lol">${entities.join('')}]><sst><si><t>&l9;</t></si></sst>`;
    expect(reasons(open([{ name: 'A', rows: [] }], { sharedStrings: laughs }))).toEqual([
      'ERROR formats.xml_dtd_refused',
    ]);
  });
});
