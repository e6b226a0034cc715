import { Anchor, Button, Group, Kbd, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { ASSET_STATUSES } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { ClearFilters, Filters, FilterSearch, FilterSelect } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { TableExports } from '../../ui/table-exports.tsx';
import { useNumbers } from '../../ui/when.tsx';
import { AssetStatusTag, Connections } from './asset-tags.tsx';
import { MatchesNotice } from './matches-notice.tsx';
import { ProductPicker } from './product-picker.tsx';
import { makerOf, releaseWords, Support } from '../../ui/release-name.tsx';
import { ReleaseFilter } from './release-filter.tsx';
import { useSites } from '../../app/sites.ts';

const AssetsQuery = graphql(`
  query Assets(
    $first: Int!
    $after: String
    $siteId: ID
    $productId: ID
    $releaseId: ID
    $status: AssetStatus
    $zone: String
    $search: String
  ) {
    assets(
      first: $first
      after: $after
      siteId: $siteId
      productId: $productId
      releaseId: $releaseId
      status: $status
      zone: $zone
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
          name
          serialNumber
          lot
          quantity
          location
          siteId
          connections
          status
          release {
            id
            version
            stage
            endOfSupportOn
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

type Row = ResultOf<typeof AssetsQuery>['assets']['edges'][number]['node'];

/** The devices of the hospital, each with where it is and how long it is supported. */
export function AssetsScreen() {
  const { t } = useWords('devices');
  const term = useTerm();
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/assets' });
  const sites = useSites();
  const columns = useColumns(sites.nameOfSite);
  const list = useRows(AssetsQuery, search, ({ assets }) => assets);
  const mayAdd = useMay('register Asset');
  const mayExport = useMay('export Asset');
  const mayImport = useMay('make AssetImport');
  const add = () => void navigate({ to: '/assets/new' });
  useHotkeys(mayAdd ? [['n', add]] : []);
  const set = (change: Partial<typeof search>) =>
    void navigate({ to: '/assets', search: { ...search, ...change }, replace: true });

  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <Page
      title={t('assets.title')}
      lead={t('assets.lead')}
      actions={
        <>
          {mayExport && <TableExports of="assets" />}
          {mayImport && (
            <Button component={Link} variant="default" to="/assets/import">
              {t('assets.import')}
            </Button>
          )}
          {mayAdd && (
            <Button component={Link} to="/assets/new" rightSection={<Kbd size="xs">n</Kbd>}>
              {t('assets.add')}
            </Button>
          )}
        </>
      }
    >
      <MatchesNotice />
      <Filters>
        <FilterSearch
          label={t('assets.filter.search')}
          value={search.search}
          onChange={(text) => set({ search: text })}
        />
        <FilterSelect
          label={t('asset.site')}
          value={search.siteId}
          choices={sites.choices}
          onChange={(siteId) => set({ siteId })}
        />
        <ProductPicker
          label={t('asset.product')}
          value={search.productId}
          onChange={(productId) => set({ productId, releaseId: undefined })}
        />
        <ReleaseFilter
          productId={search.productId}
          releaseId={search.releaseId}
          onChange={(releaseId) => set({ releaseId })}
        />
        <FilterSelect
          label={t('asset.status')}
          value={search.status}
          choices={ASSET_STATUSES.map((value) => ({ value, label: term('AssetStatus', value) }))}
          onChange={(status) => set({ status })}
        />
        <FilterSearch label={t('assets.filter.zone')} value={search.zone} onChange={(zone) => set({ zone })} />
        {isFiltered && <ClearFilters onClear={() => void navigate({ to: '/assets', search: {}, replace: true })} />}
      </Filters>
      <RowsTable
        label={t('assets.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/assets/$assetId', params: { assetId: id } })}
        empty={
          isFiltered
            ? { title: t('assets.none.title'), text: t('assets.none.text') }
            : { title: t('assets.empty.title'), text: t('assets.empty.text') }
        }
      />
    </Page>
  );
}

function useColumns(nameOfSite: (id: string) => string): Column<Row>[] {
  const { t } = useWords('devices');
  const language = useLanguage();
  const { count } = useNumbers();
  return [
    {
      key: 'product',
      header: t('asset.product'),
      width: 'minmax(13rem, 3fr)',
      cell: ({ id, name, release }) => (
        <div>
          <Anchor dir="auto" renderRoot={(props) => <Link to="/assets/$assetId" params={{ assetId: id }} {...props} />}>
            {name ?? releaseWords(release, language)}
          </Anchor>
          <Text size="sm" c="dimmed" dir="auto">
            {[name && nameOf(release.product, language), makerOf(release.product, language)]
              .filter((words) => words)
              .join(' · ')}
          </Text>
        </div>
      ),
    },
    {
      key: 'release',
      header: t('asset.release'),
      width: 'minmax(9rem, 2fr)',
      cell: ({ release }) => (
        <div>
          <Text component="span" size="sm" dir="auto">
            {release.version}
          </Text>
          <Support release={release} />
        </div>
      ),
    },
    {
      key: 'serial',
      header: t('assets.column.serial'),
      width: 'minmax(7rem, 1.2fr)',
      cell: ({ serialNumber, lot, quantity }) => (
        <Group gap={4}>
          {(serialNumber ?? lot) && (
            <Text component="span" size="sm" dir="auto">
              {serialNumber ?? t('assets.lot', { lot })}
            </Text>
          )}
          {quantity > 1 && (
            <Text component="span" size="sm">
              {t('assets.quantity', { quantity: count(quantity) })}
            </Text>
          )}
        </Group>
      ),
    },
    {
      key: 'site',
      header: t('assets.column.place'),
      width: 'minmax(9rem, 2fr)',
      cell: ({ siteId, location }) => (
        <div>
          <Text size="sm" dir="auto">
            {nameOfSite(siteId)}
          </Text>
          <Text size="sm" c="dimmed" dir="auto">
            {location}
          </Text>
        </div>
      ),
    },
    {
      key: 'connections',
      header: t('asset.connections'),
      width: 'minmax(8rem, 1.4fr)',
      cell: ({ connections }) => <Connections connections={connections} />,
    },
    {
      key: 'status',
      header: t('asset.status'),
      width: '7rem',
      cell: ({ status }) => <AssetStatusTag status={status} />,
    },
  ];
}
