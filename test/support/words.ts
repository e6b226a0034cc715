import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../apps/web/src/words');

type Tree = { [key: string]: string | Tree };
export type Language = 'ja' | 'en';

/** What the pages say in a language: `say('inbox:title')`, with values as the pages put them in. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

/** The words of the pages themselves, so that a test reads what a person reads. @throws Error on a key without words. */
export function wordsIn(language: Language): Say {
  const areas = new Map<string, Tree>();
  const plural = new Intl.PluralRules(language);
  const areaOf = (area: string): Tree => {
    const known =
      areas.get(area) ?? (JSON.parse(readFileSync(join(FOLDER, `${area}.${language}.json`), 'utf8')) as Tree);
    areas.set(area, known);
    return known;
  };
  return (key, values = {}) => {
    const [area = '', path = ''] = key.split(':');
    const find = (of: string) =>
      of.split('.').reduce<string | Tree | undefined>((tree, name) => {
        return typeof tree === 'object' ? tree[name] : undefined;
      }, areaOf(area));
    const words = find(path) ?? find(`${path}_${plural.select(Number(values['count']))}`) ?? find(`${path}_other`);
    if (typeof words !== 'string') throw new Error(`no words for ${key} in ${language}`);
    return words.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
}
