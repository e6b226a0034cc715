import { useTranslation } from 'react-i18next';

/** What happened, in words. The label of a kind stands under its name with `_` for the dot. */
export function useTrailWords() {
  const { t, i18n } = useTranslation('terms');
  return {
    kind(kind: string): string {
      const key = `TrailKind.${kind.replaceAll('.', '_')}`;
      // A newer program may record what these pages do not know.
      return i18n.exists(`terms:${key}`) ? (t as (key: string) => string)(key) : kind;
    },
  };
}
