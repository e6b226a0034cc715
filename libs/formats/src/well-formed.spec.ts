import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkWellFormed, type CheckedType } from './index.ts';

const JSON_TYPE = 'application/json';
const XML_TYPE = 'application/xml';
const bytesOf = (text: string) => new TextEncoder().encode(text);
const check = (text: string | Uint8Array, type: CheckedType) =>
  checkWellFormed([typeof text === 'string' ? bytesOf(text) : text], type);

/** Cuts at the given places, also in the middle of characters. */
function cut(bytes: Uint8Array, places: number[]): Uint8Array[] {
  const sorted = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

const cuts = fc.array(fc.nat(), { maxLength: 8 });

describe('JSON', () => {
  it('of any kind is well-formed, wherever its chunks are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.constantFrom(0, 2, '\t'), cuts, async (value, indent, places) => {
        const chunks = cut(bytesOf(JSON.stringify(value, null, indent)), places);
        expect(await checkWellFormed(chunks, JSON_TYPE)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('is judged as JSON.parse judges it, for any text made of its tokens', async () => {
    const tokens = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '""',
      '\\',
      '\\u00e9',
      '\\n',
      'true',
      'null',
      'tru',
      'false',
      ' ',
      '\n',
      '\r',
      '\t',
      '\0',
      '\x1f',
      '\x7f',
      '0',
      '1',
      '-',
      '+',
      '.',
      'e',
      'E',
      '12',
      '-0.5e+3',
      'é',
      '🩺',
      '/',
    ];
    const token = fc.constantFrom(...tokens);
    const text = fc.array(token, { maxLength: 12 }).map((tokens) => tokens.join(''));
    await fc.assert(
      fc.asyncProperty(text, cuts, async (candidate, places) => {
        const findings = await checkWellFormed(cut(bytesOf(candidate), places), JSON_TYPE);
        expect(findings.length === 0).toBe(parses(candidate));
      }),
      { numRuns: 5_000 },
    );
  });

  it('that was changed in one place is judged as JSON.parse judges it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.json(),
        fc.nat(),
        fc.constantFrom(...'{}[]",:\\0-.eE \n'.split('')),
        async (json, place, other) => {
          const at = place % json.length;
          for (const candidate of [json.slice(0, at) + other + json.slice(at + 1), json.slice(0, at)]) {
            const text = candidate.toWellFormed();
            expect((await check(text, JSON_TYPE)).length === 0).toBe(parses(text));
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('holds UTF-8 and nothing else', async () => {
    const nearUtf8 = fc.array(
      fc.constantFrom(
        0x41,
        0x80,
        0x8f,
        0x90,
        0x9f,
        0xa0,
        0xbf,
        0xc0,
        0xc1,
        0xc2,
        0xdf,
        0xe0,
        0xed,
        0xef,
        0xf0,
        0xf4,
        0xf5,
        0xff,
      ),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(nearUtf8, cuts, async (middle, places) => {
        const bytes = Uint8Array.from([0x22, ...middle, 0x22]);
        const findings = await checkWellFormed(cut(bytes, places), JSON_TYPE);
        expect(findings.length === 0).toBe(isUtf8(bytes));
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['{\n  "a": 1,\n  "é🩺": x }', 3, 9, 'formats.json_malformed'],
    ['{"a": 1,}', 1, 9, 'formats.json_malformed'],
    ['{"a": 1', 1, 8, 'formats.json_malformed'],
    ['', 1, 1, 'formats.json_malformed'],
    ['{}\n{}', 2, 1, 'formats.json_malformed'],
    ['[1, 2}', 1, 6, 'formats.json_malformed'],
    ['["a\nb"]', 1, 4, 'formats.json_malformed'],
    ['{"a": NaN}', 1, 7, 'formats.json_malformed'],
    ["{'a': 1}", 1, 2, 'formats.json_malformed'],
  ])('%j is found wrong at line %d, column %d', async (text, line, column, reason) => {
    expect(await check(text, JSON_TYPE)).toEqual([
      { severity: 'ERROR', reason, place: { line, column }, detail: expect.any(String) },
    ]);
  });

  it('may be nested a thousand deep and no deeper, and a hundred thousand costs nothing', async () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(await check(nested(1_000), JSON_TYPE)).toEqual([]);
    for (const depth of [1_001, 100_000]) {
      expect(await check(nested(depth), JSON_TYPE)).toMatchObject([
        { severity: 'ERROR', reason: 'formats.nested_too_deeply', place: { line: 1, column: 1_001 } },
      ]);
    }
    expect(await check('{"a":'.repeat(100_000), JSON_TYPE)).toMatchObject([{ reason: 'formats.nested_too_deeply' }]);
  });
});

describe('XML', () => {
  const letter = fc.constantFrom('a', 'B', 'é', '_', '安');
  const name = fc
    .tuple(letter, fc.array(fc.constantFrom('a', '1', '-', '.', ':', '全'), { maxLength: 4 }))
    .map(([first, rest]) => first + rest.join(''));
  const text = fc.string({ unit: 'grapheme' }).map((raw) =>
    raw
      .replace(/[^\P{Cc}\n]/gu, ' ')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&#62;'),
  );
  const attribute = text.map((value) => `"${value.replaceAll('"', '&quot;')}"`);
  const { element } = fc.letrec<{ element: string; child: string }>((tie) => ({
    child: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.constantFrom('<!-- a - b -->', '<![CDATA[<&]] ]]>', '<?php echo ?>', '<?go?>', '<e/>', ' ] ', '&#x1F600;'),
      tie('element'),
    ),
    element: fc
      .tuple(name, fc.uniqueArray(name, { maxLength: 3 }), attribute, fc.array(tie('child'), { maxLength: 4 }))
      .map(([tag, attributes, value, children]) => {
        const written = attributes.map((attributeName) => ` ${attributeName} = ${value}`).join('\n');
        return `<${tag}${written}>${children.join('')}</${tag} >`;
      }),
  }));

  it('of any kind is well-formed, wherever its chunks are cut', async () => {
    const prolog = fc.constantFrom(
      '',
      '<?xml version="1.0"?>',
      "<?xml version='1.0' encoding='utf-8' standalone=\"yes\" ?>\n",
      '\n<!-- - -->',
    );
    await fc.assert(
      fc.asyncProperty(prolog, element, cuts, async (start, root, places) => {
        const chunks = cut(bytesOf(`${start}${root}\n<!-- end -->`), places);
        expect(await checkWellFormed(chunks, XML_TYPE)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('that is cut off is not well-formed', async () => {
    await fc.assert(
      fc.asyncProperty(element, fc.nat(), async (root, place) => {
        const bytes = bytesOf(root);
        expect(await check(bytes.subarray(0, place % bytes.length), XML_TYPE)).toMatchObject([{ severity: 'ERROR' }]);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['', 1, 1],
    ['   ', 1, 4],
    ['plain text', 1, 1],
    ['<a>', 1, 4],
    ['<a></b>', 1, 7],
    ['<a>\n<b></a></b>', 2, 7],
    ['<a/><b/>', 1, 6],
    ['<a/>text', 1, 5],
    ['</a>', 1, 4],
    ['<a b="1" b="2"/>', 1, 11],
    ['<a b="1"c="2"/>', 1, 9],
    ['<a b=1/>', 1, 6],
    ['<a b/>', 1, 5],
    ['<a b="<"/>', 1, 7],
    ['<a>&nbsp;</a>', 1, 9],
    ['<a>&#0;</a>', 1, 7],
    ['<a>&#xD800;</a>', 1, 11],
    ['<a>a & b</a>', 1, 7],
    ['<a>]]></a>', 1, 6],
    ['<a>x]]]></a>', 1, 8],
    ['<a>\x01</a>', 1, 4],
    ['<a><!-- -- --></a>', 1, 11],
    ['<![CDATA[x]]><a/>', 1, 9],
    ['<a><!ELEMENT x></a>', 1, 6],
    ['<1a/>', 1, 2],
    ['< a/>', 1, 2],
    ['<a / >', 1, 5],
    [' <?xml version="1.0"?><a/>', 1, 7],
    ['<?xml version="1.0"?><?xml version="1.0"?><a/>', 1, 27],
    ['<?XML version="1.0"?><a/>', 1, 6],
    ['<?xml encoding="UTF-8"?><a/>', 1, 23],
    ['<? x?><a/>', 1, 3],
    ['<?x? ?><a/>', 1, 5],
    ['<?xml version="1.0"? ><a/>', 1, 21],
  ])('%j is found wrong at line %d, column %d', async (document, line, column) => {
    expect(await check(document, XML_TYPE)).toEqual([
      { severity: 'ERROR', reason: 'formats.xml_malformed', place: { line, column }, detail: expect.any(String) },
    ]);
  });

  it.each([
    '<!DOCTYPE a><a/>',
    '<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    '<!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;">]><a>&y;</a>',
  ])('with a document type declaration is refused before it is read: %s', async (document) => {
    expect(await check(document, XML_TYPE)).toMatchObject([{ severity: 'ERROR', reason: 'formats.xml_dtd_refused' }]);
  });

  it.each(['Shift_JIS', 'ISO-8859-1', 'UTF-16'])('that says it is in %s is refused by that name', async (encoding) => {
    const [finding] = await check(`<?xml version="1.0" encoding="${encoding}"?><a/>`, XML_TYPE);
    expect(finding).toMatchObject({ severity: 'ERROR', reason: 'formats.encoding_is_not_utf8' });
    expect(finding?.detail).toContain(encoding);
  });

  it('may be nested a thousand deep and no deeper, and no name or tag grows without end', async () => {
    expect(await check('<a>'.repeat(1_000) + '</a>'.repeat(1_000), XML_TYPE)).toEqual([]);
    expect(await check('<a>'.repeat(100_000), XML_TYPE)).toMatchObject([{ reason: 'formats.nested_too_deeply' }]);
    for (const endless of [`<${'a'.repeat(100_000)}`, `<a>&${'a'.repeat(100_000)}`, `<?xml ${' '.repeat(100_000)}`]) {
      expect(await check(endless, XML_TYPE)).toMatchObject([{ reason: 'formats.xml_malformed' }]);
    }
    const attributes = Array.from({ length: 100_000 }, (_, index) => `a${index}=""`).join(' ');
    expect(await check(`<a ${attributes}/>`, XML_TYPE)).toMatchObject([{ reason: 'formats.xml_malformed' }]);
  });
});

describe('any document', () => {
  it('may begin with a byte order mark, even when its bytes come one by one', async () => {
    const marked = (text: string) => [...bytesOf(`\ufeff${text}`)].map((byte) => Uint8Array.of(byte));
    expect(await checkWellFormed(marked('{"a": 1}'), JSON_TYPE)).toEqual([]);
    expect(await checkWellFormed(marked('<?xml version="1.0"?><a/>'), XML_TYPE)).toEqual([]);
  });

  it.each(['utf16le', 'utf16be', 'utf16le without mark', 'utf16be without mark'])(
    'in %s is refused by that name',
    async (kind) => {
      for (const [text, type] of [
        ['{"a": 1}', JSON_TYPE],
        ['<a/>', XML_TYPE],
      ] as const) {
        const bytes = Buffer.from(kind.endsWith('mark') ? text : `\ufeff${text}`, 'utf16le');
        if (kind.startsWith('utf16be')) bytes.swap16();
        const [finding] = await check(bytes, type);
        expect(finding).toMatchObject({ severity: 'ERROR', reason: 'formats.encoding_is_not_utf8' });
        expect(finding?.detail).toContain(kind.startsWith('utf16be') ? 'UTF-16BE' : 'UTF-16LE');
      }
    },
  );

  it('of random bytes is refused at once and stops its sender', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 64 }), fc.constantFrom(JSON_TYPE, XML_TYPE), async (bytes, type) => {
        const findings = await check(bytes, type);
        expect(findings).toHaveLength(1);
      }),
    );
    let sent = 0;
    async function* endless() {
      for (;;) {
        sent++;
        yield bytesOf('{"a": [1, 2, oops');
      }
    }
    expect(await checkWellFormed(endless(), JSON_TYPE)).toHaveLength(1);
    expect(sent).toBe(1);
  });

  it('of many megabytes is read in constant memory', async () => {
    const record = bytesOf(`{"name": "${'製品 '.repeat(500)}", "values": [1.5, true, null, "x"]},\n`);
    function* large() {
      yield bytesOf('[\n');
      for (let written = 0; written < 64 * 2 ** 20; written += record.length) yield record;
      yield bytesOf('{}]');
    }
    const before = process.memoryUsage().heapUsed;
    expect(await checkWellFormed(large(), JSON_TYPE)).toEqual([]);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(32 * 2 ** 20);
  });

  it('passes an error of its source on, instead of calling it a finding', async () => {
    async function* broken() {
      yield bytesOf('{"a": ');
      throw new Error('the disk broke');
    }
    await expect(checkWellFormed(broken(), JSON_TYPE)).rejects.toThrow('the disk broke');
  });
});

const corpus = join(process.cwd(), '../shared/corpus');
const describeCorpus = existsSync(corpus) ? describe : describe.skip;

describeCorpus('a document that other people made (../shared/corpus)', () => {
  const files = existsSync(corpus) ? readdirSync(corpus, { recursive: true, encoding: 'utf8' }) : [];

  it.each(files.filter((file) => file.endsWith('.json')))(
    '%s is well-formed JSON, and not when it is cut off',
    async (file) => {
      const bytes = await readFile(join(corpus, file));
      expect(await check(bytes, JSON_TYPE)).toEqual([]);
      expect(await check(bytes.subarray(0, bytes.length / 2), JSON_TYPE)).toHaveLength(1);
    },
  );

  it.each(files.filter((file) => file.endsWith('.xml')))(
    '%s is well-formed XML, and not when it is cut off',
    async (file) => {
      const bytes = await readFile(join(corpus, file));
      expect(await check(bytes, XML_TYPE)).toEqual([]);
      expect(await check(bytes.subarray(0, bytes.length / 2), XML_TYPE)).toHaveLength(1);
    },
  );
});
