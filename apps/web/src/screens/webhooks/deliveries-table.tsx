import { Button, Stack, Text } from '@mantine/core';
import type { ResultOf } from 'gql.tada';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useTrailTerm, useWords } from '../../app/language.ts';
import { useAct, useRows } from '../../app/queries.ts';
import { FailureNotice } from '../../ui/problem.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Tag } from '../../ui/tags.tsx';
import { When } from '../../ui/when.tsx';
import { AttemptResult } from './webhook-tags.tsx';
import type { WebhookRow } from './webhooks.query.ts';

const DeliveriesQuery = graphql(`
  query WebhookDeliveries($webhookId: ID!, $first: Int!, $after: String) {
    webhookDeliveries(webhookId: $webhookId, first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          state
          createdAt
          nextAttemptAt
          attempts {
            at
            status
            failure
            durationMs
          }
        }
      }
    }
  }
`);

const RetryDelivery = graphql(`
  mutation RetryWebhookDelivery($input: WebhookDeliveryInput!) {
    retryWebhookDelivery(input: $input) {
      delivery {
        id
      }
    }
  }
`);

type Row = ResultOf<typeof DeliveriesQuery>['webhookDeliveries']['edges'][number]['node'];

const TONE = { PENDING: 'notice', DELIVERED: 'good', FAILED: 'warning' } as const;

/** Messages to a webhook, and what came of them. */
export function DeliveriesTable({ webhook: { id: webhookId, pauseCause } }: { webhook: WebhookRow }) {
  const { t } = useWords('webhooks');
  const term = useTerm();
  const kindTerm = useTrailTerm();
  const list = useRows(DeliveriesQuery, { webhookId }, ({ webhookDeliveries }) => webhookDeliveries);
  const retry = useAct(RetryDelivery);
  const columns: Column<Row>[] = [
    { key: 'when', header: t('log.when'), width: '11rem', cell: ({ createdAt }) => <When at={createdAt} /> },
    {
      key: 'what',
      header: t('log.what'),
      width: 'minmax(12rem, 3fr)',
      cell: ({ id, kind }) => (
        <div>
          <Text size="sm">{kind === 'webhook.test' ? t('log.test') : kindTerm(kind)}</Text>
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {id}
          </Text>
        </div>
      ),
    },
    {
      key: 'state',
      header: t('state'),
      width: '8rem',
      cell: ({ state }) => <Tag tone={TONE[state]}>{term('WebhookDeliveryState', state)}</Tag>,
    },
    {
      key: 'attempt',
      header: t('log.attempt'),
      width: 'minmax(11rem, 2fr)',
      cell: ({ attempts }) => <LastAttempt attempts={attempts} />,
    },
    {
      key: 'next',
      header: t('log.next'),
      width: '11rem',
      cell: ({ nextAttemptAt }) => (nextAttemptAt ? <When at={nextAttemptAt} /> : '–'),
    },
  ];
  if (pauseCause === null) {
    columns.push({
      key: 'act',
      header: t('common:actions'),
      width: '8rem',
      cell: ({ id, kind, state }) =>
        kind !== 'webhook.test' &&
        state === 'FAILED' && (
          <Button
            size="compact-sm"
            variant="default"
            loading={retry.isPending && retry.variables?.input.webhookDeliveryId === id}
            onClick={() => retry.mutate({ input: { webhookDeliveryId: id } })}
          >
            {t('log.retry')}
          </Button>
        ),
    });
  }
  return (
    <Stack>
      {retry.error && <FailureNotice failure={failureOf(retry.error)} />}
      <RowsTable
        label={t('log.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        empty={{ title: t('log.empty'), text: t('log.emptyText') }}
      />
    </Stack>
  );
}

function LastAttempt({ attempts }: Pick<Row, 'attempts'>) {
  const { t } = useWords('webhooks');
  const last = attempts.at(-1);
  if (!last) return <Text size="sm">{t('never')}</Text>;
  return (
    <div>
      <AttemptResult {...last} />
      <Text size="xs" c="dimmed">
        {t('log.attempts', { count: attempts.length })} · {t('milliseconds', { count: last.durationMs })}
      </Text>
    </div>
  );
}
