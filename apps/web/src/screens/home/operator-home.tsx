import { Anchor, Group, SimpleGrid } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { Facts } from '../../ui/facts.tsx';
import { Figure } from '../../ui/figure.tsx';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { HealthTag } from '../../ui/tags.tsx';
import { useNumbers } from '../../ui/when.tsx';

const OperatorHomeQuery = graphql(`
  query OperatorHome {
    systemHealth {
      state
    }
    admitted: organisations(first: 1, state: ADMITTED) {
      totalCount
    }
    suspended: organisations(first: 1, state: SUSPENDED) {
      totalCount
    }
    failedJobs(first: 1) {
      totalCount
    }
    storageUsage {
      freeBytes
      byState {
        objects
        sizeBytes
      }
    }
  }
`);

/** Whether all is well, and who takes part: each number leads to its list. */
export function OperatorHome() {
  const { t } = useWords('operator');
  const { size } = useNumbers();
  const { data, error, refetch } = useAnswer(OperatorHomeQuery, {});
  const sumOf = (of: 'objects' | 'sizeBytes') =>
    data?.storageUsage.byState.reduce((sum, { [of]: value }) => sum + value, 0);
  const used = sumOf('sizeBytes');
  const free = data?.storageUsage.freeBytes ?? null;
  return (
    <Page title={t('home.title')} lead={t('home.operatorLead')}>
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {data && (
        <Group gap="sm">
          <span>{t('health.title')}</span>
          <HealthTag state={data.systemHealth.state} />
          <Anchor renderRoot={(props) => <Link to="/health-status" {...props} />}>{t('home.healthLink')}</Anchor>
        </Group>
      )}
      <SimpleGrid cols={{ base: 2, lg: 4 }}>
        <Figure
          label={t('home.admitted')}
          value={data?.admitted.totalCount}
          tone="quiet"
          renderRoot={(props) => <Link to="/organisations" search={{ state: 'ADMITTED' }} {...props} />}
        />
        <Figure
          label={t('home.suspended')}
          value={data?.suspended.totalCount}
          tone={data?.suspended.totalCount ? 'notice' : 'quiet'}
          renderRoot={(props) => <Link to="/organisations" search={{ state: 'SUSPENDED' }} {...props} />}
        />
        <Figure
          label={t('home.failedJobs')}
          value={data?.failedJobs.totalCount}
          tone={data?.failedJobs.totalCount ? 'grave' : 'quiet'}
          renderRoot={(props) => <Link to="/jobs" {...props} />}
        />
        <Figure
          label={t('home.stored')}
          value={sumOf('objects')}
          tone="quiet"
          renderRoot={(props) => <Link to="/storage" {...props} />}
        />
      </SimpleGrid>
      {used !== undefined && (
        <Facts
          facts={[
            { label: t('home.used'), value: size(used) },
            { label: t('storage.free'), value: free === null ? t('storage.freeUnknown') : size(free) },
          ]}
        />
      )}
    </Page>
  );
}
