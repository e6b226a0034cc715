import { Anchor, Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { PRODUCT_KINDS } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { useMay, useViewer } from '../../app/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ClearFilters, Filters, FilterSearch, FilterSelect } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { useNumbers } from '../../ui/when.tsx';
import { RegisterProduct } from './register-product.tsx';

const CatalogueQuery = graphql(`
  query Catalogue($vendorId: ID!, $search: String, $kind: ProductKind, $first: Int!, $after: String) {
    products(vendorId: $vendorId, search: $search, kind: $kind, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          name
          englishName
          kind
          identifiers {
            id
            scheme
            value
          }
          releases {
            id
          }
        }
      }
    }
  }
`);

type Row = ResultOf<typeof CatalogueQuery>['products']['edges'][number]['node'];

/** What the own organisation makes. */
export function CatalogueScreen() {
  const { t } = useWords('vendor');
  const term = useTerm();
  const viewer = useViewer();
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/catalogue' });
  const [isOpen, { open, close }] = useDisclosure(false);
  const list = useRows(
    CatalogueQuery,
    { vendorId: viewer.organisation?.id ?? '', search: search.search ?? null, kind: search.kind ?? null },
    ({ products }) => products,
  );
  const columns = useColumns();
  const set = (change: Partial<typeof search>) =>
    void navigate({ to: '/catalogue', search: { ...search, ...change }, replace: true });
  const isAdmin = useMay('register Product');
  const isFiltered = Boolean(search.search ?? search.kind);
  return (
    <Page
      title={t('catalogue.title')}
      lead={t('catalogue.lead')}
      actions={
        <>
          <Button variant="default" renderRoot={(props) => <Link to="/catalogue/lacking" {...props} />}>
            {t('catalogue.lackingLink')}
          </Button>
          {isAdmin && (
            <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={open}>
              {t('catalogue.register')}
            </Button>
          )}
        </>
      }
    >
      <Filters>
        <FilterSearch label={t('catalogue.search')} value={search.search} onChange={(text) => set({ search: text })} />
        <FilterSelect
          label={t('catalogue.kind')}
          value={search.kind}
          choices={PRODUCT_KINDS.map((value) => ({ value, label: term('ProductKind', value) }))}
          onChange={(kind) => set({ kind })}
        />
        {isFiltered && <ClearFilters onClear={() => set({ search: undefined, kind: undefined })} />}
      </Filters>
      <RowsTable
        label={t('catalogue.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/catalogue/$productId', params: { productId: id } })}
        empty={{
          title: t('catalogue.empty'),
          text: t(isFiltered ? 'catalogue.emptyFiltered' : isAdmin ? 'catalogue.emptyText' : 'catalogue.emptyReader'),
        }}
      />
      <Dialog opened={isOpen} onClose={close} title={t('catalogue.register')} size="lg">
        <RegisterProduct
          userId={viewer.userId}
          onCancel={close}
          onDone={(productId) => void navigate({ to: '/catalogue/$productId', params: { productId } })}
        />
      </Dialog>
    </Page>
  );
}

function useColumns(): Column<Row>[] {
  const { t } = useWords('vendor');
  const term = useTerm();
  const language = useLanguage();
  const { count } = useNumbers();
  return [
    {
      key: 'name',
      header: t('catalogue.name'),
      width: 'minmax(14rem, 3fr)',
      cell: (product) => (
        <Anchor
          dir="auto"
          renderRoot={(props) => <Link to="/catalogue/$productId" params={{ productId: product.id }} {...props} />}
        >
          {nameOf(product, language)}
        </Anchor>
      ),
    },
    {
      key: 'kind',
      header: t('catalogue.kind'),
      width: 'minmax(9rem, 1fr)',
      cell: ({ kind }) => term('ProductKind', kind),
    },
    {
      key: 'identifiers',
      header: t('catalogue.identifiers'),
      width: 'minmax(12rem, 2fr)',
      cell: ({ identifiers }) =>
        identifiers.map(({ id, scheme, value }) => (
          <Text key={id} size="sm">
            {term('IdentifierScheme', scheme)} <bdi>{value}</bdi>
          </Text>
        )),
    },
    {
      key: 'releases',
      header: t('catalogue.releases'),
      width: '6rem',
      align: 'end',
      cell: ({ releases }) => count(releases.length),
    },
  ];
}
