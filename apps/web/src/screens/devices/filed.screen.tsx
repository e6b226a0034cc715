import { Anchor, Button, Group, Kbd, Switch, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { KINDS } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { ClearFilters, Filters, FilterSearch, FilterSelect } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Tag } from '../../ui/tags.tsx';
import { Day } from '../../ui/when.tsx';
import { ReleaseFilter } from './release-filter.tsx';
import { releaseWords } from '../../ui/release-name.tsx';

const FiledDocumentsQuery = graphql(`
  query FiledDocuments(
    $first: Int!
    $after: String
    $kind: PublicationKind
    $releaseId: ID
    $search: String
    $includeRemoved: Boolean!
  ) {
    filedDocuments(
      first: $first
      after: $after
      kind: $kind
      releaseId: $releaseId
      search: $search
      includeRemoved: $includeRemoved
    ) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          title
          source
          sourceNote
          receivedOn
          removedAt
          confirmedByPublicationId
          releases {
            id
            version
            product {
              id
              name
              englishName
              makerName
              vendor {
                name
                englishName
              }
            }
          }
        }
      }
    }
  }
`);

type Row = ResultOf<typeof FiledDocumentsQuery>['filedDocuments']['edges'][number]['node'];

/** What reached the hospital by mail, on paper or on a disc, and was filed by it. */
export function FiledScreen() {
  const { t } = useWords('devices');
  const term = useTerm();
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/filed' });
  const { kind, releaseId, search: text, removed } = search;
  const list = useRows(
    FiledDocumentsQuery,
    { kind: kind ?? null, releaseId: releaseId ?? null, search: text ?? null, includeRemoved: removed ?? false },
    ({ filedDocuments }) => filedDocuments,
  );
  const columns = useColumns();
  const mayFile = useMay('file FiledDocument');
  useHotkeys(mayFile ? [['n', () => void navigate({ to: '/filed/new' })]] : []);
  const set = (change: Partial<typeof search>) =>
    void navigate({ to: '/filed', search: { ...search, ...change }, replace: true });
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <Page
      title={t('filed.title')}
      lead={t('filed.lead')}
      actions={
        mayFile && (
          <Button renderRoot={(props) => <Link to="/filed/new" {...props} />} rightSection={<Kbd size="xs">n</Kbd>}>
            {t('filed.file')}
          </Button>
        )
      }
    >
      <Filters>
        <FilterSearch label={t('filed.filter.search')} value={text} onChange={(words) => set({ search: words })} />
        <FilterSelect
          label={t('filed.kind')}
          value={kind}
          choices={KINDS.map((value) => ({ value, label: term('PublicationKind', value) }))}
          onChange={(chosen) => set({ kind: chosen })}
        />
        <ReleaseFilter productId={undefined} releaseId={releaseId} onChange={(chosen) => set({ releaseId: chosen })} />
        <Switch
          mb={8}
          label={t('filed.filter.removed')}
          checked={removed ?? false}
          onChange={({ currentTarget }) => set({ removed: currentTarget.checked || undefined })}
        />
        {isFiltered && <ClearFilters onClear={() => void navigate({ to: '/filed', search: {}, replace: true })} />}
      </Filters>
      <RowsTable
        label={t('filed.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/filed/$filedId', params: { filedId: id } })}
        empty={
          isFiltered
            ? { title: t('filed.none.title'), text: t('filed.none.text') }
            : { title: t('filed.empty.title'), text: t('filed.empty.text') }
        }
      />
    </Page>
  );
}

function useColumns(): Column<Row>[] {
  const { t } = useWords('devices');
  const term = useTerm();
  const language = useLanguage();
  return [
    {
      key: 'title',
      header: t('filed.column.title'),
      width: 'minmax(14rem, 3fr)',
      cell: ({ id, kind, title }) => (
        <div>
          <Anchor dir="auto" renderRoot={(props) => <Link to="/filed/$filedId" params={{ filedId: id }} {...props} />}>
            {title}
          </Anchor>
          <Text size="sm" c="dimmed">
            {term('PublicationKind', kind)}
          </Text>
        </div>
      ),
    },
    {
      key: 'releases',
      header: t('filed.releases'),
      width: 'minmax(10rem, 2fr)',
      cell: ({ releases }) =>
        releases.map((release) => (
          <Text key={release.id} size="sm" dir="auto">
            {releaseWords(release, language)}
          </Text>
        )),
    },
    {
      key: 'source',
      header: t('filed.source'),
      width: 'minmax(8rem, 1.3fr)',
      cell: ({ source, sourceNote }) => (
        <div>
          <Text size="sm">{term('FiledSource', source)}</Text>
          <Text size="xs" c="dimmed" dir="auto">
            {sourceNote}
          </Text>
        </div>
      ),
    },
    {
      key: 'received',
      header: t('filed.receivedOn'),
      width: '8rem',
      cell: ({ receivedOn }) => <Day on={receivedOn} />,
    },
    {
      key: 'state',
      header: t('filed.state'),
      width: '9rem',
      cell: ({ removedAt, confirmedByPublicationId }) => (
        <Group gap={4}>
          {removedAt ? (
            <Tag tone="quiet">{t('filed.removed')}</Tag>
          ) : (
            <Tag tone={confirmedByPublicationId ? 'good' : 'notice'}>
              {confirmedByPublicationId ? t('filed.confirmed') : t('unconfirmed')}
            </Tag>
          )}
        </Group>
      ),
    },
  ];
}
