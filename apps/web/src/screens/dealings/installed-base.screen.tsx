import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { LINE_STATES } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useOrganisationNames } from '../../app/organisation-names.ts';
import { useAct, useRows } from '../../app/queries.ts';
import { sideOf, useMay, useViewer } from '../../app/session.ts';
import { useSites } from '../../app/sites.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Filters, FilterSelect } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { TableExports } from '../../ui/table-exports.tsx';
import { Tag } from '../../ui/tags.tsx';
import { useNumbers, When } from '../../ui/when.tsx';
import { AddLines } from './add-lines.tsx';
import { ConfirmLine } from './confirm-line.tsx';
import { WithReason } from './with-reason.tsx';

const InstalledBaseQuery = graphql(`
  query InstalledBase($first: Int!, $after: String, $state: InstalledBaseLineState) {
    installedBase(first: $first, after: $after, state: $state) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          hospitalId
          vendorId
          siteId
          quantity
          serialNumber
          state
          createdAt
          decidedAt
          rejectionReason
          release {
            id
            version
            product {
              name
              englishName
            }
          }
        }
      }
    }
  }
`);

const RejectLine = graphql(`
  mutation RejectInstalledBaseLine($input: RejectInstalledBaseLineInput!) {
    rejectInstalledBaseLine(input: $input) {
      line {
        id
      }
    }
  }
`);

type Row = ResultOf<typeof InstalledBaseQuery>['installedBase']['edges'][number]['node'];

const route = getRouteApi('/signed-in/installed-base');

const TONE = { LISTED: 'notice', CONFIRMED: 'good', REJECTED: 'warning' } as const;

/** Where a vendor says its devices are: for the vendor its own list, for a hospital what vendors say is there. */
export function InstalledBaseScreen() {
  const { t } = useWords('dealings');
  const term = useTerm();
  const language = useLanguage();
  const { count } = useNumbers();
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const viewer = useViewer();
  const isHospital = sideOf(viewer) === 'hospital';
  const nameOfOrganisation = useOrganisationNames();
  const { nameOfSite } = useSites();
  const list = useRows(InstalledBaseQuery, { state: state ?? null }, ({ installedBase }) => installedBase);
  const [isOpen, { open, close }] = useDisclosure();
  const mayConfirm = useMay('confirm InstalledBaseLine');
  const mayList = useMay('list InstalledBaseLine');
  const mayExport = useMay('export InstalledBaseLine');

  const columns: Column<Row>[] = [
    {
      key: 'release',
      header: t('base.release'),
      width: 'minmax(11rem, 3fr)',
      cell: ({ release, serialNumber }) => (
        <div dir="auto">
          <Text component="span" fw={600}>
            {nameOf(release.product, language)} {release.version}
          </Text>
          {serialNumber && (
            <Text size="sm" c="dimmed">
              {t('base.serial', { serial: serialNumber })}
            </Text>
          )}
        </div>
      ),
    },
    {
      key: 'party',
      header: t(isHospital ? 'relationships.vendor' : 'relationships.hospital'),
      width: 'minmax(9rem, 2fr)',
      cell: ({ hospitalId, vendorId, siteId }) => (
        <div dir="auto">
          {nameOfOrganisation(isHospital ? vendorId : hospitalId)}
          {isHospital && siteId && (
            <Text size="sm" c="dimmed">
              {nameOfSite(siteId)}
            </Text>
          )}
        </div>
      ),
    },
    { key: 'quantity', header: t('base.quantity'), width: '6rem', align: 'end', cell: (row) => count(row.quantity) },
    {
      key: 'state',
      header: t('state'),
      width: 'minmax(9rem, 2fr)',
      cell: (row) => (
        <Stack gap={2} align="flex-start">
          <Tag tone={TONE[row.state]}>{term('InstalledBaseLineState', row.state)}</Tag>
          {row.rejectionReason && (
            <Text size="sm" dir="auto">
              {row.rejectionReason}
            </Text>
          )}
        </Stack>
      ),
    },
    {
      key: 'since',
      header: t('relationships.since'),
      width: '11rem',
      cell: ({ decidedAt, createdAt }) => <When at={decidedAt ?? createdAt} />,
    },
  ];
  if (mayConfirm) {
    columns.push({
      key: 'act',
      header: t('act'),
      width: 'minmax(12rem, 1fr)',
      cell: (line) =>
        line.state === 'LISTED' && (
          <Group gap="xs">
            <ConfirmLine line={line} />
            <Reject lineId={line.id} />
          </Group>
        ),
    });
  }
  return (
    <Page
      title={t('base.title')}
      lead={t(isHospital ? 'base.leadHospital' : 'base.leadVendor')}
      actions={
        <>
          {mayExport && <TableExports of="installed-base" />}
          {mayList && (
            <>
              <Button component={Link} variant="default" to="/installed-base/import">
                {t('base.import')}
              </Button>
              <Button onClick={open}>{t('base.add')}</Button>
            </>
          )}
        </>
      }
    >
      <Filters>
        <FilterSelect
          label={t('state')}
          value={state}
          choices={LINE_STATES.map((value) => ({ value, label: term('InstalledBaseLineState', value) }))}
          onChange={(chosen) => void navigate({ search: chosen ? { state: chosen } : {}, replace: true })}
        />
      </Filters>
      <RowsTable
        label={t('base.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        empty={{
          title: t(state ? 'nothingInState' : 'base.empty'),
          text: t(state ? 'nothingInStateText' : isHospital ? 'base.emptyHospital' : 'base.emptyVendor'),
        }}
      />
      <Dialog opened={isOpen} onClose={close} title={t('base.add')}>
        <AddLines onDone={close} />
      </Dialog>
    </Page>
  );
}

function Reject({ lineId }: { lineId: string }) {
  const { t } = useWords('dealings');
  const reject = useAct(RejectLine);
  return (
    <WithReason
      label={t('base.reject')}
      title={t('base.rejectTitle')}
      text={t('base.rejectText')}
      reasonLabel={t('base.reason')}
      act={reject}
      onSubmit={(reason) => reject.mutate({ input: { lineId, reason } })}
    />
  );
}
