import { Button, Group, Stack, Tabs, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { KINDS, PUBLICATION_STATES } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { ClearFilters, Filters, FilterSearch, FilterSelect } from '../../ui/filters.tsx';
import { OwnReleasePicker } from '../../ui/own-release-picker.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { PublicationStateTag, SeverityTag, Tag } from '../../ui/tags.tsx';
import { When } from '../../ui/when.tsx';
import { useListed } from './listed.ts';

const PublicationsQuery = graphql(`
  query Publications(
    $first: Int!
    $after: String
    $state: PublicationState
    $kind: PublicationKind
    $releaseId: ID
    $isSecondCheckPending: Boolean
    $search: String
  ) {
    publications(
      first: $first
      after: $after
      state: $state
      kind: $kind
      releaseId: $releaseId
      isSecondCheckPending: $isSecondCheckPending
      search: $search
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
          state
          revision
          titleJa
          titleEn
          severity
          publishedAt
          submittedAt
          isSecondCheckPending
          review {
            updatedAt
            sentBackReason
          }
          releases {
            id
            version
            product {
              name
            }
          }
        }
      }
    }
  }
`);

type Row = ResultOf<typeof PublicationsQuery>['publications']['edges'][number]['node'];

/** As many releases as a row names; the others are counted. */
const RELEASES_SHOWN = 2;

const namesOf = (releases: Row['releases']) =>
  releases.slice(0, RELEASES_SHOWN).map(({ product, version }) => `${product.name} ${version}`);

/** What the own organisation publishes, from draft to withdrawal. */
export function PublicationsScreen() {
  const { t } = useWords('publishing');
  const term = useTerm();
  const listed = useListed();
  const language = useLanguage();
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/publishing' });
  const list = useRows(PublicationsQuery, search, ({ publications }) => publications);
  const set = (change: Partial<typeof search>) =>
    void navigate({ to: '/publishing', search: { ...search, ...change }, replace: true });

  const columns: Column<Row>[] = [
    {
      key: 'title',
      header: t('column.title'),
      width: 'minmax(14rem, 4fr)',
      cell: (row) => (
        <div>
          <Text component="span" dir="auto">
            {titleOf(row, language)}
          </Text>
          <Text size="sm" c="dimmed" dir="auto">
            {listed(namesOf(row.releases))}
            {row.releases.length > RELEASES_SHOWN &&
              ` ${t('andMore', { count: row.releases.length - RELEASES_SHOWN })}`}
          </Text>
        </div>
      ),
    },
    { key: 'kind', header: t('column.kind'), width: '9rem', cell: (row) => term('PublicationKind', row.kind) },
    {
      key: 'severity',
      header: t('column.severity'),
      width: '6rem',
      cell: (row) => <SeverityTag severity={row.severity} />,
    },
    {
      key: 'state',
      header: t('column.state'),
      width: '9rem',
      cell: (row) => (
        <Group gap={4}>
          <PublicationStateTag state={row.state} />
          {row.isSecondCheckPending && <Tag tone="grave">{t('secondCheckPending')}</Tag>}
          {row.review?.sentBackReason && <Tag tone="warning">{t('sentBack')}</Tag>}
        </Group>
      ),
    },
    { key: 'revision', header: t('column.revision'), width: '4rem', align: 'end', cell: (row) => row.revision },
    {
      key: 'when',
      header: t('column.when'),
      width: '11rem',
      cell: (row) => <When at={row.publishedAt ?? row.submittedAt ?? row.review?.updatedAt ?? ''} />,
    },
  ];
  const isPublisher = useMay('draft Publication');
  const { state: _tab, ...filter } = search;
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Page
      title={t('list.title')}
      lead={t('list.lead')}
      actions={
        isPublisher && (
          <Button component={Link} to="/publishing/new" leftSection={<IconPlus size={18} aria-hidden />}>
            {t('list.new')}
          </Button>
        )
      }
    >
      <Tabs
        value={search.state ?? 'ALL'}
        onChange={(value) => set({ state: PUBLICATION_STATES.find((state) => state === value) })}
      >
        <Tabs.List aria-label={t('column.state')}>
          <Tabs.Tab value="ALL">{t('common:everything')}</Tabs.Tab>
          {PUBLICATION_STATES.map((state) => (
            <Tabs.Tab key={state} value={state}>
              {term('PublicationState', state)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={search.state ?? 'ALL'} pt="md">
          <Stack>
            <Filters>
              <FilterSearch label={t('list.search')} value={search.search} onChange={(text) => set({ search: text })} />
              <FilterSelect
                label={t('column.kind')}
                value={search.kind}
                choices={KINDS.map((value) => ({ value, label: term('PublicationKind', value) }))}
                onChange={(kind) => set({ kind })}
              />
              <OwnReleasePicker
                label={t('list.release')}
                placeholder={t('common:everything')}
                value={search.releaseId}
                onChange={(releaseId) => set({ releaseId })}
              />
              <FilterSelect
                label={t('list.check')}
                value={search.isSecondCheckPending ? 'pending' : undefined}
                choices={[{ value: 'pending', label: t('secondCheckPending') }]}
                onChange={(chosen) => set({ isSecondCheckPending: chosen ? true : undefined })}
              />
              {isFiltered && (
                <ClearFilters
                  onClear={() =>
                    void navigate({
                      to: '/publishing',
                      search: search.state ? { state: search.state } : {},
                      replace: true,
                    })
                  }
                />
              )}
            </Filters>
            <RowsTable
              label={t('list.title')}
              columns={columns}
              list={list}
              keyOf={({ id }) => id}
              onOpen={({ id, state }) =>
                void navigate({
                  to: state === 'IN_REVIEW' ? '/publishing/$publicationId/review' : '/publishing/$publicationId',
                  params: { publicationId: id },
                })
              }
              empty={{
                title: t('list.empty'),
                text: isFiltered ? t('list.emptyFiltered') : isPublisher ? t('list.emptyText') : t('list.emptyReader'),
              }}
            />
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
