import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { areaOf, enumsOfSchema, jobKinds, membersOf, reasonsOfApi, trailKinds } from './said-by-api.testing.ts';

/**
 * Words stand in pairs of files, `<area>.en.json` and `<area>.ja.json`: of the domain here, of a screen beside it.
 *
 *   terms      labels of the values of the interface's enums
 *   kinds      labels of the kinds of trail events under `TrailKind` and of jobs under `JobKind`, with "_" for "." because
 *              a dot divides keys: `TrailKind.delivery_acknowledged`
 *   glossary   help on the word that one points at: by the word (`checkpoint`), and by the value of an enum
 *              (`Severity_CRITICAL`)
 *   reasons    sentences for refusals and findings by their `reason`, in Japanese only: in English the message of the API
 *              itself is shown, which says what to do and holds the values in question. `other` is for a reason that a
 *              newer server knows and this page does not
 */
type Words = { [key: string]: string | Words };

const ENGLISH = globSync('apps/web/src/**/*.en.json').toSorted();
const JAPANESE = globSync('apps/web/src/**/*.ja.json').toSorted();
const WITHOUT_ENGLISH = ['apps/web/src/words/reasons.ja.json'];

const JAPANESE_LETTER = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
/** What an English text may quote: a term in brackets, and the language's name in itself. */
const QUOTED = /\([^)]*\)|「[^」]*」|日本語/g;

/** Reasons that are made of what the program hears from others, or of what it is asked. */
const TEMPLATES = {
  "`analysis.unreadable_${field ?? 'question'}`": [
    ...membersOf('libs/formats/src/identity/component-query.ts', 'ComponentSearch'),
    'question',
  ].map((field) => `analysis.unreadable_${field}`),
  // Of the names that better-auth gives its refusals, those that people can meet; any other is said by `other`.
  '`sign_in.${code.toLowerCase()}`': [
    'sign_in.backup_codes_not_enabled',
    'sign_in.credential_account_not_found',
    'sign_in.session_expired',
    'sign_in.totp_already_enabled',
    'sign_in.totp_not_enabled',
    'sign_in.two_factor_not_enabled',
    'sign_in.validation_error',
  ],
};

