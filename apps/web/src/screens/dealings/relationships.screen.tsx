import { Button, Code, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { RELATIONSHIP_STATES } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useOrganisationNames } from '../../app/organisation-names.ts';
import { useAct, useAnswer, useRows } from '../../app/queries.ts';
import { sideOf, useMay, useViewer } from '../../app/session.ts';
import { Copy } from '../../ui/copy.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Filters, FilterSelect } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Tag } from '../../ui/tags.tsx';
import { When } from '../../ui/when.tsx';
import { ChangeShares } from './change-shares.tsx';
import { ProposeRelationship } from './propose-relationship.tsx';

const RelationshipsQuery = graphql(`
  query Relationships($first: Int!, $after: String, $state: RelationshipState) {
    relationships(first: $first, after: $after, state: $state) {
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
          proposedById
          proposedAt
          confirmedAt
          endedAt
          shares
          state
        }
      }
    }
  }
`);

const OwnCodeQuery = graphql(`
  query OwnCode {
    viewer {
      organisationCode
    }
  }
`);

const ConfirmRelationship = graphql(`
  mutation ConfirmRelationship($input: RelationshipInput!) {
    confirmRelationship(input: $input) {
      relationship {
        id
      }
    }
  }
`);

const EndRelationship = graphql(`
  mutation EndRelationship($input: RelationshipInput!) {
    endRelationship(input: $input) {
      relationship {
        id
      }
    }
  }
`);

type Row = ResultOf<typeof RelationshipsQuery>['relationships']['edges'][number]['node'];

const route = getRouteApi('/signed-in/relationships');

const TONE = { REQUESTED: 'notice', ACTIVE: 'good', ENDED: 'quiet' } as const;

/** With whom the organisation deals: only over a relationship that both sides agreed on do documents arrive. */
export function RelationshipsScreen() {
  const { t } = useWords('dealings');
  const term = useTerm();
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const viewer = useViewer();
  const isHospital = sideOf(viewer) === 'hospital';
  const mayChange = useMay('propose Relationship');
  const nameOfOrganisation = useOrganisationNames();
  const list = useRows(RelationshipsQuery, { state: state ?? null }, ({ relationships }) => relationships);
  const [isOpen, { open, close }] = useDisclosure();
  const partnerOf = (row: Row) => nameOfOrganisation(isHospital ? row.vendorId : row.hospitalId);

  const columns: Column<Row>[] = [
    {
      key: 'partner',
      header: t(isHospital ? 'relationships.vendor' : 'relationships.hospital'),
      width: 'minmax(11rem, 3fr)',
      cell: (row) => (
        <Text component="span" fw={600} dir="auto">
          {partnerOf(row)}
        </Text>
      ),
    },
    {
      key: 'state',
      header: t('state'),
      width: '9rem',
      cell: (row) => <Tag tone={TONE[row.state]}>{term('RelationshipState', row.state)}</Tag>,
    },
    {
      key: 'shares',
      header: t('relationships.shares'),
      width: 'minmax(8rem, 1fr)',
      cell: ({ shares }) => term('Shares', shares),
    },
    { key: 'since', header: t('relationships.since'), width: 'minmax(10rem, 2fr)', cell: (row) => <Since row={row} /> },
  ];
  if (mayChange) {
    columns.push({
      key: 'act',
      header: t('act'),
      width: 'minmax(14rem, 2fr)',
      cell: (row) => <Acts row={row} partner={partnerOf(row)} isHospital={isHospital} />,
    });
  }
  return (
    <Page
      title={t('relationships.title')}
      lead={t('relationships.lead')}
      actions={mayChange && <Button onClick={open}>{t('relationships.propose')}</Button>}
    >
      <OwnCode />
      <Filters>
        <FilterSelect
          label={t('state')}
          value={state}
          choices={RELATIONSHIP_STATES.map((value) => ({ value, label: term('RelationshipState', value) }))}
          onChange={(chosen) => void navigate({ search: chosen ? { state: chosen } : {}, replace: true })}
        />
      </Filters>
      <RowsTable
        label={t('relationships.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        empty={{
          title: t(state ? 'nothingInState' : 'relationships.empty'),
          text: t(state ? 'nothingInStateText' : 'relationships.emptyText'),
        }}
      />
      <Dialog opened={isOpen} onClose={close} title={t('relationships.propose')}>
        <ProposeRelationship onDone={close} />
      </Dialog>
    </Page>
  );
}

/** What the other side needs to propose a relationship. */
function OwnCode() {
  const { t } = useWords('dealings');
  const { data } = useAnswer(OwnCodeQuery, {}, { refreshes: false });
  const code = data?.viewer?.organisationCode;
  if (!code) return null;
  return (
    <Group gap="xs">
      <Text size="sm">{t('relationships.ownCode')}</Text>
      <Code fz="sm">{code}</Code>
      <Copy value={code} />
      <Text size="sm" c="dimmed">
        {t('relationships.ownCodeHelp')}
      </Text>
    </Group>
  );
}

/** The latest of its moments: what it came to, and when. */
function Since({ row }: { row: Row }) {
  const { t } = useWords('dealings');
  if (row.endedAt) return <Moment label={t('relationships.endedAt')} at={row.endedAt} />;
  if (row.confirmedAt) return <Moment label={t('relationships.confirmedAt')} at={row.confirmedAt} />;
  return <Moment label={t('relationships.proposedAt')} at={row.proposedAt} />;
}

const Moment = ({ label, at }: { label: string; at: string }) => (
  <Text size="sm">
    {label} <When at={at} />
  </Text>
);

interface ActsProps {
  row: Row;
  partner: string;
  isHospital: boolean;
}

function Acts({ row, partner, isHospital }: ActsProps) {
  const { t } = useWords('dealings');
  const own = useViewer().organisation?.id;
  const confirm = useAct(ConfirmRelationship);
  const end = useAct(EndRelationship);
  if (row.state === 'ENDED') return null;
  const isOwnProposal = row.proposedById === own;
  return (
    <Group gap="xs">
      {row.state === 'REQUESTED' &&
        (isOwnProposal ? (
          <Text size="sm" c="dimmed">
            {t('relationships.waits')}
          </Text>
        ) : (
          <Confirm
            label={t('relationships.confirm')}
            title={t('relationships.confirmTitle', { partner })}
            act={confirm}
            isPrimary
            onConfirm={() => confirm.mutate({ input: { relationshipId: row.id } })}
          >
            <Text>{t(isHospital ? 'relationships.confirmHospital' : 'relationships.confirmVendor')}</Text>
          </Confirm>
        ))}
      {isHospital && row.state === 'ACTIVE' && (
        <ChangeShares relationshipId={row.id} shares={row.shares} partner={partner} />
      )}
      <Confirm
        label={t('relationships.end')}
        title={t('relationships.endTitle', { partner })}
        act={end}
        isGrave
        onConfirm={() => end.mutate({ input: { relationshipId: row.id } })}
      >
        <Text>{t('relationships.endText')}</Text>
      </Confirm>
    </Group>
  );
}
