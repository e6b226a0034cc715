import { Alert, Anchor, SimpleGrid } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { useMay, useViewer } from '../../app/session.ts';
import { Figure } from '../../ui/figure.tsx';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { UnansweredFigures } from './unanswered-figures.tsx';

const VendorHomeQuery = graphql(`
  query VendorHome($vendorId: ID!) {
    vendorOverview {
      awaitingMyApproval
      inReview
      secondChecksPending
      drafts
      releasesLackingDocuments
      unanswered {
        severity
        hospitals
        overdue
        publications
      }
    }
    products(first: 1, vendorId: $vendorId) {
      totalCount
    }
  }
`);

/** Who has not answered, and what is left to do in the own organisation: each number leads to its list. */
export function VendorHome() {
  const { t } = useWords('vendor');
  const viewer = useViewer();
  const { data, error, refetch } = useAnswer(VendorHomeQuery, { vendorId: viewer.organisation?.id ?? '' });
  const overview = data?.vendorOverview;
  const isApprover = useMay('approve Publication');
  const waiting = isApprover ? overview?.awaitingMyApproval : overview?.inReview;
  return (
    <Page title={t('home.title')} lead={t('home.lead')}>
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {data?.products.totalCount === 0 && (
        <Alert title={t('home.first')}>
          {t('home.firstText')}{' '}
          <Anchor size="sm" renderRoot={(props) => <Link to="/catalogue" {...props} />}>
            {t('home.firstLink')}
          </Anchor>
        </Alert>
      )}
      {overview && <UnansweredFigures unanswered={overview.unanswered} />}
      <Section title={t('home.own')}>
        <SimpleGrid cols={{ base: 2, lg: 4 }}>
          <Figure
            label={t(isApprover ? 'home.awaitingMyApproval' : 'home.inReview')}
            value={waiting}
            tone={isApprover && waiting ? 'notice' : 'quiet'}
            renderRoot={(props) => <Link to="/publishing" search={{ state: 'IN_REVIEW' }} {...props} />}
          />
          <Figure
            label={t('home.secondChecks')}
            value={overview?.secondChecksPending}
            tone={overview?.secondChecksPending ? 'grave' : 'quiet'}
            renderRoot={(props) => <Link to="/publishing" search={{ isSecondCheckPending: true }} {...props} />}
          />
          <Figure
            label={t('home.drafts')}
            value={overview?.drafts}
            tone="quiet"
            renderRoot={(props) => <Link to="/publishing" search={{ state: 'DRAFT' }} {...props} />}
          />
          <Figure
            label={t('home.lacking')}
            value={overview?.releasesLackingDocuments}
            tone={overview?.releasesLackingDocuments ? 'notice' : 'quiet'}
            renderRoot={(props) => <Link to="/catalogue/lacking" {...props} />}
          />
        </SimpleGrid>
      </Section>
    </Page>
  );
}
