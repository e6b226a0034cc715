import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { ORGANISATION_KINDS, ORGANISATION_STATES } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ClearFilters, Filters, FilterSearch, FilterSelect } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Tag } from '../../ui/tags.tsx';
import { useNumbers, When } from '../../ui/when.tsx';
import { AdmitForm } from './admit-form.tsx';
import { OrganisationAct } from './organisation-act.tsx';

const OrganisationsQuery = graphql(`
  query AdmittedOrganisations(
    $first: Int!
    $after: String
    $state: OrganisationState
    $kind: OrganisationKind
    $search: String
  ) {
    organisations(first: $first, after: $after, state: $state, kind: $kind, search: $search) {
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
          serviceKinds
          state
          admission {
            admittedAt
            memberCount
            siteCount
            suspendedAt
            suspensionReason
          }
        }
      }
    }
  }
`);

type Row = ResultOf<typeof OrganisationsQuery>['organisations']['edges'][number]['node'];

/** Who takes part in the portal, and since when; to admit, suspend and readmit them. */
export function OrganisationsScreen() {
  const { t } = useWords('operator');
  const term = useTerm();
  const language = useLanguage();
  const { count } = useNumbers();
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/organisations' });
  const [isOpen, { open, close }] = useDisclosure();
  const list = useRows(OrganisationsQuery, search, ({ organisations }) => organisations);
  const set = (change: Partial<typeof search>) =>
    void navigate({ to: '/organisations', search: { ...search, ...change }, replace: true });
  const isFiltered = Boolean(search.state ?? search.kind ?? search.search);

  const columns: Column<Row>[] = [
    {
      key: 'name',
      header: t('organisations.name'),
      width: 'minmax(12rem, 3fr)',
      cell: (row) => <bdi>{nameOf(row, language)}</bdi>,
    },
    {
      key: 'kind',
      header: t('organisations.kind'),
      width: 'minmax(8rem, 2fr)',
      cell: ({ kind, serviceKinds }) => (
        <div>
          {term('OrganisationKind', kind)}
          {serviceKinds.length > 0 && (
            <Text size="sm" c="dimmed">
              {serviceKinds.map((service) => term('ServiceKind', service)).join(' · ')}
            </Text>
          )}
        </div>
      ),
    },
    {
      key: 'state',
      header: t('organisations.state'),
      width: 'minmax(9rem, 2fr)',
      cell: (row) => <State row={row} />,
    },
    {
      key: 'members',
      header: t('organisations.members'),
      width: '5.5rem',
      align: 'end',
      cell: ({ admission }) => (admission ? count(admission.memberCount) : '–'),
    },
    {
      key: 'sites',
      header: t('organisations.sites'),
      width: '4.5rem',
      align: 'end',
      cell: ({ admission }) => (admission ? count(admission.siteCount) : '–'),
    },
    {
      key: 'since',
      header: t('organisations.since'),
      width: '11rem',
      cell: ({ admission }) => (admission ? <When at={admission.admittedAt} /> : '–'),
    },
    { key: 'act', header: t('common:actions'), width: '9rem', cell: (row) => <OrganisationAct organisation={row} /> },
  ];
  return (
    <Page
      title={t('organisations.title')}
      lead={t('organisations.lead')}
      actions={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={open}>
          {t('organisations.admit')}
        </Button>
      }
    >
      <Filters>
        <FilterSearch
          label={t('organisations.search')}
          value={search.search}
          onChange={(text) => set({ search: text })}
        />
        <FilterSelect
          label={t('organisations.state')}
          value={search.state}
          choices={ORGANISATION_STATES.map((value) => ({ value, label: term('OrganisationState', value) }))}
          onChange={(state) => set({ state })}
        />
        <FilterSelect
          label={t('organisations.kind')}
          value={search.kind}
          choices={ORGANISATION_KINDS.map((value) => ({ value, label: term('OrganisationKind', value) }))}
          onChange={(kind) => set({ kind })}
        />
        {isFiltered && <ClearFilters onClear={() => set({ state: undefined, kind: undefined, search: undefined })} />}
      </Filters>
      <RowsTable
        label={t('organisations.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        empty={{
          title: t('organisations.empty'),
          text: t(isFiltered ? 'organisations.emptyFiltered' : 'organisations.emptyText'),
        }}
      />
      <Dialog opened={isOpen} onClose={close} title={t('organisations.admit')}>
        <AdmitForm onDone={close} />
      </Dialog>
    </Page>
  );
}

function State({ row: { state, admission } }: { row: Row }) {
  const { t } = useWords('operator');
  const term = useTerm();
  if (state === 'ADMITTED') return <Tag tone="good">{term('OrganisationState', state)}</Tag>;
  return (
    <Group gap={4}>
      <Tag tone="warning">{term('OrganisationState', state)}</Tag>
      {admission?.suspendedAt && (
        <Text size="sm" c="dimmed">
          {t('organisations.suspendedSince')} <When at={admission.suspendedAt} />
        </Text>
      )}
      {admission?.suspensionReason && (
        <Text size="sm" dir="auto">
          {admission.suspensionReason}
        </Text>
      )}
    </Group>
  );
}
