import { Anchor, Checkbox, Group, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { PUBLISHED_ANSWER_STATES } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { Filters, FilterSearch, FilterSelect } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Tag } from '../../ui/tags.tsx';
import { When } from '../../ui/when.tsx';
import { AnswerStateTag } from './answer-state-tag.tsx';

const PublishedAnswersQuery = graphql(`
  query PublishedAnswers(
    $first: Int!
    $after: String
    $state: PublishedAnswerState
    $isProposed: Boolean
    $vendorId: ID
    $search: String
  ) {
    publishedAnswers(
      first: $first
      after: $after
      state: $state
      isProposed: $isProposed
      vendorId: $vendorId
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
          state
          publishedAt
          vendor {
            id
            name
            englishName
          }
          product {
            id
            name
            englishName
          }
          publication {
            id
            titleJa
            titleEn
          }
          versions {
            number
            state
            title
          }
        }
      }
    }
  }
`);

type Row = ResultOf<typeof PublishedAnswersQuery>['publishedAnswers']['edges'][number]['node'];

const route = getRouteApi('/signed-in/answers');

/** Answers that vendors give to all who have what they are about. */
export function AnswersScreen() {
  const { t } = useWords('answers');
  const term = useTerm();
  const language = useLanguage();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const isHospital = sideOf(useViewer()) === 'hospital';
  const filters = {
    state: search.state ?? null,
    isProposed: search.proposed ?? null,
    vendorId: search.vendorId ?? null,
    search: search.search ?? null,
  };
  const list = useRows(PublishedAnswersQuery, filters, ({ publishedAnswers }) => publishedAnswers);
  const filter = (change: Partial<typeof search>) =>
    void navigate({
      search: Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value)),
      replace: true,
    });
  const isFiltered = Object.keys(search).length > 0;

  const columns: Column<Row>[] = [
    {
      key: 'title',
      header: t('subject'),
      width: 'minmax(12rem, 3fr)',
      cell: ({ id, versions }) => (
        <Anchor dir="auto" renderRoot={(props) => <Link to="/answers/$id" params={{ id }} {...props} />}>
          {(versions.find(({ state }) => state === 'IN_FORCE') ?? versions[0])?.title}
        </Anchor>
      ),
    },
    {
      key: 'about',
      header: t('about'),
      width: 'minmax(9rem, 2fr)',
      cell: ({ product, publication }) => (
        <Text component="span" dir="auto">
          {product ? nameOf(product, language) : publication && titleOf(publication, language)}
        </Text>
      ),
    },
    ...(isHospital
      ? [
          {
            key: 'vendor',
            header: t('vendor'),
            width: 'minmax(9rem, 2fr)',
            cell: ({ vendor }: Row) => <span dir="auto">{nameOf(vendor, language)}</span>,
          },
        ]
      : []),
    {
      key: 'state',
      header: t('state'),
      width: 'minmax(9rem, 1fr)',
      cell: ({ state, versions }) => (
        <Group gap={4}>
          <AnswerStateTag state={state} />
          {state === 'PUBLISHED' && versions[0]?.state === 'PROPOSED' && <Tag tone="notice">{t('correction')}</Tag>}
        </Group>
      ),
    },
    {
      key: 'published',
      header: t('publishedAt'),
      width: 'minmax(9rem, 1fr)',
      cell: ({ publishedAt }) => publishedAt && <When at={publishedAt} />,
    },
  ];
  return (
    <Page title={t('title')} lead={t(isHospital ? 'leadHospital' : 'leadVendor')}>
      <Filters>
        <FilterSearch label={t('search')} value={search.search} onChange={(words) => filter({ search: words })} />
        <FilterSelect
          label={t('state')}
          value={search.state}
          choices={PUBLISHED_ANSWER_STATES.filter((one) => !isHospital || one !== 'PROPOSED').map((value) => ({
            value,
            label: term('PublishedAnswerState', value),
          }))}
          onChange={(chosen) => filter({ state: chosen })}
        />
        {!isHospital && (
          <Checkbox
            label={t('onlyProposed')}
            checked={search.proposed ?? false}
            onChange={({ currentTarget }) => filter({ proposed: currentTarget.checked || undefined })}
          />
        )}
      </Filters>
      <RowsTable
        label={t('title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/answers/$id', params: { id } })}
        empty={{
          title: t(isFiltered ? 'emptyFiltered' : 'empty'),
          text: t(isFiltered ? 'emptyFilteredText' : isHospital ? 'emptyHospital' : 'emptyVendor'),
        }}
      />
    </Page>
  );
}
