import { SimpleGrid } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { Figure } from '../../ui/figure.tsx';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { FirstSteps } from './first-steps.tsx';
import { SiteFigures } from './site-figures.tsx';
import { Urgent } from './urgent.tsx';

const HospitalHomeQuery = graphql(`
  query HospitalHome {
    inboxCounts {
      overdue
      dueSoon
      criticalOpen
      unread
      sites {
        siteId
        open
        overdue
        dueSoon
        criticalOpen
        unread
        site {
          name
          englishName
        }
      }
    }
    assets(first: 1) {
      totalCount
    }
    sites(first: 2) {
      totalCount
    }
    inbox(first: 5, sort: DUE, filter: { state: OPEN }) {
      edges {
        node {
          id
          severity
          kind
          notice
          dueOn
          affectedAssets
          publication {
            id
            titleJa
            titleEn
            vendor {
              name
              englishName
            }
          }
        }
      }
    }
  }
`);

/** What came in, what must be done, and by when: each number leads to its list. */
export function HospitalHome() {
  const { t } = useWords('inbox');
  const { data, error, refetch } = useAnswer(HospitalHomeQuery, {});
  const counts = data?.inboxCounts;
  const isNew = data?.assets.totalCount === 0;
  return (
    <Page title={t('home.title')} lead={t('home.lead')}>
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {isNew && <FirstSteps />}
      <SimpleGrid cols={{ base: 2, lg: 4 }}>
        <Figure
          label={t('home.overdue')}
          value={counts?.overdue}
          tone={counts?.overdue ? 'grave' : 'quiet'}
          renderRoot={(props) => <Link to="/inbox" search={{ state: 'OVERDUE' }} {...props} />}
        />
        <Figure
          label={t('home.dueSoon')}
          value={counts?.dueSoon}
          tone={counts?.dueSoon ? 'notice' : 'quiet'}
          renderRoot={(props) => <Link to="/inbox" search={{ state: 'DUE_SOON' }} {...props} />}
        />
        <Figure
          label={t('home.critical')}
          value={counts?.criticalOpen}
          tone={counts?.criticalOpen ? 'grave' : 'quiet'}
          renderRoot={(props) => <Link to="/inbox" search={{ state: 'OPEN', severity: 'CRITICAL' }} {...props} />}
        />
        <Figure
          label={t('home.unread')}
          value={counts?.unread}
          tone={counts?.unread ? 'notice' : 'quiet'}
          renderRoot={(props) => <Link to="/inbox" search={{ state: 'UNREAD' }} {...props} />}
        />
      </SimpleGrid>
      {data && (!isNew || data.inbox.edges.length > 0) && (
        <Urgent deliveries={data.inbox.edges.map(({ node }) => node)} />
      )}
      {data && data.sites.totalCount > 1 && counts && counts.sites.length > 0 && <SiteFigures sites={counts.sites} />}
    </Page>
  );
}
