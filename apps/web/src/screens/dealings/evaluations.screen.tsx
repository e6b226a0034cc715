import { Group, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { EVALUATION_STATES } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct, useRows } from '../../app/queries.ts';
import { sideOf, useMay, useViewer } from '../../app/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Filters, FilterSelect } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { EvaluationTag } from '../../ui/tags.tsx';
import { Day, When } from '../../ui/when.tsx';
import { WithReason } from './with-reason.tsx';

const EvaluationsQuery = graphql(`
  query Evaluations($first: Int!, $after: String, $state: EvaluationState) {
    evaluations(first: $first, after: $after, state: $state) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          state
          until
          note
          reason
          requestedAt
          product {
            id
            name
            englishName
          }
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

const AnswerEvaluationMutation = graphql(`
  mutation AnswerEvaluation($input: AnswerEvaluationInput!) {
    answerEvaluation(input: $input) {
      evaluation {
        id
        state
      }
    }
  }
`);

const EndEvaluationMutation = graphql(`
  mutation EndEvaluation($input: EvaluationInput!) {
    endEvaluation(input: $input) {
      evaluation {
        id
        state
      }
    }
  }
`);

type Row = ResultOf<typeof EvaluationsQuery>['evaluations']['edges'][number]['node'];

const route = getRouteApi('/signed-in/evaluations');

/** Products that hospitals look at before they buy: what a vendor is asked to show, and what it said. */
export function EvaluationsScreen() {
  const { t } = useWords('dealings');
  const term = useTerm();
  const language = useLanguage();
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const isHospital = sideOf(useViewer()) === 'hospital';
  const list = useRows(EvaluationsQuery, { state: state ?? null }, ({ evaluations }) => evaluations);
  const mayAnswer = useMay('answer Evaluation');
  const mayEnd = useMay('end Evaluation');

  const columns: Column<Row>[] = [
    {
      key: 'product',
      header: t('evaluations.product'),
      width: 'minmax(11rem, 3fr)',
      cell: ({ product, note }) => (
        <div dir="auto">
          <Text component="span" fw={600}>
            {nameOf(product, language)}
          </Text>
          {note && <Text size="sm">{note}</Text>}
        </div>
      ),
    },
    {
      key: 'party',
      header: t(isHospital ? 'relationships.vendor' : 'relationships.hospital'),
      width: 'minmax(9rem, 2fr)',
      cell: ({ hospital, vendor }) => <span dir="auto">{nameOf(isHospital ? vendor : hospital, language)}</span>,
    },
    {
      key: 'state',
      header: t('state'),
      width: 'minmax(9rem, 2fr)',
      cell: (row) => (
        <Stack gap={2} align="flex-start">
          <EvaluationTag state={row.state} />
          {row.reason && (
            <Text size="sm" dir="auto">
              {row.reason}
            </Text>
          )}
        </Stack>
      ),
    },
    {
      key: 'until',
      header: t('evaluations.until'),
      width: 'minmax(9rem, 2fr)',
      cell: ({ until, requestedAt }) => (
        <Stack gap={2}>
          <Day on={until} />
          <Text size="sm" c="dimmed">
            {t('evaluations.requestedAt')}: <When at={requestedAt} />
          </Text>
        </Stack>
      ),
    },
  ];
  if (mayAnswer || mayEnd) {
    columns.push({
      key: 'act',
      header: t('act'),
      width: 'minmax(13rem, 1fr)',
      cell: ({ id, state: now }) => (
        <Group gap="xs">
          {mayAnswer && now === 'REQUESTED' && <Answer evaluationId={id} />}
          {mayEnd && (now === 'CONSENTED' || (isHospital && now === 'REQUESTED')) && <End evaluationId={id} />}
        </Group>
      ),
    });
  }
  return (
    <Page title={t('evaluations.title')} lead={t(isHospital ? 'evaluations.leadHospital' : 'evaluations.leadVendor')}>
      <Filters>
        <FilterSelect
          label={t('state')}
          value={state}
          choices={EVALUATION_STATES.map((value) => ({ value, label: term('EvaluationState', value) }))}
          onChange={(chosen) => void navigate({ search: chosen ? { state: chosen } : {}, replace: true })}
        />
      </Filters>
      <RowsTable
        label={t('evaluations.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        empty={{
          title: t(state ? 'nothingInState' : 'evaluations.empty'),
          text: t(state ? 'nothingInStateText' : isHospital ? 'evaluations.emptyHospital' : 'evaluations.emptyVendor'),
        }}
      />
    </Page>
  );
}

function Answer({ evaluationId }: { evaluationId: string }) {
  const { t } = useWords('dealings');
  const consent = useAct(AnswerEvaluationMutation);
  const decline = useAct(AnswerEvaluationMutation);
  return (
    <>
      <Confirm
        label={t('evaluations.consent')}
        title={t('evaluations.consentTitle')}
        act={consent}
        isPrimary
        onConfirm={() => consent.mutate({ input: { evaluationId, isConsented: true } })}
      >
        <Text>{t('evaluations.consentText')}</Text>
      </Confirm>
      <WithReason
        label={t('evaluations.decline')}
        title={t('evaluations.declineTitle')}
        text={t('evaluations.declineText')}
        reasonLabel={t('evaluations.reason')}
        act={decline}
        onSubmit={(reason) => decline.mutate({ input: { evaluationId, isConsented: false, reason } })}
      />
    </>
  );
}

function End({ evaluationId }: { evaluationId: string }) {
  const { t } = useWords('dealings');
  const end = useAct(EndEvaluationMutation);
  return (
    <Confirm
      label={t('evaluations.end')}
      title={t('evaluations.endTitle')}
      act={end}
      onConfirm={() => end.mutate({ input: { evaluationId } })}
    >
      <Text>{t('evaluations.endText')}</Text>
    </Confirm>
  );
}
