import { Button, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ResultOf } from 'gql.tada';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useJobTerm, useWords } from '../../app/language.ts';
import { useAct, useRows } from '../../app/queries.ts';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { useNumbers, When } from '../../ui/when.tsx';

const FailedJobsQuery = graphql(`
  query FailedJobs($first: Int!, $after: String) {
    failedJobs(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          attempts
          maxAttempts
          isExhausted
          lastError
          failedAt
          nextAttemptAt
        }
      }
    }
  }
`);

const RetryJob = graphql(`
  mutation RetryJob($jobId: ID!) {
    retryJob(input: { jobId: $jobId }) {
      job {
        id
        kind
      }
    }
  }
`);

type Row = ResultOf<typeof FailedJobsQuery>['failedJobs']['edges'][number]['node'];

/** Background work that did not succeed: why, how often it was tried, and when it is tried again. */
export function JobsScreen() {
  const { t } = useWords('operator');
  const kindTerm = useJobTerm();
  const { count } = useNumbers();
  const list = useRows(FailedJobsQuery, {}, ({ failedJobs }) => failedJobs);
  const retry = useAct(RetryJob, {
    onDone: ({ retryJob }) => notifications.show({ message: t('jobs.retried', { kind: kindTerm(retryJob.job.kind) }) }),
  });
  const columns: Column<Row>[] = [
    { key: 'kind', header: t('jobs.kind'), width: 'minmax(10rem, 2fr)', cell: ({ kind }) => kindTerm(kind) },
    {
      key: 'error',
      header: t('jobs.error'),
      width: 'minmax(12rem, 4fr)',
      cell: ({ lastError }) => (
        <Text size="sm" lang="en" dir="auto" style={{ overflowWrap: 'anywhere' }}>
          {lastError}
        </Text>
      ),
    },
    {
      key: 'attempts',
      header: t('jobs.attempts'),
      width: '6.5rem',
      cell: ({ attempts, maxAttempts }) =>
        t('jobs.attemptsOf', { attempts: count(attempts), most: count(maxAttempts) }),
    },
    { key: 'failedAt', header: t('jobs.failedAt'), width: '11rem', cell: ({ failedAt }) => <When at={failedAt} /> },
    {
      key: 'next',
      header: t('jobs.next'),
      width: '11rem',
      cell: ({ nextAttemptAt }) => (nextAttemptAt ? <When at={nextAttemptAt} /> : t('jobs.exhausted')),
    },
    {
      key: 'act',
      header: t('common:actions'),
      width: '9.5rem',
      cell: ({ id }) => (
        <Button
          size="compact-sm"
          variant="default"
          loading={retry.isPending && retry.variables?.jobId === id}
          onClick={() => retry.mutate({ jobId: id })}
        >
          {t('jobs.retry')}
        </Button>
      ),
    },
  ];
  return (
    <Page title={t('jobs.title')} lead={t('jobs.lead')}>
      <Stack>
        {retry.error && <FailureNotice failure={failureOf(retry.error)} />}
        <RowsTable
          label={t('jobs.title')}
          columns={columns}
          list={list}
          keyOf={({ id }) => id}
          empty={{ title: t('jobs.empty'), text: t('jobs.emptyText') }}
        />
      </Stack>
    </Page>
  );
}
