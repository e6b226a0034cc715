import { Anchor, Button, Checkbox, Stack, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { CASE_KINDS, CASE_STATES } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAnswer, useRows } from '../../app/queries.ts';
import { sideOf, useMay, useViewer } from '../../app/session.ts';
import { Filters, FilterSelect } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { When } from '../../ui/when.tsx';
import { CaseStateTag } from './case-state-tag.tsx';
import { ClockTag } from './clock-tag.tsx';
import { CaseInvitationsQuery } from './invitations.query.ts';

const CasesQuery = graphql(`
  query Cases($first: Int!, $after: String, $kinds: [CaseKind!], $states: [CaseState!], $isMine: Boolean) {
    cases(first: $first, after: $after, kinds: $kinds, states: $states, isMine: $isMine) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          title
          state
          openedAt
          vendor {
            id
            name
            englishName
          }
          hospital {
            id
            name
            englishName
          }
          clocks {
            id
            dueAt
            isOverdue
            metAt
          }
        }
      }
    }
  }
`);

type Row = ResultOf<typeof CasesQuery>['cases']['edges'][number]['node'];

const route = getRouteApi('/signed-in/cases');

/** What hospitals report, and what vendors disclose with those whom they name. */
export function CasesScreen() {
  const { t } = useWords('cases');
  const term = useTerm();
  const language = useLanguage();
  const search = route.useSearch();
  const { kind, state, mine } = search;
  const navigate = route.useNavigate();
  const isHospital = sideOf(useViewer()) === 'hospital';
  const mayReport = useMay('report Case');
  const mayOpen = useMay('open Case');
  const invitations = useAnswer(CaseInvitationsQuery, {});
  const filters = { kinds: kind ? [kind] : null, states: state ? [state] : null, isMine: mine ?? null };
  const list = useRows(CasesQuery, filters, ({ cases }) => cases);
  const filter = (change: Partial<typeof search>) =>
    void navigate({
      search: Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value)),
      replace: true,
    });
  const isFiltered = Boolean(kind ?? state ?? mine);
  const waiting = invitations.data?.caseInvitations.length ?? 0;

  const columns: Column<Row>[] = [
    {
      key: 'title',
      header: t('subject'),
      width: 'minmax(12rem, 3fr)',
      cell: ({ id, title, kind: what }) => (
        <Stack gap={2} align="flex-start">
          <Anchor dir="auto" renderRoot={(props) => <Link to="/cases/$id" params={{ id }} {...props} />}>
            {title}
          </Anchor>
          <Text size="sm" c="dimmed">
            {term('CaseKind', what)}
          </Text>
        </Stack>
      ),
    },
    {
      key: 'party',
      header: t(isHospital ? 'vendor' : 'hospital'),
      width: 'minmax(9rem, 2fr)',
      cell: ({ hospital, vendor }) => {
        const other = isHospital ? vendor : hospital;
        return other ? <span dir="auto">{nameOf(other, language)}</span> : '–';
      },
    },
    {
      key: 'state',
      header: t('state'),
      width: 'minmax(8rem, 1fr)',
      cell: (row) => <CaseStateTag state={row.state} />,
    },
    {
      key: 'clock',
      header: t('nextClock'),
      width: 'minmax(10rem, 2fr)',
      cell: ({ clocks }) => {
        const running = clocks.find(({ metAt }) => metAt === null);
        return running ? <ClockTag clock={running} /> : '–';
      },
    },
    {
      key: 'opened',
      header: t('openedAt'),
      width: 'minmax(9rem, 1fr)',
      cell: ({ openedAt }) => <When at={openedAt} />,
    },
  ];
  return (
    <Page
      title={t('title')}
      lead={t(isHospital ? 'leadHospital' : 'leadVendor')}
      actions={
        <>
          {waiting > 0 && (
            <Button variant="default" renderRoot={(props) => <Link to="/case-invitations" {...props} />}>
              {t('invitations.waiting', { count: waiting })}
            </Button>
          )}
          {mayReport && (
            <Button renderRoot={(props) => <Link to="/cases/new" {...props} />}>{t('report.title')}</Button>
          )}
          {mayOpen && (
            <Button renderRoot={(props) => <Link to="/disclosures/new" {...props} />}>{t('disclosure.open')}</Button>
          )}
        </>
      }
    >
      <Filters>
        <FilterSelect
          label={t('kind')}
          value={kind}
          choices={CASE_KINDS.map((value) => ({ value, label: term('CaseKind', value) }))}
          onChange={(chosen) => filter({ kind: chosen })}
        />
        <FilterSelect
          label={t('state')}
          value={state}
          choices={CASE_STATES.map((value) => ({ value, label: term('CaseState', value) }))}
          onChange={(chosen) => filter({ state: chosen })}
        />
        <Checkbox
          label={t('onlyMine')}
          checked={mine ?? false}
          onChange={({ currentTarget }) => filter({ mine: currentTarget.checked || undefined })}
        />
      </Filters>
      <RowsTable
        label={t('title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/cases/$id', params: { id } })}
        empty={{
          title: t(isFiltered ? 'emptyFiltered' : 'empty'),
          text: t(isFiltered ? 'emptyFilteredText' : isHospital ? 'emptyHospital' : 'emptyVendor'),
        }}
      />
    </Page>
  );
}
