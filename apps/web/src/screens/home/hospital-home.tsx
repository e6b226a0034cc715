import { SimpleGrid } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { Figure } from '../../ui/figure.tsx';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { failureOf } from '../../app/failure.ts';

const InboxCountsQuery = graphql(`
  query InboxCounts {
    inboxCounts {
      overdue
      open
      unread
      criticalOpen
    }
  }
`);

/** What came in, what must be done, and by when: each number leads to its list. */
export function HospitalHome() {
  const { t } = useWords('inbox');
  const { data, error, refetch } = useAnswer(InboxCountsQuery, {});
  const counts = data?.inboxCounts;
  return (
    <Page title={t('home.title')} lead={t('home.lead')}>
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }}>
        <Figure
          label={t('home.overdue')}
          value={counts?.overdue}
          tone={counts?.overdue ? 'grave' : 'quiet'}
          renderRoot={(props) => <Link to="/inbox" search={{ state: 'OVERDUE' }} {...props} />}
        />
        <Figure
          label={t('home.critical')}
          value={counts?.criticalOpen}
          tone={counts?.criticalOpen ? 'grave' : 'quiet'}
          renderRoot={(props) => <Link to="/inbox" search={{ state: 'OPEN', severity: 'CRITICAL' }} {...props} />}
        />
        <Figure
          label={t('home.open')}
          value={counts?.open}
          tone="notice"
          renderRoot={(props) => <Link to="/inbox" search={{ state: 'OPEN' }} {...props} />}
        />
        <Figure
          label={t('home.unread')}
          value={counts?.unread}
          tone="notice"
          renderRoot={(props) => <Link to="/inbox" search={{ state: 'UNREAD' }} {...props} />}
        />
      </SimpleGrid>
    </Page>
  );
}
