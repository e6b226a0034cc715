import i18next from 'i18next';
import { useMemo } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { type Area, loadWords, type Words } from '../words/areas.ts';
import type { Enumeration } from './graphql.ts';
import type { introspection } from './schema.d.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Words;
  }
}

export const LANGUAGES = ['ja', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const CHOSEN = 'tasuki-language';
const REFUSALS_AFTER_MS = 10_000;

const isLanguage = (value: unknown): value is Language => LANGUAGES.some((language) => language === value);

/** What was chosen here before, otherwise the first of the browser's languages that we speak, otherwise Japanese. */
function preferredLanguage(): Language {
  const chosen = localStorage.getItem(CHOSEN);
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'ja';
}

/** Begins with the words that every page needs; those of an area come with its screens. */
export async function startLanguage(): Promise<void> {
  i18next.use(initReactI18next).use({
    type: 'backend',
    read(language: string, area: string, done: (error: unknown, words: Record<string, unknown> | null) => void) {
      loadWords(area, language).then(
        (words) => done(null, words),
        (error: unknown) => done(error, null),
      );
    },
  });
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next.init({
    lng: preferredLanguage(),
    fallbackLng: false,
    ns: ['common', 'terms'],
    defaultNS: 'common',
    // React escapes by itself.
    interpolation: { escapeValue: false },
    // A key without words is a defect, and told as one: the tests in a browser allow none in the console.
    saveMissing: true,
    missingKeyHandler: (_languages, area, key) => reportError(new Error(`No words for ${area}:${key}.`)),
  });
  // Not for the first page, yet before a connection is lost: the words of refusals are many.
  setTimeout(() => void i18next.loadNamespaces('reasons'), REFUSALS_AFTER_MS);
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(CHOSEN, language);
  await i18next.changeLanguage(language);
}

/** The language of the page: for dates, numbers, and which of two titles comes first. */
export const useLanguage = (): Language => (useTranslation().i18n.language === 'en' ? 'en' : 'ja');

/** The words of an area, and of `common` and `terms`: `t('empty')`, `t('common:cancel')`. */
export const useWords = <Own extends Area>(area: Own) => useTranslation([area, 'common', 'terms']);

type Labelled = Extract<keyof introspection['types'], keyof Words['terms']>;

/** The label of a value of an enumeration: `term('Severity', 'HIGH')`. */
export function useTerm() {
  const { t } = useTranslation('terms');
  return useMemo(
    () =>
      <Name extends Labelled>(name: Name, value: Enumeration<Name>): string =>
        (t as (key: string) => string)(`${name}.${value}`),
    [t],
  );
}

/** The label of a kind of event of the record: `delivery.acknowledged`. One that these pages do not know stays as it is. */
export const useTrailTerm = () => useKindTerm('TrailKind');

/** The label of a kind of job: `engagement.deliver`. */
export const useJobTerm = () => useKindTerm('JobKind');

function useKindTerm(of: 'TrailKind' | 'JobKind') {
  const { t, i18n } = useTranslation('kinds');
  return (kind: string): string => {
    const key = `${of}.${kind.replaceAll('.', '_')}`;
    return i18n.exists(`kinds:${key}`) ? (t as (key: string) => string)(key) : kind;
  };
}

interface Titled {
  titleJa: string | null;
  titleEn: string | null;
}

/** A publication's title in the page's language, otherwise in the other one. */
export function titleOf({ titleJa, titleEn }: Titled, language: Language): string {
  return (language === 'ja' ? (titleJa ?? titleEn) : (titleEn ?? titleJa)) ?? '';
}

interface Named {
  name: string;
  englishName: string | null;
}

/** The name of an organisation or product in the page's language; its own name where it has no English one. */
export const nameOf = ({ name, englishName }: Named, language: Language): string =>
  language === 'en' ? (englishName ?? name) : name;
