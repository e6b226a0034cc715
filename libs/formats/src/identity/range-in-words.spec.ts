import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readRangeInWords } from './range-in-words.ts';
import { contains, type VersionRange } from './vers.ts';

/** The range with its bounds, as mathematics writes intervals. */
function shown(range: VersionRange | null): string | null {
  if (range === null) return null;
  const intervals = range.intervals.map(({ from, to }) => {
    if (from && from.version === to?.version) return from.version;
    return `${from?.isIncluded ? '[' : '('}${from?.version ?? ''} … ${to?.version ?? ''}${to?.isIncluded ? ']' : ')'}`;
  });
  return intervals.join(' ∪ ');
}

function expectRead(rows: Record<string, string | null>): void {
  for (const [text, expected] of Object.entries(rows))
    expect([text, shown(readRangeInWords(text))]).toEqual([text, expected]);
}

describe('a range in words', () => {
  it('may be written with comparators', () => {
    expectRead({
      '< 2.4': '( … 2.4)',
      '<=3.1.2': '( … 3.1.2]',
      '≤ 3.1.2': '( … 3.1.2]',
      '> 1.0': '(1.0 … )',
      '>= 1.0, < 2.0': '[1.0 … 2.0)',
      '>=1.0 <2.0': '[1.0 … 2.0)',
      '>= 1.0 and < 2.0': '[1.0 … 2.0)',
      'versions < 2.4': '( … 2.4)',
      '= 2.4': '2.4',
      '<= 3.0 D15': '( … 3.0 D15]',
      '< B.06.18': '( … B.06.18)',
      '<=2023.3_Build_9342': '( … 2023.3_Build_9342]',
    });
  });

  it('may be written in English', () => {
    expectRead({
      'prior to 3.2': '( … 3.2)',
      'all versions prior to Version 012U000040': '( … Version 012U000040)',
      'before 3.2': '( … 3.2)',
      '1.0 and earlier': '( … 1.0]',
      '2.3.6 and  below': '( … 2.3.6]',
      'Version 3.0.0.0 and previous versions': '( … 3.0.0.0]',
      '2.3, or older': '( … 2.3]',
      'up to and including 3.2': '( … 3.2]',
      'up to (excluding) 3.2': '( … 3.2)',
      '3.2 and later': '[3.2 … )',
      'later than 3.2': '(3.2 … )',
      'from 3.2 onwards': '[3.2 … )',
      'versions 2.0 through 2.3': '[2.0 … 2.3]',
      'A.01 to A.05': '[A.01 … A.05]',
      'from 2.0 to 2.3': '[2.0 … 2.3]',
      '2.0 – 2.3': '[2.0 … 2.3]',
      'from 2.0 before 2.3': '[2.0 … 2.3)',
    });
  });

  it('may be written in Japanese', () => {
    expectRead({
      '3.2以前': '( … 3.2]',
      'バージョン３．２以前': '( … 3.2]',
      'Ver.3.2 およびそれ以前のバージョン': '( … Ver.3.2]',
      '3.2以下': '( … 3.2]',
      '3.2未満': '( … 3.2)',
      '3.2より前': '( … 3.2)',
      '3.2 より前のバージョン': '( … 3.2)',
      '3.2以降': '[3.2 … )',
      '2.0以上3.2未満': '[2.0 … 3.2)',
      '2.0 から 3.2 まで': '[2.0 … 3.2]',
      '2.0～2.3': '[2.0 … 2.3]',
      第3版以前: '( … 第3版]',
    });
  });

  it('may be all versions', () => {
    for (const text of [
      'all versions',
      'All versions',
      'All',
      'any version',
      '*',
      '全バージョン',
      'すべてのバージョン',
      '全て',
    ]) {
      expect([text, shown(readRangeInWords(text))]).toEqual([text, '( … )']);
    }
  });

  it('may name versions one by one, or end in a wildcard', () => {
    expectRead({
      '2.4': '2.4',
      '1.1 | 1.2 | 1.4': '1.1 ∪ 1.2 ∪ 1.4',
      '1.0, 1.1 and 1.2': '1.0 ∪ 1.1 ∪ 1.2',
      '1.1.3 MR Build 11': '1.1.3 MR Build 11',
    });
    for (const [text, inside, outside] of [
      ['2.x', ['2', '2.0.0', '2.0-rc1', '2.99.3'], ['1.9', '3-beta', '3.0']],
      ['14.1.x', ['14.1', '14.1.7'], ['14.0', '14.2', '14.10']],
      ['5.x.x', ['5.3.1'], ['6.0.0']],
      ['<= 11.x', ['1.0', '11.7'], ['12', '12-alpha']],
      ['< 11.x', ['10.9'], ['11-alpha', '11.0']],
      ['> 11.x', ['12.0'], ['11.9']],
      ['>= 11.x', ['11.0-rc1', '12.0'], ['10.9']],
      ['12.x | 14.x', ['12.3', '14.0'], ['13.0']],
    ] as const) {
      const range = readRangeInWords(text);
      for (const version of inside)
        expect([text, version, range && contains(range, version)]).toEqual([text, version, true]);
      for (const version of outside)
        expect([text, version, range && contains(range, version)]).toEqual([text, version, false]);
    }
  });

  it('may join bounds as VERS does, and whole ranges', () => {
    expectRead({
      '>= 1.1 | <= 1.3.2': '[1.1 … 1.3.2]',
      '>= 1.1 | <= 1.3.2 | 2.0': '[1.1 … 1.3.2] ∪ 2.0',
      '>= 1.0, < 2.0 || >= 3.0, < 3.2': '[1.0 … 2.0) ∪ [3.0 … 3.2)',
      '2.0 and earlier; 3.1': '( … 2.0] ∪ 3.1',
    });
  });

  it('is never guessed', () => {
    for (const text of [
      '',
      'up to 3.2',
      'between 2.0 and 2.3',
      '2.0-2.3',
      '<= 11.2 on Windows 8.1 with IIS 7.5',
      '<May 2018',
      '653 MCE 3.x',
      '(Release 1.3.2 1.4.0 1.4.1)',
      'Windows 10 Professional Operating System',
      '< 2.4, < 3.1',
      '>= 2.0, < 1.0',
      '3.0 to 2.0',
      '>= 2.0 | < 1.0',
      '=> 2.0',
      '!= 2.0',
      '^2.0',
      '3.2より以前',
      '2.0以上3.2',
      'N/A',
      'unspecified',
      'x',
      `< ${'1'.repeat(400)}`,
    ]) {
      expect([text, readRangeInWords(text)]).toEqual([text, null]);
    }
  });

  it('is of the kind of versions that is asked for', () => {
    const range = readRangeInWords('>= 2.x, < 4.17.21', 'npm');
    expect(range?.scheme).toBe('npm');
    expect(range && contains(range, '2.0.0-alpha')).toBe(true);
    expect(range && contains(range, '4.17.21-beta')).toBe(true);
    expect(readRangeInWords('2.x', 'deb')).toBeNull();
    expect(readRangeInWords('< one', 'npm')).toBeNull();
  });

  it('never throws, whatever stands in it', () => {
    const words = fc.array(
      fc.constantFrom(
        '<',
        '>=',
        '|',
        '||',
        ',',
        ' ',
        '1.0',
        '2.x',
        'and',
        'earlier',
        'to',
        'from',
        'prior to',
        '以前',
        'から',
        '〜',
        'v',
        'x',
        'versions',
        '(',
        '-',
      ),
      { maxLength: 10 },
    );
    fc.assert(fc.property(words, (parts) => void readRangeInWords(parts.join(' '))));
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void readRangeInWords(text)));
  });
});

const corpus = join(import.meta.dirname, '../../../../../shared/corpus/csaf');
const withCorpus = existsSync(corpus) ? describe : describe.skip;

withCorpus('the ranges in published advisories (needs ../shared/corpus)', () => {
  it('are understood, but for those that say more than a range', () => {
    const texts = readdirSync(corpus).flatMap((name) => rangesIn(JSON.parse(readFileSync(join(corpus, name), 'utf8'))));
    const unread = texts.filter((text) => !readRangeInWords(text));
    expect(texts.length).toBeGreaterThan(20);
    expect(unread.every((text) => /[a-z]+ /i.test(text))).toBe(true);
    expect(unread.length).toBeLessThan(texts.length / 10);
  });
});

function rangesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { category, name } = value as { category?: unknown; name?: unknown };
  const own =
    category === 'product_version_range' && typeof name === 'string' && !name.startsWith('vers:') ? [name] : [];
  return [...own, ...Object.values(value).flatMap(rangesIn)];
}
