import { Anchor, Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { sideOf, useMay, useViewer } from '../../app/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Page } from '../../ui/page.tsx';
import { ReleaseName } from '../../ui/release-name.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tags.tsx';
import { Day, When } from '../../ui/when.tsx';
import { ProposeTransfer } from './propose-transfer.tsx';
import { TRANSFER_TONE } from './transfer-tone.ts';

const TransfersQuery = graphql(`
  query Transfers($first: Int!, $after: String) {
    responsibilityTransfers(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          state
          createdAt
          hospital {
            name
            englishName
          }
          vendor {
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

const UnsignedTransfersQuery = graphql(`
  query UnsignedTransfers($first: Int!, $after: String) {
    unsignedTransfers(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          endedOn
          hospital {
            id
            name
            englishName
          }
          sites {
            id
            name
            englishName
          }
          transfer {
            id
            state
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

type Row = ResultOf<typeof TransfersQuery>['responsibilityTransfers']['edges'][number]['node'];
type Unsigned = ResultOf<typeof UnsignedTransfersQuery>['unsignedTransfers']['edges'][number]['node'];

/** What passed over, or is to pass over, from vendors to hospitals at the end of support; what nobody signed is in front. */
export function TransfersScreen() {
  const { t } = useWords('lifecycle');
  const term = useTerm();
  const language = useLanguage();
  const navigate = useNavigate();
  const isHospital = sideOf(useViewer()) === 'hospital';
  const mayPropose = useMay('propose ResponsibilityTransfer');
  const [isProposing, { open, close }] = useDisclosure();
  const list = useRows(TransfersQuery, {}, ({ responsibilityTransfers }) => responsibilityTransfers);
  const unsigned = useRows(UnsignedTransfersQuery, {}, ({ unsignedTransfers }) => unsignedTransfers);
  const partner = { header: t(isHospital ? 'transfers.vendor' : 'transfers.hospital'), width: 'minmax(9rem, 2fr)' };

  const columns: Column<Row>[] = [
    {
      key: 'release',
      header: t('timeline.release'),
      width: 'minmax(12rem, 3fr)',
      cell: ({ id, release }) => (
        <Anchor
          dir="auto"
          renderRoot={(props) => <Link to="/transfers/$transferId" params={{ transferId: id }} {...props} />}
        >
          {`${nameOf(release.product, language)} ${release.version}`}
        </Anchor>
      ),
    },
    {
      key: 'partner',
      ...partner,
      cell: ({ hospital, vendor }) => <bdi>{nameOf(isHospital ? vendor : hospital, language)}</bdi>,
    },
    {
      key: 'state',
      header: t('state'),
      width: '10rem',
      cell: ({ state }) => <Tag tone={TRANSFER_TONE[state]}>{term('TransferState', state)}</Tag>,
    },
    {
      key: 'created',
      header: t('transfers.begun'),
      width: '10rem',
      cell: ({ createdAt }) => <When at={createdAt} />,
    },
  ];
  const unsignedColumns: Column<Unsigned>[] = [
    {
      key: 'release',
      header: t('timeline.release'),
      width: 'minmax(12rem, 3fr)',
      cell: ({ release }) => <ReleaseName release={release} />,
    },
    ...(isHospital
      ? []
      : [{ key: 'partner', ...partner, cell: ({ hospital }: Unsigned) => <bdi>{nameOf(hospital, language)}</bdi> }]),
    {
      key: 'sites',
      header: t('transfers.sites'),
      width: 'minmax(9rem, 2fr)',
      cell: ({ sites }) => <bdi>{sites.map((site) => nameOf(site, language)).join(', ')}</bdi>,
    },
    {
      key: 'ended',
      header: t('transfers.ended'),
      width: '9rem',
      cell: ({ endedOn }) => (endedOn ? <Day on={endedOn} /> : t('timeline.noDate')),
    },
    {
      key: 'transfer',
      header: t('transfers.transfer'),
      width: '11rem',
      cell: ({ transfer }) =>
        transfer ? (
          <Anchor
            renderRoot={(props) => <Link to="/transfers/$transferId" params={{ transferId: transfer.id }} {...props} />}
          >
            {term('TransferState', transfer.state)}
          </Anchor>
        ) : (
          <Text size="sm" c="dimmed">
            {t('transfers.notBegun')}
          </Text>
        ),
    },
  ];
  return (
    <Page
      title={t('transfers.title')}
      lead={t('transfers.lead')}
      actions={mayPropose && <Button onClick={open}>{t('transfers.propose')}</Button>}
    >
      <Section title={t('transfers.unsigned')} lead={t('transfers.unsignedLead')}>
        <RowsTable
          label={t('transfers.unsigned')}
          columns={unsignedColumns}
          list={unsigned}
          keyOf={({ release, hospital }) => `${release.id} ${hospital.id}`}
          empty={{ title: t('transfers.allSigned') }}
        />
      </Section>
      <Section title={t('transfers.all')}>
        <RowsTable
          label={t('transfers.all')}
          columns={columns}
          list={list}
          keyOf={({ id }) => id}
          onOpen={({ id }) => void navigate({ to: '/transfers/$transferId', params: { transferId: id } })}
          empty={{
            title: t('transfers.empty'),
            text: t(isHospital ? 'transfers.emptyHospital' : 'transfers.emptyVendor'),
          }}
        />
      </Section>
      <Dialog opened={isProposing} onClose={close} size="lg" title={t('transfers.propose')}>
        <ProposeTransfer onCancel={close} />
      </Dialog>
    </Page>
  );
}
