import { Anchor, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { RECEIPT_KINDS } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, titleOf, useLanguage, useTrailTerm, useWords } from '../../app/language.ts';
import { useAnswer, useRows } from '../../app/queries.ts';
import { useSites } from '../../app/sites.ts';
import { ClearFilters, FilterDay, Filters } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { When } from '../../ui/when.tsx';
import { ReceiptButton } from './receipt-button.tsx';
import { readFacts } from './recorded-facts.ts';
import classes from './inbox.module.css';

const ReceiptsQuery = graphql(`
  query Receipts($first: Int!, $after: String, $filter: TrailFilterInput) {
    trail(first: $first, after: $after, filter: $filter) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          recordedAt
          facts
          person {
            name
          }
        }
      }
    }
  }
`);

const ReceiptTitleQuery = graphql(`
  query ReceiptTitle($id: ID!) {
    publication(id: $id) {
      titleJa
      titleEn
      vendor {
        name
        englishName
      }
    }
  }
`);

type Row = ResultOf<typeof ReceiptsQuery>['trail']['edges'][number]['node'];

const startOf = (day: string, daysLater = 0): string => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
};

/** What the hospital did with what it received, each act with the file that proves it. */
export function ReceiptsScreen() {
  const { t } = useWords('inbox');
  const trailTerm = useTrailTerm();
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/receipts' });
  const { kind = RECEIPT_KINDS[0], from, until } = search;
  const filter = { kind, ...(from && { from: startOf(from) }), ...(until && { until: startOf(until, 1) }) };
  const list = useRows(ReceiptsQuery, { filter }, ({ trail }) => trail);
  const { nameOfSite } = useSites();
  const set = (change: Partial<typeof search>) =>
    void navigate({ to: '/receipts', search: { ...search, ...change }, replace: true });

  const columns: Column<Row>[] = [
    {
      key: 'document',
      header: t('column.title'),
      width: 'minmax(10rem, 3fr)',
      cell: ({ facts }) => <DocumentOf publicationId={readFacts(facts).publicationId} />,
    },
    {
      key: 'when',
      header: t('recorded.when'),
      width: 'minmax(8rem, 1fr)',
      cell: ({ recordedAt }) => <When at={recordedAt} />,
    },
    {
      key: 'who',
      header: t('recorded.who'),
      width: 'minmax(6rem, 1fr)',
      cell: ({ person }) => <bdi>{person?.name ?? t('recorded.program')}</bdi>,
    },
    {
      key: 'site',
      header: t('home.site'),
      width: 'minmax(5rem, 1fr)',
      cell: ({ facts }) => <bdi>{readFacts(facts).siteIds.map(nameOfSite).filter(Boolean).join(', ')}</bdi>,
    },
    {
      key: 'receipt',
      header: t('receipts.column'),
      width: '13rem',
      cell: ({ id, kind: what, recordedAt }) => (
        <Stack gap={4} align="flex-start">
          <ReceiptButton eventId={id} of={`${trailTerm(what)} ${recordedAt}`} />
          <Anchor
            size="sm"
            renderRoot={(props) => <Link to="/records/$eventId/verify" params={{ eventId: id }} {...props} />}
          >
            {t('receipts.verify')}
          </Anchor>
        </Stack>
      ),
    },
  ];
  return (
    <Page title={t('receipts.title')} lead={t('receipts.lead')}>
      <Paper withBorder p="md">
        <Title order={2} size="h5">
          {t('receipts.how.title')}
        </Title>
        <Text size="sm">{t('receipts.how.text')}</Text>
        <Text size="sm">
          {t('receipts.how.command')} <code>npx tasuki verify receipt {t('receipts.how.file')}</code>
        </Text>
      </Paper>
      <nav className={classes['tabs']} aria-label={t('recorded.what')} data-print="no">
        {RECEIPT_KINDS.map((one) => (
          <Link
            key={one}
            to="/receipts"
            search={{ ...search, kind: one }}
            className={classes['tab'] ?? ''}
            aria-current={one === kind ? 'page' : undefined}
          >
            {trailTerm(one)}
          </Link>
        ))}
      </nav>
      <Filters>
        <FilterDay label={t('receipts.from')} value={from} onChange={(day) => set({ from: day })} />
        <FilterDay label={t('receipts.until')} value={until} onChange={(day) => set({ until: day })} />
        {(from ?? until) && (
          <ClearFilters onClear={() => void navigate({ to: '/receipts', search: { kind }, replace: true })} />
        )}
      </Filters>
      <RowsTable
        label={t('receipts.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        empty={{ title: t('receipts.empty.title'), text: t('receipts.empty.text') }}
      />
    </Page>
  );
}

/** The record names a document by its id; its title is looked up as its row comes into sight. */
function DocumentOf({ publicationId }: { publicationId: string | null }) {
  const { t } = useWords('inbox');
  const language = useLanguage();
  const { data, isPending, error } = useAnswer(
    ReceiptTitleQuery,
    { id: publicationId ?? '' },
    { enabled: publicationId !== null, refreshes: false },
  );
  if (publicationId === null || error) return <Text c="dimmed">{t('receipts.unknown')}</Text>;
  if (isPending) return <Skeleton h={20} />;
  const { publication } = data;
  return (
    <div>
      <Link to="/publications/$publicationId" params={{ publicationId }} className={classes['title'] ?? ''}>
        <bdi>{titleOf(publication, language)}</bdi>
      </Link>
      <Text size="sm" c="dimmed" dir="auto">
        {nameOf(publication.vendor, language)}
      </Text>
    </div>
  );
}
