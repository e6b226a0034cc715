import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { SeverityTag, TlpTag } from '../../ui/tags.tsx';
import { When } from '../../ui/when.tsx';

const RegulatorHomeQuery = graphql(`
  query RegulatorHome {
    publications(first: 10) {
      edges {
        node {
          id
          kind
          titleJa
          titleEn
          severity
          tlp
          publishedAt
          vendor {
            name
            englishName
          }
        }
      }
    }
  }
`);

/** What vendors published last, as far as it may be passed on to a regulator. */
export function RegulatorHome() {
  const { t } = useWords('operator');
  const term = useTerm();
  const language = useLanguage();
  const { data, error, refetch } = useAnswer(RegulatorHomeQuery, {});
  const publications = data?.publications.edges.map(({ node }) => node);
  return (
    <Page title={t('home.title')} lead={t('home.regulatorLead')}>
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      <Section
        title={t('home.newest')}
        actions={
          <Anchor size="sm" renderRoot={(props) => <Link to="/library" {...props} />}>
            {t('home.all')}
          </Anchor>
        }
      >
        {publications?.length === 0 && <Empty title={t('library.empty')}>{t('library.emptyText')}</Empty>}
        {publications && publications.length > 0 && (
          <PlainTable
            label={t('home.newest')}
            rows={publications}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'title',
                header: t('library.document'),
                cell: (row) => (
                  <div>
                    <Anchor
                      dir="auto"
                      renderRoot={(props) => (
                        <Link to="/publications/$publicationId" params={{ publicationId: row.id }} {...props} />
                      )}
                    >
                      {titleOf(row, language)}
                    </Anchor>
                    <Text size="sm" c="dimmed" fw={400}>
                      <bdi>{nameOf(row.vendor, language)}</bdi>
                    </Text>
                  </div>
                ),
              },
              { key: 'kind', header: t('library.kind'), cell: ({ kind }) => term('PublicationKind', kind) },
              {
                key: 'severity',
                header: t('library.severity'),
                cell: ({ severity }) => <SeverityTag severity={severity} />,
              },
              { key: 'tlp', header: t('library.tlp'), cell: ({ tlp }) => <TlpTag tlp={tlp} /> },
              {
                key: 'published',
                header: t('library.published'),
                cell: ({ publishedAt }) => publishedAt && <When at={publishedAt} />,
              },
            ]}
          />
        )}
      </Section>
    </Page>
  );
}
