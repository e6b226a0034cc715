import { useLanguage } from '../../app/language.ts';

/** Several names in one sentence, as the language joins them. */
export function useListed() {
  const language = useLanguage();
  return (names: readonly string[]) => new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}
