import { Anchor, Stack, Text } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { Filters, FilterSearch } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';

const ProductsQuery = graphql(`
  query PublicProducts($first: Int!, $after: String, $search: String) {
    publicProducts(first: $first, after: $after, search: $search) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          name
          englishName
          vendor {
            id
            name
            englishName
          }
          identifiers {
            scheme
            value
          }
        }
      }
    }
  }
`);

type Row = ResultOf<typeof ProductsQuery>['publicProducts']['edges'][number]['node'];

/** Products of all vendors that take part: the way to whether one of them is still supported. */
export function PublicProductsScreen() {
  const { t } = useWords('public');
  const term = useTerm();
  const language = useLanguage();
  const navigate = useNavigate();
  const { search } = useSearch({ from: '/public/public' });
  const list = useRows(ProductsQuery, { search: search ?? null }, ({ publicProducts }) => publicProducts, {
    asAnybody: true,
    refreshes: false,
  });
  const open = ({ id }: Row) => void navigate({ to: '/public/products/$productId', params: { productId: id } });
  const columns: Column<Row>[] = [
    {
      key: 'name',
      header: t('products.name'),
      width: 'minmax(10rem, 2fr)',
      cell: (row) => (
        <Anchor
          dir="auto"
          renderRoot={(props) => <Link to="/public/products/$productId" params={{ productId: row.id }} {...props} />}
        >
          {nameOf(row, language)}
        </Anchor>
      ),
    },
    { key: 'kind', header: t('products.kind'), width: '8rem', cell: (row) => term('ProductKind', row.kind) },
    {
      key: 'vendor',
      header: t('products.vendor'),
      width: 'minmax(8rem, 1fr)',
      cell: (row) => <span dir="auto">{nameOf(row.vendor, language)}</span>,
    },
    {
      key: 'identifiers',
      header: t('products.identifiers'),
      width: 'minmax(9rem, 1fr)',
      cell: (row) => (
        <Stack gap={0}>
          {row.identifiers.map(({ scheme, value }) => (
            <Text key={`${scheme} ${value}`} size="sm" component="span">
              {term('IdentifierScheme', scheme)}: <bdi>{value}</bdi>
            </Text>
          ))}
        </Stack>
      ),
    },
  ];
  return (
    <Page title={t('products.title')} lead={t('products.lead')}>
      <Filters>
        <FilterSearch
          label={t('products.search')}
          value={search}
          onChange={(text) => void navigate({ to: '/public', search: text ? { search: text } : {}, replace: true })}
        />
      </Filters>
      <RowsTable
        label={t('products.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        onOpen={open}
        empty={{ title: t('products.empty'), text: t('products.emptyText') }}
      />
    </Page>
  );
}
