import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useOrganisationNames } from '../../app/organisation-names.ts';
import { useWhole } from '../../app/queries.ts';
import { validityOf } from '../../app/validity.ts';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';

const AuditorHomeQuery = graphql(`
  query AuditorHome($after: String) {
    auditGrants(first: 100, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          organisationId
          expiresAt
          revokedAt
        }
      }
    }
  }
`);

/** Whose record may be read, and until when. The record itself is not read here: each reading of it is recorded. */
export function AuditorHome() {
  const { t } = useWords('operator');
  const nameOfOrganisation = useOrganisationNames();
  const { data, error, refetch } = useWhole(AuditorHomeQuery, ({ auditGrants }) => auditGrants);
  const grants = data?.filter((grant) => validityOf(grant) === 'inForce');
  return (
    <Page title={t('home.title')} lead={t('home.auditorLead')}>
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      <Section
        title={t('home.grantsInForce')}
        actions={
          <Anchor size="sm" renderRoot={(props) => <Link to="/grants" {...props} />}>
            {t('home.allGrants')}
          </Anchor>
        }
      >
        {grants?.length === 0 && <Empty title={t('home.noGrants')}>{t('home.noGrantsText')}</Empty>}
        {grants && grants.length > 0 && (
          <PlainTable
            label={t('home.grantsInForce')}
            rows={grants}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'by',
                header: t('home.by'),
                cell: ({ organisationId }) => <bdi>{nameOfOrganisation(organisationId)}</bdi>,
              },
              { key: 'ends', header: t('home.ends'), cell: ({ expiresAt }) => <When at={expiresAt} /> },
              {
                key: 'read',
                header: '',
                cell: ({ organisationId }) => (
                  <Anchor renderRoot={(props) => <Link to="/records" search={{ organisationId }} {...props} />}>
                    {t('home.read')}
                  </Anchor>
                ),
              },
            ]}
          />
        )}
        <Text size="sm" c="dimmed">
          {t('home.readText')}
        </Text>
      </Section>
      <Section title={t('home.verify')} lead={t('home.verifyText')}>
        <Anchor renderRoot={(props) => <Link to="/verify" {...props} />}>{t('home.verify')}</Anchor>
      </Section>
    </Page>
  );
}
