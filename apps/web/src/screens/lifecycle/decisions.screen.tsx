import { Anchor, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { useState } from 'react';
import { DECISION_KINDS, DECISION_STATES } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct, useRows } from '../../app/queries.ts';
import { useReasons } from '../../app/reasons.ts';
import { useMay } from '../../app/session.ts';
import { useSites } from '../../app/sites.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ClearFilters, Filters, FilterSelect } from '../../ui/filters.tsx';
import { ActForm } from '../../ui/form.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Tag } from '../../ui/tags.tsx';
import { Day, When } from '../../ui/when.tsx';
import { DECISION_TONE, DecisionFields, DecisionWords } from './decision-words.tsx';

const DecisionsQuery = graphql(
  `
    query Decisions(
      $first: Int!
      $after: String
      $state: EndOfSupportDecisionState
      $kind: EndOfSupportDecisionKind
      $siteId: ID
      $reviewSoonOnly: Boolean!
    ) {
      endOfSupportDecisions(
        first: $first
        after: $after
        state: $state
        kind: $kind
        siteId: $siteId
        reviewSoonOnly: $reviewSoonOnly
      ) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            ...DecisionFields
            asset {
              id
              name
              serialNumber
              siteId
              release {
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
    }
  `,
  [DecisionFields],
);

const AcceptRisk = graphql(`
  mutation AcceptRisk($input: AcceptRiskInput!) {
    acceptRisk(input: $input) {
      results {
        refusal {
          reason
          message
        }
      }
    }
  }
`);

const RefuseRisk = graphql(`
  mutation RefuseRisk($input: RefuseRiskInput!) {
    refuseRisk(input: $input) {
      results {
        refusal {
          reason
          message
        }
      }
    }
  }
`);

type Row = ResultOf<typeof DecisionsQuery>['endOfSupportDecisions']['edges'][number]['node'];

/** What was decided about devices that lose their support; risk acceptances wait here for the manager. */
export function DecisionsScreen() {
  const { t } = useWords('lifecycle');
  const term = useTerm();
  const language = useLanguage();
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/decisions' });
  const { choices: sites, nameOfSite } = useSites();
  const maySign = useMay('acceptRisk EndOfSupportDecision');
  const list = useRows(
    DecisionsQuery,
    {
      state: search.state ?? null,
      kind: search.kind ?? null,
      siteId: search.siteId ?? null,
      reviewSoonOnly: search.reviewSoon ?? false,
    },
    ({ endOfSupportDecisions }) => endOfSupportDecisions,
  );
  const set = (change: Partial<typeof search>) =>
    void navigate({ to: '/decisions', search: { ...search, ...change }, replace: true });

  const columns: Column<Row>[] = [
    {
      key: 'device',
      header: t('decisions.device'),
      width: 'minmax(11rem, 3fr)',
      cell: ({ asset }) => (
        <Stack gap={0}>
          <Anchor
            dir="auto"
            renderRoot={(props) => <Link to="/assets/$assetId" params={{ assetId: asset.id }} {...props} />}
          >
            {asset.name ?? `${nameOf(asset.release.product, language)} ${asset.release.version}`}
          </Anchor>
          <Text size="sm" c="dimmed" dir="auto">
            {[asset.serialNumber, nameOfSite(asset.siteId)].filter(Boolean).join(' · ')}
          </Text>
        </Stack>
      ),
    },
    {
      key: 'what',
      header: t('decisions.what'),
      width: 'minmax(13rem, 4fr)',
      cell: (row) => <DecisionWords decision={row} />,
    },
    {
      key: 'state',
      header: t('state'),
      width: '8rem',
      cell: ({ state }) => <Tag tone={DECISION_TONE[state]}>{term('EndOfSupportDecisionState', state)}</Tag>,
    },
    {
      key: 'review',
      header: t('decisions.reviewOn'),
      width: '8rem',
      cell: ({ reviewOn }) => <Day on={reviewOn} />,
    },
    {
      key: 'decided',
      header: t('decisions.decidedAt'),
      width: '10rem',
      cell: ({ decidedAt }) => <When at={decidedAt} />,
    },
  ];
  if (maySign) {
    columns.push({
      key: 'act',
      header: t('act'),
      width: '11rem',
      cell: ({ id, state }) => state === 'PROPOSED' && <Sign decisionId={id} />,
    });
  }
  return (
    <Page
      title={t('decisions.title')}
      lead={t('decisions.lead')}
      above={[{ label: t('title'), link: { to: '/life-cycle' } }]}
    >
      <Filters>
        <FilterSelect
          label={t('state')}
          value={search.state}
          choices={DECISION_STATES.map((value) => ({ value, label: term('EndOfSupportDecisionState', value) }))}
          onChange={(state) => set({ state })}
        />
        <FilterSelect
          label={t('decide.kind')}
          value={search.kind}
          choices={DECISION_KINDS.map((value) => ({ value, label: term('EndOfSupportDecisionKind', value) }))}
          onChange={(kind) => set({ kind })}
        />
        {sites.length > 1 && (
          <FilterSelect
            label={t('filter.site')}
            value={search.siteId}
            choices={sites}
            onChange={(siteId) => set({ siteId })}
          />
        )}
        <FilterSelect
          label={t('decisions.reviewOn')}
          value={search.reviewSoon ? 'soon' : undefined}
          choices={[{ value: 'soon', label: t('counts.reviewsSoon') }]}
          onChange={(chosen) => set({ reviewSoon: chosen ? true : undefined })}
        />
        {Object.keys(search).length > 0 && (
          <ClearFilters onClear={() => void navigate({ to: '/decisions', search: {}, replace: true })} />
        )}
      </Filters>
      <RowsTable
        label={t('decisions.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        empty={{ title: t('decisions.empty'), text: t('decisions.emptyText') }}
      />
    </Page>
  );
}

/** The manager takes the risk, or does not and says why. */
function Sign({ decisionId }: { decisionId: string }) {
  const { t } = useWords('lifecycle');
  const sentence = useReasons();
  const accept = useAct(AcceptRisk);
  const [isRefusing, setIsRefusing] = useState(false);
  const refuse = useAct(RefuseRisk, { onDone: () => setIsRefusing(false) });
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (reason) => (reason.trim() ? null : t('decide.reasonMissing')) },
  });
  const refusal = accept.data?.acceptRisk.results[0]?.refusal ?? refuse.data?.refuseRisk.results[0]?.refusal;
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Confirm
          label={t('decisions.sign')}
          title={t('decisions.signTitle')}
          act={accept}
          isPrimary
          onConfirm={() => accept.mutate({ input: { decisionIds: [decisionId] } })}
        >
          <Text>{t('decisions.signText')}</Text>
        </Confirm>
        <Button variant="default" onClick={() => setIsRefusing(true)}>
          {t('decisions.refuse')}
        </Button>
      </Group>
      {refusal && (
        <Text size="sm" role="alert">
          {sentence(refusal)}
        </Text>
      )}
      <Dialog opened={isRefusing} onClose={() => setIsRefusing(false)} title={t('decisions.refuseTitle')}>
        <ActForm
          form={form}
          act={refuse}
          submit={t('decisions.refuse')}
          onCancel={() => setIsRefusing(false)}
          onSubmit={({ reason }) => refuse.mutate({ input: { decisionIds: [decisionId], reason: reason.trim() } })}
        >
          <Textarea
            label={t('decide.reason')}
            withAsterisk
            autosize
            minRows={2}
            maxLength={2_000}
            {...form.getInputProps('reason')}
          />
        </ActForm>
      </Dialog>
    </Stack>
  );
}
