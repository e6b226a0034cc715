import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lineOfPointer, linesOfPointers } from './pointer-line.ts';

/** Where each value of a JSON text begins, found the slow way: by reading all of it. */
function everyPosition(text: string): Map<string, { line: number; column: number }> {
  const offsets = new Map<string, number>();
  let at = 0;
  const blanks = () => {
    while (/\s/.test(text[at] ?? '')) at++;
  };
  const string = () => {
    const [token = ''] = /^"(?:[^"\\]|\\.)*"/.exec(text.slice(at)) ?? [];
    at += token.length;
    return JSON.parse(token) as string;
  };
  const value = (pointer: string) => {
    blanks();
    for (const known of offsets.keys()) if (known.startsWith(`${pointer}/`)) offsets.delete(known);
    offsets.set(pointer, at);
    if (text[at] === '"') {
      string();
    } else if (text[at] === '{' || text[at] === '[') {
      const isArray = text[at] === '[';
      at++;
      blanks();
      for (let index = 0; text[at] !== ']' && text[at] !== '}'; index++) {
        if (index > 0) at++;
        blanks();
        const key = isArray ? String(index) : string();
        blanks();
        if (!isArray) at++;
        value(`${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
        blanks();
      }
      at++;
    } else {
      at += /^[^\s,\]}]+/.exec(text.slice(at))?.[0].length ?? 0;
    }
  };
  value('');
  return new Map(
    [...offsets].map(([pointer, offset]) => {
      const lines = text.slice(0, offset).split('\n');
      return [pointer, { line: lines.length, column: Array.from(lines.at(-1) ?? '').length + 1 }];
    }),
  );
}

const keys = fc.constantFrom('a', 'b', '', '0', '1', 'a/b', '~', '"', '\\', '器', '😀', '\n');
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.string({ unit: 'grapheme' }),
      fc.nat(30).map((length) => `${'x'.repeat(length)}\\""\\`),
      fc.constantFrom('\\', '"', '\\"', 'x'.repeat(60), `${'x'.repeat(40)}"\\`),
    ),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(keys, tie('json'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe('the line of a pointer', () => {
  const text = '{\n  "a": [1, {"b/c": "😀", "d": null}],\n  "é": true\n}\n';

  it('is where its value begins, counted in characters', () => {
    expect(lineOfPointer(text, '')).toEqual({ line: 1, column: 1 });
    expect(lineOfPointer(text, '/a')).toEqual({ line: 2, column: 8 });
    expect(lineOfPointer(text, '/a/1/b~1c')).toEqual({ line: 2, column: 20 });
    expect(lineOfPointer(text, '/a/1/d')).toEqual({ line: 2, column: 30 });
    expect(lineOfPointer(text, '/é')).toEqual({ line: 3, column: 8 });
  });

  it('is null for a pointer to nothing, or what is no pointer', () => {
    expect(lineOfPointer('{"a":', '/a')).toBeNull();
    expect(lineOfPointer('', '')).toBeNull();
    for (const pointer of ['/b', '/a/2', '/a/01', '/a/-1', '/a/0/b', '/a/1/b', 'a', '/é/', '#/a']) {
      expect([pointer, lineOfPointer(text, pointer)]).toEqual([pointer, null]);
    }
  });

  it('is found for many pointers in one pass, and left out for those to nothing', () => {
    expect([...linesOfPointers(text, ['/é', '/b', '/a/0', '/é'])]).toEqual([
      ['/é', { line: 3, column: 8 }],
      ['/a/0', { line: 2, column: 9 }],
    ]);
  });

  it('is that of the last of equal keys, with nothing left of the earlier ones', () => {
    const twice = '{"a": {"b": 1, "c": 2},\n "a": {"b": 3},\n "d": 4}';
    expect(lineOfPointer(twice, '/a/b')).toEqual({ line: 2, column: 13 });
    expect(lineOfPointer(twice, '/a/c')).toBeNull();
  });

  it('does not count a byte order mark, and ends lines as findings do', () => {
    expect(lineOfPointer('\uFEFF{"a": 1}', '/a')).toEqual({ line: 1, column: 7 });
    expect(lineOfPointer('[\r\n1]', '/0')).toEqual({ line: 2, column: 1 });
  });

  it('is that of a slow reader, for every value of any document', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 1, '\t', '\n \n'), fc.boolean(), (value, indent, isTwice) => {
        const text = JSON.stringify(value, null, indent) ?? 'null';
        const document = isTwice ? `{"a":${text},"0":1,"a":${text}}` : text;
        const expected = everyPosition(document);
        expect(linesOfPointers(document, expected.keys())).toEqual(expected);
        for (const pointer of expected.keys()) expect(lineOfPointer(document, pointer)).toEqual(expected.get(pointer));
      }),
      { numRuns: 300 },
    );
  });

  it('is looked for in any text without fail', () => {
    const pieces = fc.array(
      fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"', '\\', '1', 'true', ' ', '\n', '\ud83d'),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const positions = linesOfPointers(parts.join(''), ['', '/a', '/0', '/a/0/a', '/0/0/0']);
        for (const { line, column } of positions.values()) expect(Math.min(line, column)).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
    expect(lineOfPointer('['.repeat(1_000_000), '/0'.repeat(100_000))).toEqual({ line: 1, column: 100_001 });
    expect(lineOfPointer(`"${'\\'.repeat(1_000_001)}`, '/a')).toBeNull();
  });
});

const corpus = join(import.meta.dirname, '../../../../../shared/corpus');
const withCorpus = existsSync(corpus) ? describe : describe.skip;

withCorpus('the lines of real documents (needs ../shared/corpus)', () => {
  it('hold what the pointers lead to', () => {
    for (const name of ['csaf', 'cyclonedx'].flatMap((folder) =>
      readdirSync(join(corpus, folder)).map((file) => join(folder, file)),
    )) {
      if (!name.endsWith('.json')) continue;
      const text = readFileSync(join(corpus, name), 'utf8');
      const strings = stringsIn(JSON.parse(text), '').slice(0, 2_000);
      const lines = text.split('\n');
      const positions = linesOfPointers(
        text,
        strings.map(([pointer]) => pointer),
      );
      for (const [pointer, value] of strings) {
        const { line, column } = positions.get(pointer) ?? { line: 1, column: 1 };
        const found = Array.from(lines[line - 1] ?? '')
          .slice(column - 1)
          .join('');
        const [token = 'null'] = /^"(?:[^"\\]|\\.)*"/.exec(found) ?? [];
        expect([name, pointer, JSON.parse(token)]).toEqual([name, pointer, value]);
      }
    }
  });
});

function stringsIn(value: unknown, pointer: string): [string, string][] {
  if (typeof value === 'string') return [[pointer, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    stringsIn(item, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}
