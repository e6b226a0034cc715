import { Group, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { useState } from 'react';
import { SEVERITIES } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { Filters, FilterSearch, FilterSelect } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { SeverityTag, Tag } from '../../ui/tags.tsx';
import { Day } from '../../ui/when.tsx';

const InboxQuery = graphql(`
  query Inbox($first: Int!, $after: String, $filter: InboxFilterInput) {
    inbox(first: $first, after: $after, filter: $filter, sort: DUE) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          severity
          dueOn
          isOverdue
          unseenSites
          affectedAssets
          publication {
            id
            titleJa
            titleEn
            vendor {
              name
              englishName
            }
          }
        }
      }
    }
  }
`);

type Row = ResultOf<typeof InboxQuery>['inbox']['edges'][number]['node'];

/** What came in for the hospital's devices: what is due first, unread marked. */
export function InboxScreen() {
  const { t } = useWords('inbox');
  const term = useTerm();
  const language = useLanguage();
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/inbox' });
  const { state = 'OPEN', ...filter } = search;
  const list = useRows(InboxQuery, { filter: { state, ...filter } }, ({ inbox }) => inbox);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const set = (change: Partial<typeof search>) =>
    void navigate({ to: '/inbox', search: { ...search, ...change }, replace: true });

  const columns: Column<Row>[] = [
    {
      key: 'title',
      header: t('column.title'),
      width: 'minmax(14rem, 4fr)',
      cell: (row) => (
        <div>
          <Text component="span" dir="auto">
            {titleOf(row.publication, language)}
          </Text>
          <Text size="sm" c="dimmed" fw={400} dir="auto">
            {nameOf(row.publication.vendor, language)}
          </Text>
        </div>
      ),
    },
    {
      key: 'severity',
      header: t('column.severity'),
      width: '7rem',
      cell: (row) => <SeverityTag severity={row.severity} />,
    },
    {
      key: 'due',
      header: t('column.due'),
      width: '10rem',
      cell: (row) =>
        row.dueOn && (
          <Group gap={6}>
            <Day on={row.dueOn} />
            {row.isOverdue && <Tag tone="grave">{t('overdue')}</Tag>}
          </Group>
        ),
    },
    { key: 'assets', header: t('column.assets'), width: '6rem', align: 'end', cell: (row) => row.affectedAssets },
  ];
  return (
    <Page title={t('title')}>
      <Filters>
        <FilterSearch label={t('filter.search')} value={search.search} onChange={(text) => set({ search: text })} />
        <FilterSelect
          label={t('filter.severity')}
          value={search.severity}
          choices={SEVERITIES.map((value) => ({ value, label: term('Severity', value) }))}
          onChange={(severity) => set({ severity })}
        />
      </Filters>
      <RowsTable
        label={t('title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        selection={{ selected, onChange: setSelected }}
        empty={{ title: t('empty.title'), text: t('empty.text') }}
        toneOf={({ unseenSites }) => (unseenSites > 0 ? 'unread' : undefined)}
      />
    </Page>
  );
}
