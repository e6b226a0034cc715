import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct, useRows } from '../../app/queries.ts';
import { useMay, useViewer } from '../../app/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Tag } from '../../ui/tags.tsx';
import { Day } from '../../ui/when.tsx';
import { GrantMandate } from './grant-mandate.tsx';
import { WithReason } from './with-reason.tsx';

const MandatesQuery = graphql(`
  query Mandates($first: Int!, $after: String) {
    mandates(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          state
          acts
          from
          until
          revocationReason
          grantorId
          grantor {
            name
            englishName
          }
          mandatary {
            name
            englishName
          }
          products {
            name
            englishName
          }
          sites {
            name
            englishName
          }
        }
      }
    }
  }
`);

const Revoke = graphql(`
  mutation RevokeMandate($input: RevokeMandateInput!) {
    revokeMandate(input: $input) {
      mandate {
        id
      }
    }
  }
`);

type Row = ResultOf<typeof MandatesQuery>['mandates']['edges'][number]['node'];

const TONE = { COMING: 'notice', IN_FORCE: 'good', ENDED: 'quiet', REVOKED: 'quiet' } as const;

/** Who may record updates for whom: those that the organisation granted, or for a service provider those that it was granted. */
export function MandatesScreen() {
  const { t } = useWords('dealings');
  const term = useTerm();
  const language = useLanguage();
  const isProvider = useViewer().organisation?.kind === 'SERVICE_PROVIDER';
  const mayGrant = useMay('grant Mandate');
  const mayRevoke = useMay('revoke Mandate');
  const list = useRows(MandatesQuery, {}, ({ mandates }) => mandates);
  const [isOpen, { open, close }] = useDisclosure();

  const columns: Column<Row>[] = [
    {
      key: 'party',
      header: t(isProvider ? 'mandates.grantor' : 'mandates.mandatary'),
      width: 'minmax(11rem, 2fr)',
      cell: ({ grantor, mandatary }) => (
        <Text component="span" fw={600} dir="auto">
          {nameOf(isProvider ? grantor : mandatary, language)}
        </Text>
      ),
    },
    {
      key: 'state',
      header: t('state'),
      width: '8rem',
      cell: ({ state }) => <Tag tone={TONE[state]}>{term('MandateState', state)}</Tag>,
    },
    { key: 'scope', header: t('mandates.scope'), width: 'minmax(14rem, 3fr)', cell: (row) => <Scope row={row} /> },
    {
      key: 'until',
      header: t('mandates.until'),
      width: 'minmax(10rem, 2fr)',
      cell: ({ from, until, revocationReason }) => (
        <Stack gap={0}>
          <Text size="sm">
            <Day on={from} /> – <Day on={until} />
          </Text>
          {revocationReason && (
            <Text size="sm" c="dimmed" dir="auto">
              {t('mandates.why', { reason: revocationReason })}
            </Text>
          )}
        </Stack>
      ),
    },
  ];
  if (mayRevoke) {
    columns.push({
      key: 'act',
      header: t('act'),
      width: '9rem',
      cell: (row) => <RevokeMandate row={row} />,
    });
  }
  return (
    <Page
      title={t('mandates.title')}
      lead={t(isProvider ? 'mandates.leadProvider' : 'mandates.lead')}
      actions={mayGrant && <Button onClick={open}>{t('mandates.grant')}</Button>}
    >
      <RowsTable
        label={t('mandates.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        empty={{ title: t('mandates.empty'), text: t(isProvider ? 'mandates.emptyProvider' : 'mandates.emptyText') }}
      />
      <Dialog opened={isOpen} onClose={close} title={t('mandates.grant')}>
        <GrantMandate onDone={close} />
      </Dialog>
    </Page>
  );
}

/** What, where, and which acts. */
function Scope({ row: { products, sites, acts, grantorId } }: { row: Row }) {
  const { t } = useWords('dealings');
  const term = useTerm();
  const language = useLanguage();
  const isOwnHospitals = useViewer().organisation?.id === grantorId;
  const places = sites?.flatMap((site) => (site ? nameOf(site, language) : [])).join(', ');
  return (
    <Stack gap={0}>
      <Text size="sm" dir="auto">
        {products.map((product) => nameOf(product, language)).join(', ')}
      </Text>
      <Text size="sm" c="dimmed" dir="auto">
        {[places ?? (isOwnHospitals && t('mandates.allSites')), acts.map((act) => term('MandatedAct', act)).join(', ')]
          .filter(Boolean)
          .join(' · ')}
      </Text>
    </Stack>
  );
}

function RevokeMandate({ row }: { row: Row }) {
  const { t } = useWords('dealings');
  const language = useLanguage();
  const revoke = useAct(Revoke);
  if (row.state !== 'IN_FORCE' && row.state !== 'COMING') return null;
  return (
    <WithReason
      label={t('mandates.revoke')}
      title={t('mandates.revokeTitle', { mandatary: nameOf(row.mandatary, language) })}
      text={t('mandates.revokeText')}
      reasonLabel={t('mandates.revokeReason')}
      act={revoke}
      onSubmit={(reason) => revoke.mutate({ input: { mandateId: row.id, reason } })}
    />
  );
}
