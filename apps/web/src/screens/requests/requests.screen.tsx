import { Anchor, Button, Checkbox, Stack, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { REQUEST_STATES, URGENCIES } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useLive } from '../../app/live.ts';
import { useRows } from '../../app/queries.ts';
import { sideOf, useMay, useViewer } from '../../app/session.ts';
import { Filters, FilterSelect } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { When } from '../../ui/when.tsx';
import { RequestClock } from './request-clock.tsx';
import { RequestChanged } from './request.query.ts';
import { RequestStateTag } from './request-state-tag.tsx';

const RequestsQuery = graphql(`
  query Requests(
    $first: Int!
    $after: String
    $states: [InformationRequestState!]
    $urgency: RequestUrgency
    $isOverdue: Boolean
  ) {
    informationRequests(first: $first, after: $after, states: $states, urgency: $urgency, isOverdue: $isOverdue) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          title
          urgency
          state
          askedAt
          dueAt
          isOverdue
          pausedSince
          settledAt
          hospital {
            id
            name
            englishName
          }
          vendor {
            id
            name
            englishName
          }
        }
      }
    }
  }
`);

type Row = ResultOf<typeof RequestsQuery>['informationRequests']['edges'][number]['node'];

const route = getRouteApi('/signed-in/requests');

/** What hospitals ask vendors, each with its clock. */
export function RequestsScreen() {
  const { t } = useWords('requests');
  const term = useTerm();
  const language = useLanguage();
  const search = route.useSearch();
  const { state, urgency, overdue } = search;
  const navigate = route.useNavigate();
  const isHospital = sideOf(useViewer()) === 'hospital';
  const mayPublish = useMay('publish ResponsePromise');
  const filters = { states: state ? [state] : null, urgency: urgency ?? null, isOverdue: overdue ?? null };
  const list = useRows(RequestsQuery, filters, ({ informationRequests }) => informationRequests);
  useLive(RequestChanged, {});
  const filter = (change: Partial<typeof search>) =>
    void navigate({
      search: Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value)),
      replace: true,
    });
  const isFiltered = Boolean(state ?? urgency ?? overdue);

  const columns: Column<Row>[] = [
    {
      key: 'title',
      header: t('titleOfRequest'),
      width: 'minmax(12rem, 3fr)',
      cell: ({ id, title, urgency: how }) => (
        <Stack gap={2} align="flex-start">
          <Anchor dir="auto" renderRoot={(props) => <Link to="/requests/$id" params={{ id }} {...props} />}>
            {title}
          </Anchor>
          <Text size="sm" c="dimmed">
            {term('RequestUrgency', how)}
          </Text>
        </Stack>
      ),
    },
    {
      key: 'party',
      header: t(isHospital ? 'vendor' : 'hospital'),
      width: 'minmax(9rem, 2fr)',
      cell: ({ hospital, vendor }) => <span dir="auto">{nameOf(isHospital ? vendor : hospital, language)}</span>,
    },
    {
      key: 'state',
      header: t('state'),
      width: 'minmax(7rem, 1fr)',
      cell: (row) => <RequestStateTag state={row.state} />,
    },
    {
      key: 'clock',
      header: t('clock'),
      width: 'minmax(11rem, 2fr)',
      cell: (row) => <RequestClock request={row} />,
    },
    {
      key: 'asked',
      header: t('askedAt'),
      width: 'minmax(9rem, 1fr)',
      cell: ({ askedAt }) => <When at={askedAt} />,
    },
  ];
  return (
    <Page
      title={t('title')}
      lead={t(isHospital ? 'leadHospital' : 'leadVendor')}
      actions={
        mayPublish && (
          <Button variant="default" renderRoot={(props) => <Link to="/response-promises" {...props} />}>
            {t('promises.title')}
          </Button>
        )
      }
    >
      <Filters>
        <FilterSelect
          label={t('state')}
          value={state}
          choices={REQUEST_STATES.map((value) => ({ value, label: term('InformationRequestState', value) }))}
          onChange={(chosen) => filter({ state: chosen })}
        />
        <FilterSelect
          label={t('urgency')}
          value={urgency}
          choices={URGENCIES.map((value) => ({ value, label: term('RequestUrgency', value) }))}
          onChange={(chosen) => filter({ urgency: chosen })}
        />
        <Checkbox
          label={t('onlyOverdue')}
          checked={overdue ?? false}
          onChange={({ currentTarget }) => filter({ overdue: currentTarget.checked || undefined })}
        />
      </Filters>
      <RowsTable
        label={t('title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/requests/$id', params: { id } })}
        empty={{
          title: t(isFiltered ? 'emptyFiltered' : 'empty'),
          text: t(isFiltered ? 'emptyFilteredText' : isHospital ? 'emptyHospital' : 'emptyVendor'),
        }}
      />
    </Page>
  );
}