describe('the words of the portal', () => {
  it('have an English and a Japanese file of each area', () => {
    const english = ENGLISH.map((file) => file.replace(/en\.json$/, 'ja.json'));

    expect(JAPANESE).toEqual([...english, ...WITHOUT_ENGLISH].toSorted());
    expect(ENGLISH.length).toBeGreaterThan(1);
  });

  it.each(ENGLISH)('have the same keys in %s as in Japanese', (file) => {
    expect([...flat(japaneseOf(file)).keys()].toSorted()).toEqual([...withoutSingular(file).keys()].toSorted());
  });

  it.each(ENGLISH)('have the same values filled in in %s as in Japanese', (file) => {
    const japanese = flat(japaneseOf(file));
    const differing = [...withoutSingular(file)].filter(
      ([key, text]) => String(filledIn(text)) !== String(filledIn(japanese.get(key) ?? '')),
    );

    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it.each([...ENGLISH, ...JAPANESE])('leave nothing empty in %s', (file) => {
    expect(keysWhere(file, (text) => text.trim() === '' || text !== text.trim())).toEqual([]);
  });

  it.each(JAPANESE)('are in Japanese in %s, names apart', (file) => {
    const isEnglish = (text: string) => !JAPANESE_LETTER.test(text) && wordsIn(text) > 3;

    expect(keysWhere(file, isEnglish)).toEqual([]);
  });

  it.each(JAPANESE)('keep to one width of letters in %s', (file) => {
    const isMixed = (text: string) => /[\uff21-\uff3a\uff41-\uff5a\uff10-\uff19\uff61-\uff9f]/.test(text);

    expect(keysWhere(file, isMixed)).toEqual([]);
  });

  it.each(ENGLISH)('are in English in %s, but for what is quoted', (file) => {
    expect(keysWhere(file, (text) => JAPANESE_LETTER.test(text.replace(QUOTED, '')))).toEqual([]);
  });
});

describe('the terms', () => {
  const enums = wordsOf('apps/web/src/words/terms.en.json');
  const kindTerms = wordsOf('apps/web/src/words/kinds.en.json') as Record<string, Words>;

  it('name every value of every enum of the interface, and nothing else', () => {
    expect(keysOfEach(enums)).toEqual(sortedEach(enumsOfSchema()));
  });

  it.each([
    ['event', 'TrailKind', trailKinds],
    ['job', 'JobKind', jobKinds],
  ] as const)('name every kind of %s that the program knows, and nothing else', (_what, name, kindsOf) => {
    const kinds = [...kindsOf()].map((kind) => kind.replaceAll('.', '_'));

    expect(Object.keys(kindTerms[name] ?? {}).toSorted()).toEqual([...new Set(kinds)].toSorted());
    expect(new Set(kinds).size).toBe(kinds.length);
  });

  it('are short enough for tags, selects and tables', () => {
    for (const area of ['terms', 'kinds']) {
      expect(keysWhere(`apps/web/src/words/${area}.en.json`, (text) => text.length > 42)).toEqual([]);
      expect(keysWhere(`apps/web/src/words/${area}.ja.json`, (text) => text.length > 20)).toEqual([]);
    }
  });
});

describe('the glossary', () => {
  it.each(['en', 'ja'])('explains each of its words in a sentence or two (%s)', (language) => {
    const glossary = wordsOf(`apps/web/src/words/glossary.${language}.json`);
    const crooked = Object.entries(glossary).filter(([, entry]) => String(Object.keys(entry)) !== 'term,text');

    expect(crooked.map(([key]) => key)).toEqual([]);
  });

  it.each(['en', 'ja'])('explains all values of an enum or none, and calls them what the terms do (%s)', (language) => {
    const glossary = flat(wordsOf(`apps/web/src/words/glossary.${language}.json`));
    const terms = flat(wordsOf(`apps/web/src/words/terms.${language}.json`));
    const ofEnums = [...glossary].filter(([key]) => /^[A-Z].*\.term$/.test(key));
    const explained = new Set(ofEnums.map(([key]) => key.slice(0, key.indexOf('_'))));
    const named = [...terms].filter(([key]) => explained.has(areaOf(key)));

    expect(ofEnums.toSorted()).toEqual(named.map(([key, term]) => [`${key.replace('.', '_')}.term`, term]).toSorted());
    expect([...explained]).toEqual(expect.arrayContaining(['FindingSeverity', 'Role', 'Severity', 'Tlp']));
  });
});

describe('the reasons of refusals and findings', () => {
  it('have a Japanese sentence each, and none that the program does not give', () => {
    const translated = flat(wordsOf('apps/web/src/words/reasons.ja.json'));

    expect([...translated.keys()].toSorted()).toEqual([...reasonsOfApi(TEMPLATES), 'other'].toSorted());
  });

  it('are whole sentences', () => {
    expect(keysWhere('apps/web/src/words/reasons.ja.json', (text) => !text.includes('。'))).toEqual([]);
  });
});

function wordsOf(file: string): Words {
  return JSON.parse(readFileSync(file, 'utf8')) as Words;
}

const japaneseOf = (file: string) => wordsOf(file.replace(/en\.json$/, 'ja.json'));

/** Every sentence under its whole key. */
function flat(words: Words, within = ''): Map<string, string> {
  const entries = Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[within + key, value]] : [...flat(value, `${within}${key}.`)],
  );
  return new Map(entries);
}

/** English says one thing otherwise than two (`key_one`, `key_other`); Japanese has `key_other` alone. */
function withoutSingular(file: string): Map<string, string> {
  const words = flat(wordsOf(file));
  return new Map([...words].filter(([key]) => !key.endsWith('_one') || !words.has(key.replace(/_one$/, '_other'))));
}

function keysWhere(file: string, holds: (text: string) => boolean): string[] {
  return [...flat(wordsOf(file))].filter(([, text]) => holds(text)).map(([key, text]) => `${key}: ${text}`);
}

const filledIn = (text: string) => (text.match(/\{\{[^}]*\}\}|\$t\([^)]*\)|<\/?\w+\/?>/g) ?? []).toSorted();
const wordsIn = (text: string) => text.match(/\p{Script=Latin}[\p{Script=Latin}\d'’-]*/gu)?.length ?? 0;

const keysOfEach = (words: Words) =>
  sortedEach(Object.fromEntries(Object.entries(words).map(([key, values]) => [key, Object.keys(values)])));

function sortedEach(lists: Record<string, string[]>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, list.toSorted()]));
}
