import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { sideOf, useMay, useViewer } from '../../app/session.ts';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Tag } from '../../ui/tags.tsx';
import { Day } from '../../ui/when.tsx';
import { ComponentSearchForm } from './component-search-form.tsx';
import { typedOf } from './recognise.ts';
import { ReleaseName } from '../../ui/release-name.tsx';
import { SourceLink } from './source-link.tsx';
import { WhereHeld } from './where-held.tsx';
import { FiledSource, PublishedSource, ReleaseSpokenOf } from './said-by.ts';

const ComponentMatchesQuery = graphql(
  `
    query ComponentMatches(
      $first: Int!
      $after: String
      $name: String
      $purl: String
      $versionRange: String
      $cpe: String
      $hash: String
      $licence: String
      $vulnerability: String
    ) {
      componentMatches(
        first: $first
        after: $after
        name: $name
        purl: $purl
        versionRange: $versionRange
        cpe: $cpe
        hash: $hash
        licence: $licence
        vulnerability: $vulnerability
      ) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            path
            status
            isVersionCertain
            assetCount
            component {
              position
              name
              group
              version
              purl
              supplier
              licences
              supportLevel
              endOfSupportOn
            }
            siteCounts {
              assetCount
              site {
                id
                name
                englishName
              }
            }
            publication {
              ...PublishedSource
            }
            filedDocument {
              ...FiledSource
            }
            release {
              ...ReleaseSpokenOf
            }
          }
        }
      }
    }
  `,
  [PublishedSource, FiledSource, ReleaseSpokenOf],
);

type Row = ResultOf<typeof ComponentMatchesQuery>['componentMatches']['edges'][number]['node'];

/** Which of my devices contain this? Across the SBOMs of every vendor, and those that the hospital filed. */
export function ComponentsScreen() {
  const { t } = useWords('devices');
  const search = useSearch({ from: '/signed-in/components' });
  const isAsked = Object.values(search).some((value) => value !== undefined);
  return (
    <Page title={t('components.title')} lead={t('components.lead')}>
      <ComponentSearchForm key={JSON.stringify(search)} search={search} />
      {isAsked ? <Matches /> : <Text size="sm">{t('components.examples')}</Text>}
    </Page>
  );
}

function Matches() {
  const { t } = useWords('devices');
  const search = useSearch({ from: '/signed-in/components' });
  const columns = useColumns();
  const list = useRows(ComponentMatchesQuery, search, ({ componentMatches }) => componentMatches);
  const { vulnerability, name } = search;
  const mayAsk = useMay('ask RequestRound');
  return (
    <Stack>
      {vulnerability && (
        <Alert title={t('components.exposure.title')}>
          <Group>
            <Text size="sm">{t('components.exposure.text')}</Text>
            <Button size="xs" renderRoot={(props) => <Link to="/exposure" search={{ vulnerability }} {...props} />}>
              {t('components.exposure.open')}
            </Button>
          </Group>
        </Alert>
      )}
      {mayAsk && name && list.rows.length > 0 && (
        <Group>
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link
                to="/request-rounds/new"
                search={{ component: name, ...(vulnerability ? { vulnerability } : {}) }}
                {...props}
              />
            )}
          >
            {t('components.askVendors')}
          </Button>
        </Group>
      )}
      <RowsTable
        label={t('components.title')}
        columns={columns}
        list={list}
        keyOf={(row) =>
          [row.release.id, row.publication?.id, row.filedDocument?.id, row.component?.position, row.path.join()].join(
            ' ',
          )
        }
        empty={{ title: t('components.none.title', { typed: typedOf(search) }), text: t('components.none.text') }}
      />
    </Stack>
  );
}

function useColumns(): Column<Row>[] {
  const { t } = useWords('devices');
  const isHospital = sideOf(useViewer()) === 'hospital';
  const columns: Column<Row>[] = [
    {
      key: 'component',
      header: t('components.column.component'),
      width: 'minmax(12rem, 2.2fr)',
      cell: (row) => <ComponentCell row={row} />,
    },
    {
      key: 'release',
      header: t('exposure.column.release'),
      width: 'minmax(10rem, 2fr)',
      cell: ({ release }) => <ReleaseName release={release} />,
    },
    {
      key: 'path',
      header: t('components.column.path'),
      width: 'minmax(9rem, 1.6fr)',
      cell: ({ path }) => (
        <Text size="sm" dir="auto">
          {path.join(' › ')}
        </Text>
      ),
    },
    {
      key: 'source',
      header: t('components.column.source'),
      width: 'minmax(10rem, 1.6fr)',
      cell: (row) => <SourceLink source={row} />,
    },
  ];
  if (!isHospital) return columns;
  return [
    ...columns,
    {
      key: 'devices',
      header: t('exposure.column.devices'),
      width: 'minmax(8rem, 1.2fr)',
      cell: ({ release, assetCount, siteCounts }) => (
        <WhereHeld releaseId={release.id} assetCount={assetCount} siteCounts={siteCounts} />
      ),
    },
  ];
}

function ComponentCell({ row: { component, status, isVersionCertain } }: { row: Row }) {
  const { t } = useWords('devices');
  const term = useTerm();
  if (!component)
    return (
      <Stack gap={2} align="flex-start">
        <Text size="sm">{t('components.wholeRelease')}</Text>
        {status && <Tag tone={status === 'AFFECTED' ? 'grave' : 'quiet'}>{term('VexStatus', status)}</Tag>}
      </Stack>
    );
  const { group, name, version, purl, supplier, licences, supportLevel, endOfSupportOn } = component;
  return (
    <Stack gap={2} align="flex-start">
      <Text fw={600} size="sm" dir="auto">
        {[group, name].filter((part) => part).join('/')} {version}
      </Text>
      {!isVersionCertain && <Tag tone="notice">{t('components.versionUncertain')}</Tag>}
      {purl && (
        <Text size="xs" c="dimmed" dir="auto">
          {purl}
        </Text>
      )}
      <Text size="xs" c="dimmed" dir="auto">
        {[supplier, licences.join(', ')].filter((part) => part).join(' · ')}
      </Text>
      {(supportLevel === 'ABANDONED' || supportLevel === 'NONE') && (
        <Tag tone="warning">{term('SupportLevel', supportLevel)}</Tag>
      )}
      {endOfSupportOn && (
        <Text size="xs">
          {t('endOfSupport')} <Day on={endOfSupportOn} />
        </Text>
      )}
    </Stack>
  );
}
