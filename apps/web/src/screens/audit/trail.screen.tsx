import { Anchor, Button, Code, Group, Stack, Table, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { useState } from 'react';
import { useColleagues } from '../../app/colleagues.ts';
import { graphql } from '../../app/graphql.ts';
import { useTrailTerm, useWords } from '../../app/language.ts';
import { useAnswer, useDeed, useRows } from '../../app/queries.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Filters, ClearFilters, FilterDay, FilterSelect } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { failureOf } from '../../app/failure.ts';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { When } from '../../ui/when.tsx';
import { useOrganisationNames } from '../../app/organisation-names.ts';
import { receiptOf } from './receipts.ts';
import { startOfDay } from '../../ui/day-input.tsx';

const EventFragment = graphql(`
  fragment TrailRow on TrailEvent {
    id
    kind
    recordedAt
    organisationId
    counterpartId
    onBehalfOfId
    subjectType
    subjectId
    logIndex
    commitment
    facts
    personId
    person {
      name
      email
    }
  }
`);

const TrailQuery = graphql(
  `
    query Trail($first: Int!, $after: String, $filter: TrailFilterInput) {
      trail(first: $first, after: $after, filter: $filter) {
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...TrailRow
          }
        }
      }
    }
  `,
  [EventFragment],
);

const AuditTrailQuery = graphql(
  `
    query AuditTrail($first: Int!, $after: String, $filter: TrailFilterInput) {
      trail: auditTrail(first: $first, after: $after, filter: $filter) {
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...TrailRow
          }
        }
      }
    }
  `,
  [EventFragment],
);

const KindsQuery = graphql(`
  query TrailKinds {
    trailKinds
  }
`);

type Row = ResultOf<typeof EventFragment>;

/** Who did what, to what, and when: for auditors within their grants, for everybody else what concerns them. */
export function TrailScreen() {
  const { t } = useWords('audit');
  const kindTerm = useTrailTerm();
  const nameOfOrganisation = useOrganisationNames();
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/records' });
  const side = sideOf(useViewer());
  const isAuditor = side === 'auditor';
  const [opened, setOpened] = useState<Row | null>(null);
  const { from, until, ...exact } = search;
  const filter = { ...exact, ...(from && { from: startOfDay(from) }), ...(until && { until: startOfDay(until) }) };
  // An auditor's reading is itself recorded: it is not repeated by itself.
  const list = useRows(isAuditor ? AuditTrailQuery : TrailQuery, { filter }, ({ trail }) => trail, {
    refreshes: !isAuditor,
  });
  const people = usePeople(list.rows, search.personId);
  const kinds = useAnswer(KindsQuery, {}, { refreshes: false });
  const set = (change: Partial<typeof search>) =>
    void navigate({ to: '/records', search: { ...search, ...change }, replace: true });

  const columns: Column<Row>[] = [
    { key: 'when', header: t('trail.when'), width: '11rem', cell: ({ recordedAt }) => <When at={recordedAt} /> },
    {
      key: 'what',
      header: t('trail.what'),
      width: 'minmax(12rem, 2fr)',
      cell: (row) => (
        <Button variant="subtle" size="compact-sm" onClick={() => setOpened(row)}>
          {kindTerm(row.kind)}
        </Button>
      ),
    },
    {
      key: 'who',
      header: t('trail.who'),
      width: 'minmax(10rem, 2fr)',
      cell: ({ person, organisationId, onBehalfOfId }) => (
        <div dir="auto">
          <Text size="sm">{person?.name ?? t('trail.program')}</Text>
          <Text size="xs" c="dimmed">
            {nameOfOrganisation(organisationId)}
          </Text>
          {onBehalfOfId && (
            <Text size="xs" c="dimmed">
              {t('trail.onBehalfOf')}: {nameOfOrganisation(onBehalfOfId)}
            </Text>
          )}
        </div>
      ),
    },
    {
      key: 'whom',
      header: t('trail.whom'),
      width: 'minmax(9rem, 2fr)',
      cell: ({ counterpartId }) => <Text size="sm">{nameOfOrganisation(counterpartId)}</Text>,
    },
    {
      key: 'entry',
      header: t('trail.entry'),
      width: '6rem',
      align: 'end',
      cell: ({ logIndex }) => logIndex ?? t('trail.notYet'),
    },
  ];
  const isFiltered = Object.keys(search).length > 0;
  return (
    <Page
      title={t('trail.title')}
      lead={t(isAuditor ? 'trail.leadAuditor' : 'trail.lead')}
      actions={isAuditor && <Exports filter={filter} />}
    >
      <Filters>
        <FilterSelect
          label={t('trail.kind')}
          value={search.kind}
          choices={(kinds.data?.trailKinds ?? []).map((value) => ({ value, label: kindTerm(value) }))}
          onChange={(kind) => set({ kind })}
        />
        <FilterSelect
          label={t('trail.person')}
          value={search.personId}
          choices={people}
          onChange={(personId) => set({ personId })}
        />
        <FilterDay label={t('trail.from')} value={search.from} onChange={(day) => set({ from: day })} />
        <FilterDay label={t('trail.until')} value={search.until} onChange={(day) => set({ until: day })} />
        {isFiltered && <ClearFilters onClear={() => void navigate({ to: '/records', search: {}, replace: true })} />}
      </Filters>
      <RowsTable
        label={t('trail.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        onOpen={setOpened}
        empty={{
          title: t(isFiltered ? 'trail.emptyFiltered' : 'trail.empty'),
          text: t(isAuditor ? 'trail.emptyAuditor' : 'trail.emptyText'),
        }}
      />
      <Dialog
        opened={opened !== null}
        onClose={() => setOpened(null)}
        size="lg"
        title={opened && kindTerm(opened.kind)}
      >
        {opened && (
          <EventDetails
            event={opened}
            onFilter={(change) => {
              setOpened(null);
              set(change);
            }}
          />
        )}
      </Dialog>
    </Page>
  );
}

/** Who can be chosen: colleagues, those of others whom the rows name, and whoever is chosen already. */
function usePeople(rows: readonly Row[], chosen: string | undefined) {
  const { t } = useWords('audit');
  const named = new Map(chosen === undefined ? [] : [[chosen, t('trail.unnamed')]]);
  for (const { userId, name } of useColleagues()) named.set(userId, name);
  for (const { personId, person } of rows) if (personId && person) named.set(personId, person.name);
  return [...named].map(([value, label]) => ({ value, label }));
}

interface EventDetailsProps {
  event: Row;
  onFilter: (change: { subjectId?: string; personId?: string }) => void;
}

function EventDetails({ event, onFilter }: EventDetailsProps) {
  const { t } = useWords('audit');
  const nameOfOrganisation = useOrganisationNames();
  const side = sideOf(useViewer());
  const receipt = useDeed((eventId: string) => receiptOf(eventId, side), {
    onDone: ({ fileName, content }) => saveFile(fileName, content, 'application/json'),
  });
  const facts: [string, React.ReactNode][] = [
    [t('trail.when'), <When key="when" at={event.recordedAt} />],
    [t('trail.who'), event.person ? `${event.person.name} <${event.person.email}>` : t('trail.program')],
    [t('trail.by'), nameOfOrganisation(event.organisationId)],
    ...(event.onBehalfOfId
      ? [[t('trail.onBehalfOf'), nameOfOrganisation(event.onBehalfOfId)] satisfies [string, string]]
      : []),
    [t('trail.whom'), nameOfOrganisation(event.counterpartId)],
    [t('trail.entry'), event.logIndex ?? t('trail.notYet')],
    [t('trail.commitment'), <Code key="commitment">{event.commitment}</Code>],
  ];
  return (
    <Stack>
      <Table variant="vertical">
        <Table.Tbody>
          {facts.map(([label, value]) => (
            <Table.Tr key={label}>
              <Table.Th w={160}>{label}</Table.Th>
              <Table.Td dir="auto">{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" fw={600}>
        {t('trail.facts')}
      </Text>
      <Code block tabIndex={0} dir="auto" aria-label={t('trail.facts')}>
        {JSON.stringify(JSON.parse(event.facts), null, 2)}
      </Code>
      {receipt.error && <FailureNotice failure={failureOf(receipt.error)} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={() => onFilter({ subjectId: event.subjectId })}>
          {t('trail.same')}
        </Button>
        {event.personId !== null && (
          <Button variant="default" onClick={() => onFilter({ personId: event.personId ?? undefined })}>
            {t('trail.samePerson')}
          </Button>
        )}
        <Button variant="default" loading={receipt.isPending} onClick={() => receipt.mutate(event.id)}>
          {t('trail.receipt')}
        </Button>
        <Button
          renderRoot={(props) => <Link to="/records/$eventId/verify" params={{ eventId: event.id }} {...props} />}
        >
          {t('trail.verify')}
        </Button>
      </Group>
    </Stack>
  );
}

/** Files of everything that the filter names, however much it is. */
function Exports({ filter }: { filter: Record<string, string> }) {
  const { t } = useWords('audit');
  const address = (extension: string) => `/audit/trail.${extension}?${new URLSearchParams(filter).toString()}`;
  return (
    <Group gap="md">
      <Text size="sm" c="dimmed">
        {t('trail.export')}
      </Text>
      {['csv', 'jsonl'].map((extension) => (
        <Anchor key={extension} href={address(extension)} download>
          <Group component="span" gap={4} display="inline-flex">
            <IconDownload size={16} aria-hidden />
            {extension.toUpperCase()}
          </Group>
        </Anchor>
      ))}
    </Group>
  );
}
