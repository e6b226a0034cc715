import { Anchor, Text } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { HANDOVER_DIRECTIONS, HANDOVER_STATES } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { ClearFilters, Filters, FilterSelect } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { releaseWords } from '../../ui/release-name.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Tag } from '../../ui/tags.tsx';
import { Day } from '../../ui/when.tsx';
import { HANDOVER_TONE } from './handover-query.ts';

const HandoversQuery = graphql(`
  query Handovers($first: Int!, $after: String, $direction: HandoverDirection, $state: HandoverState) {
    handovers(first: $first, after: $after, direction: $direction, state: $state) {
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
          direction
          handedOverOn
          returnBy
          serialNumber
          giver {
            name
            englishName
          }
          receiver {
            name
            englishName
          }
          release {
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

type Row = ResultOf<typeof HandoversQuery>['handovers']['edges'][number]['node'];

/** Devices that other hospitals offer, and those that are offered to them; also what became of former offers. */
export function HandoversScreen() {
  const { t } = useWords('handovers');
  const term = useTerm();
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/handovers' });
  const list = useRows(HandoversQuery, search, ({ handovers }) => handovers);
  const columns = useColumns();
  const set = (change: Partial<typeof search>) =>
    void navigate({ to: '/handovers', search: { ...search, ...change }, replace: true });
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Text size="sm">
        {t('ownCode')}{' '}
        <Anchor renderRoot={(props) => <Link to="/relationships" {...props} />}>{t('ownCodeWhere')}</Anchor>
      </Text>
      <Filters>
        <FilterSelect
          label={t('direction')}
          value={search.direction}
          choices={HANDOVER_DIRECTIONS.map((value) => ({ value, label: term('HandoverDirection', value) }))}
          onChange={(direction) => set({ direction })}
        />
        <FilterSelect
          label={t('state')}
          value={search.state}
          choices={HANDOVER_STATES.map((value) => ({ value, label: term('HandoverState', value) }))}
          onChange={(state) => set({ state })}
        />
        {isFiltered && <ClearFilters onClear={() => void navigate({ to: '/handovers', search: {}, replace: true })} />}
      </Filters>
      <RowsTable
        label={t('title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/handovers/$handoverId', params: { handoverId: id } })}
        empty={
          isFiltered
            ? { title: t('none.title'), text: t('none.text') }
            : { title: t('empty.title'), text: t('empty.text') }
        }
      />
    </Page>
  );
}

function useColumns(): Column<Row>[] {
  const { t } = useWords('handovers');
  const term = useTerm();
  const language = useLanguage();
  return [
    {
      key: 'product',
      header: t('device'),
      width: 'minmax(13rem, 3fr)',
      cell: ({ id, release, serialNumber }) => (
        <div>
          <Anchor
            dir="auto"
            renderRoot={(props) => <Link to="/handovers/$handoverId" params={{ handoverId: id }} {...props} />}
          >
            {releaseWords(release, language)}
          </Anchor>
          <Text size="sm" c="dimmed" dir="auto">
            {serialNumber}
          </Text>
        </div>
      ),
    },
    {
      key: 'other',
      header: t('other'),
      width: 'minmax(10rem, 2fr)',
      cell: ({ direction, giver, receiver }) => (
        <div>
          <bdi>{nameOf(direction === 'IN' ? giver : receiver, language)}</bdi>
          <Text size="sm" c="dimmed">
            {term('HandoverDirection', direction)}
          </Text>
        </div>
      ),
    },
    { key: 'kind', header: t('kind'), width: '9rem', cell: ({ kind }) => term('HandoverKind', kind) },
    {
      key: 'on',
      header: t('handedOverOn'),
      width: 'minmax(9rem, 1fr)',
      cell: ({ handedOverOn, returnBy }) => (
        <div>
          <Day on={handedOverOn} />
          {returnBy && (
            <Text size="sm" c="dimmed">
              {t('returnBy')} <Day on={returnBy} />
            </Text>
          )}
        </div>
      ),
    },
    {
      key: 'state',
      header: t('state'),
      width: '9rem',
      cell: ({ state }) => <Tag tone={HANDOVER_TONE[state]}>{term('HandoverState', state)}</Tag>,
    },
  ];
}
