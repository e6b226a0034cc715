import '@mantine/spotlight/styles.layer.css';
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useDebouncedValue } from '@mantine/hooks';
import { useRouter } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from './graphql.ts';
import { type Language, useLanguage, useTerm } from './language.ts';
import { useMenu } from './menu.ts';
import { useAnswer } from './queries.ts';
import { type Side, sideOf, useViewer } from './session.ts';

const SearchQuery = graphql(`
  query Search($text: String!) {
    search(text: $text, first: 20) {
      kind
      id
      withinId
      title
      englishTitle
      detail
      englishDetail
    }
  }
`);

type Hit = ResultOf<typeof SearchQuery>['search'][number];

/** The sides of the portal that see what documents hold. */
const ANALYSED: ReadonlySet<Side> = new Set(['hospital', 'vendor']);
/** CVE-2026-1234, JVNDB-2026-000001, GHSA-…: letters, a hyphen, and a number somewhere after it. */
const VULNERABILITY = /^[a-z]{2,10}-[\w-]*\d[\w-]*$/i;
const TYPING_MS = 200;
const LONGEST = 200;

/** Searches the menu and everything one may see; opens as soon as it is loaded. */
export default function Palette({ onReady }: { onReady: (open: () => void) => void }) {
  const { t } = useTranslation();
  const term = useTerm();
  const language = useLanguage();
  const router = useRouter();
  const side = sideOf(useViewer());
  const menu = useMenu();
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim().slice(0, LONGEST), TYPING_MS);
  const { data, isFetching } = useAnswer(SearchQuery, { text }, { enabled: text !== '', refreshes: false });
  useEffect(() => onReady(Spotlight.open), [onReady]);

  const go = (path: string) => router.history.push(path);
  const screens = menu
    .filter(({ label }) => label.toLowerCase().includes(typed.trim().toLowerCase()))
    .map(({ to, label }) => ({ id: to, label, onClick: () => go(to) }));
  const hits = text === '' ? [] : (data?.search ?? []);
  const found = Map.groupBy(hits, ({ kind }) => kind);
  // What is inside of documents is searched by pages of its own, which the typed words lead to.
  const analyses = (words: string): SpotlightActionData[] => {
    const asked = encodeURIComponent(words);
    return [
      { id: 'components', label: t('palette.components', { words }), onClick: () => go(`/components?name=${asked}`) },
      ...(VULNERABILITY.test(words)
        ? [
            {
              id: 'exposure',
              label: t('palette.exposure', { words }),
              onClick: () => go(`/exposure?vulnerability=${asked}`),
            },
          ]
        : []),
    ];
  };
  const groups: SpotlightActionGroupData[] = [
    { group: t('palette.screens'), actions: screens },
    ...[...found].map(([kind, ofKind]) => ({
      group: term('SearchKind', kind),
      actions: ofKind.map((hit): SpotlightActionData => {
        const { label, description } = wordsOf(hit, language);
        return { id: `${kind} ${hit.id}`, label, description, onClick: () => go(pathOf(hit, side)) };
      }),
    })),
    ...(text !== '' && ANALYSED.has(side) ? [{ group: t('palette.analyse'), actions: analyses(text) }] : []),
  ];
  return (
    <Spotlight
      shortcut={null}
      actions={groups.filter(({ actions }) => actions.length > 0)}
      filter={(_query, actions) => actions}
      query={typed}
      onQueryChange={setTyped}
      nothingFound={isFetching ? t('loading') : t('palette.nothing')}
      scrollable
      maxHeight="min(28rem, 70vh)"
      searchProps={{
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.placeholder'),
        maxLength: LONGEST,
      }}
    />
  );
}

function wordsOf({ title, englishTitle, detail, englishDetail }: Hit, language: Language) {
  return language === 'en'
    ? { label: englishTitle ?? title, description: englishDetail ?? detail ?? '' }
    : { label: title, description: detail ?? '' };
}

/** Where what was found is shown, on this side of the portal. */
function pathOf({ kind, id, withinId }: Hit, side: Side): string {
  switch (kind) {
    case 'DELIVERY':
      return `/publications/${withinId}`;
    case 'PUBLICATION':
      return side === 'vendor' ? `/publishing/${id}` : `/publications/${id}`;
    case 'PRODUCT':
      return side === 'vendor' ? `/catalogue/${id}` : `/products/${id}`;
    case 'RELEASE':
      return side === 'vendor' ? `/catalogue/${withinId}` : `/products/${withinId}`;
    case 'ASSET':
      return `/assets/${id}`;
    case 'CASE':
      return `/cases/${id}`;
    case 'FILED_DOCUMENT':
      return `/filed/${id}`;
    case 'PUBLISHED_ANSWER':
      return `/answers/${id}`;
    case 'COMPONENT':
      return `/components?${id.startsWith('pkg:') ? 'purl' : 'name'}=${encodeURIComponent(id)}`;
    case 'ORGANISATION':
      return side === 'operator' ? '/organisations' : '/relationships';
    case 'SITE':
      return '/sites';
    case 'MEMBER':
      return '/members';
  }
}
