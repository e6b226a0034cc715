import { Button, NumberInput, Select, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useWords } from '../../app/language.ts';
import { useAct, useWhole, useRows } from '../../app/queries.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { validityOf } from '../../app/validity.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { DayInput, startOfDay } from '../../ui/day-input.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Tag } from '../../ui/tags.tsx';
import { When } from '../../ui/when.tsx';
import { useOrganisationNames } from '../../app/organisation-names.ts';

const GrantsQuery = graphql(`
  query AuditGrants($first: Int!, $after: String) {
    auditGrants(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          auditorId
          organisationId
          expiresAt
          periodFrom
          periodUntil
          publicationId
          revokedAt
        }
      }
    }
  }
`);

const AuditorsQuery = graphql(`
  query Auditors($after: String) {
    organisations(first: 100, after: $after, kind: AUDITOR) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          name
          englishName
        }
      }
    }
  }
`);

const GrantAudit = graphql(`
  mutation GrantAudit($input: GrantAuditInput!) {
    grantAudit(input: $input) {
      auditGrant {
        id
      }
    }
  }
`);

const RevokeGrant = graphql(`
  mutation RevokeAuditGrant($input: AuditGrantInput!) {
    revokeAuditGrant(input: $input) {
      auditGrant {
        id
      }
    }
  }
`);

type Row = ResultOf<typeof GrantsQuery>['auditGrants']['edges'][number]['node'];

const DAY_MS = 86_400_000;
const USUAL_DAYS = 90;
const LONGEST_DAYS = 3_660;

/** Who may read whose record, of what, and until when: for auditors what they were given, for others what they gave. */
export function GrantsScreen() {
  const { t } = useWords('audit');
  const isAuditor = sideOf(useViewer()) === 'auditor';
  const nameOfOrganisation = useOrganisationNames();
  const list = useRows(GrantsQuery, {}, ({ auditGrants }) => auditGrants);
  const [isOpen, { open, close }] = useDisclosure();

  const columns: Column<Row>[] = [
    {
      key: 'party',
      header: t(isAuditor ? 'grants.by' : 'grants.auditor'),
      width: 'minmax(11rem, 2fr)',
      cell: ({ organisationId, auditorId }) => (
        <span dir="auto">{nameOfOrganisation(isAuditor ? organisationId : auditorId)}</span>
      ),
    },
    {
      key: 'scope',
      header: t('grants.scope'),
      width: 'minmax(14rem, 3fr)',
      cell: ({ periodFrom, periodUntil, publicationId }) => (
        <Text size="sm">
          {t(publicationId ? 'grants.onePublication' : 'grants.everything')}
          {periodFrom && (
            <>
              {' · '}
              {t('grants.from')} <When at={periodFrom} />
            </>
          )}
          {periodUntil && (
            <>
              {' · '}
              {t('grants.until')} <When at={periodUntil} />
            </>
          )}
        </Text>
      ),
    },
    { key: 'expires', header: t('grants.expires'), width: '11rem', cell: ({ expiresAt }) => <When at={expiresAt} /> },
    { key: 'state', header: t('grants.state'), width: '8rem', cell: (grant) => <GrantState grant={grant} /> },
    {
      key: 'act',
      header: t('grants.act'),
      width: '9rem',
      cell: (grant) =>
        isAuditor ? (
          validityOf(grant) === 'inForce' && (
            <Button
              size="compact-sm"
              variant="default"
              renderRoot={(props) => (
                <Link to="/records" search={{ organisationId: grant.organisationId }} {...props} />
              )}
            >
              {t('grants.read')}
            </Button>
          )
        ) : (
          <Revoke grant={grant} />
        ),
    },
  ];
  return (
    <Page
      title={t('grants.title')}
      lead={t(isAuditor ? 'grants.leadAuditor' : 'grants.lead')}
      actions={!isAuditor && <Button onClick={open}>{t('grants.give')}</Button>}
    >
      <RowsTable
        label={t('grants.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        empty={{ title: t('grants.empty'), text: t(isAuditor ? 'grants.emptyAuditor' : 'grants.emptyText') }}
      />
      <Dialog opened={isOpen} onClose={close} title={t('grants.give')}>
        <GiveGrant onDone={close} />
      </Dialog>
    </Page>
  );
}

function GrantState({ grant }: { grant: Row }) {
  const { t } = useWords('audit');
  const state = validityOf(grant);
  return <Tag tone={state === 'inForce' ? 'good' : 'quiet'}>{t(`grants.${state}`)}</Tag>;
}

function Revoke({ grant }: { grant: Row }) {
  const { t } = useWords('audit');
  const revoke = useAct(RevokeGrant);
  if (validityOf(grant) !== 'inForce') return null;
  return (
    <Confirm
      label={t('grants.revoke')}
      title={t('grants.revokeTitle')}
      act={revoke}
      isGrave
      onConfirm={() => revoke.mutate({ input: { auditGrantId: grant.id } })}
    >
      <Text>{t('grants.revokeText')}</Text>
    </Confirm>
  );
}

function GiveGrant({ onDone }: { onDone: () => void }) {
  const { t } = useWords('audit');
  const language = useLanguage();
  const auditors = useWhole(AuditorsQuery, ({ organisations }) => organisations);
  const give = useAct(GrantAudit, { onDone });
  const form = useForm({
    initialValues: { auditorId: '', days: USUAL_DAYS as number | string, periodFrom: '', periodUntil: '' },
    validate: {
      auditorId: (value) => (value ? null : t('grants.auditorMissing')),
      days: (value) => (Number(value) >= 1 ? null : t('grants.daysMissing')),
    },
  });
  return (
    <ActForm
      form={form}
      act={give}
      submit={t('grants.give')}
      onCancel={onDone}
      onSubmit={({ auditorId, days, periodFrom, periodUntil }) =>
        give.mutate({
          input: {
            auditorId,
            expiresAt: new Date(Date.now() + Number(days) * DAY_MS).toISOString(),
            periodFrom: periodFrom ? startOfDay(periodFrom) : null,
            periodUntil: periodUntil ? startOfDay(periodUntil) : null,
          },
        })
      }
    >
      <Stack>
        <Text size="sm">{t('grants.giveText')}</Text>
        <Select
          label={t('grants.auditor')}
          searchable
          data={auditors.data?.map((node) => ({ value: node.id, label: nameOf(node, language) })) ?? []}
          nothingFoundMessage={t('grants.noAuditor')}
          {...form.getInputProps('auditorId')}
        />
        <NumberInput
          label={t('grants.days')}
          min={1}
          max={LONGEST_DAYS}
          clampBehavior="strict"
          {...form.getInputProps('days')}
        />
        <DayInput label={t('grants.periodFrom')} {...form.getInputProps('periodFrom')} />
        <DayInput label={t('grants.periodUntil')} {...form.getInputProps('periodUntil')} />
      </Stack>
    </ActForm>
  );
}
