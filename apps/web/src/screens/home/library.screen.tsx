import { Anchor, Text } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { KINDS } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { ClearFilters, Filters, FilterSearch, FilterSelect } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { PublicationStateTag, SeverityTag, TlpTag } from '../../ui/tags.tsx';
import { When } from '../../ui/when.tsx';

const LibraryQuery = graphql(`
  query Library($first: Int!, $after: String, $kind: PublicationKind, $search: String) {
    publications(first: $first, after: $after, kind: $kind, search: $search) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          state
          titleJa
          titleEn
          severity
          tlp
          publishedAt
          vendor {
            name
            englishName
          }
        }
      }
    }
  }
`);

type Row = ResultOf<typeof LibraryQuery>['publications']['edges'][number]['node'];

/** Everything published that a regulator may read. */
export function LibraryScreen() {
  const { t } = useWords('operator');
  const term = useTerm();
  const language = useLanguage();
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/library' });
  const list = useRows(LibraryQuery, search, ({ publications }) => publications);
  const set = (change: Partial<typeof search>) =>
    void navigate({ to: '/library', search: { ...search, ...change }, replace: true });
  const isFiltered = Boolean(search.kind ?? search.search);
  const columns: Column<Row>[] = [
    {
      key: 'title',
      header: t('library.document'),
      width: 'minmax(14rem, 4fr)',
      cell: (row) => (
        <div>
          <Anchor
            dir="auto"
            renderRoot={(props) => (
              <Link to="/publications/$publicationId" params={{ publicationId: row.id }} {...props} />
            )}
          >
            {titleOf(row, language)}
          </Anchor>
          <Text size="sm" c="dimmed">
            <bdi>{nameOf(row.vendor, language)}</bdi>
          </Text>
        </div>
      ),
    },
    { key: 'kind', header: t('library.kind'), width: '9rem', cell: ({ kind }) => term('PublicationKind', kind) },
    {
      key: 'severity',
      header: t('library.severity'),
      width: '6rem',
      cell: ({ severity }) => <SeverityTag severity={severity} />,
    },
    { key: 'tlp', header: t('library.tlp'), width: '8rem', cell: ({ tlp }) => <TlpTag tlp={tlp} /> },
    {
      key: 'state',
      header: t('library.state'),
      width: '8rem',
      cell: ({ state }) => <PublicationStateTag state={state} />,
    },
    {
      key: 'published',
      header: t('library.published'),
      width: '11rem',
      cell: ({ publishedAt }) => publishedAt && <When at={publishedAt} />,
    },
  ];
  return (
    <Page title={t('library.title')} lead={t('library.lead')}>
      <Filters>
        <FilterSearch label={t('library.search')} value={search.search} onChange={(text) => set({ search: text })} />
        <FilterSelect
          label={t('library.kind')}
          value={search.kind}
          choices={KINDS.map((value) => ({ value, label: term('PublicationKind', value) }))}
          onChange={(kind) => set({ kind })}
        />
        {isFiltered && <ClearFilters onClear={() => set({ kind: undefined, search: undefined })} />}
      </Filters>
      <RowsTable
        label={t('library.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/publications/$publicationId', params: { publicationId: id } })}
        empty={{ title: t('library.empty'), text: t(isFiltered ? 'library.emptyFiltered' : 'library.emptyText') }}
      />
    </Page>
  );
}
