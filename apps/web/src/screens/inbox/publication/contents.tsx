import { Text } from '@mantine/core';
import { graphql } from '../../../app/graphql.ts';
import { useTerm, useWords } from '../../../app/language.ts';
import { useRows } from '../../../app/queries.ts';
import { PlainTable } from '../../../ui/plain-table.tsx';
import { NoRows } from '../../../ui/no-rows.tsx';
import { Section } from '../../../ui/section.tsx';
import { Tag } from '../../../ui/tags.tsx';
import { LifecycleContents } from './lifecycle-contents.tsx';
import type { PublicationOfPage } from './publication.query.ts';

const StatementsQuery = graphql(`
  query StatementsOfPublication($id: ID!, $first: Int!, $after: String) {
    publication(id: $id) {
      artifacts {
        id
        reading {
          statements(first: $first, after: $after) {
            totalCount
            pageInfo {
              hasNextPage
              endCursor
            }
            edges {
              node {
                position
                vulnerability
                title
                status
                impact
                product {
                  name
                  version
                  versionRange
                }
                remediations {
                  details
                }
              }
            }
          }
        }
      }
    }
  }
`);

const TONE = { AFFECTED: 'warning', UNDER_INVESTIGATION: 'notice', FIXED: 'good', NOT_AFFECTED: 'good' } as const;

/** What the structured files say, for people: dates of support, and what is affected by which vulnerability. */
export function Contents({ publication }: { publication: PublicationOfPage }) {
  const notice = publication.artifacts.find(({ reading }) => reading?.lifecycleNotice)?.reading?.lifecycleNotice;
  const stating = publication.artifacts.find(({ reading }) => (reading?.statementCount ?? 0) > 0);
  return (
    <>
      {notice && <LifecycleContents notice={notice} />}
      {stating && <Statements publicationId={publication.id} artifactId={stating.id} />}
    </>
  );
}

function Statements({ publicationId, artifactId }: { publicationId: string; artifactId: string }) {
  const { t } = useWords('inbox');
  const term = useTerm();
  const list = useRows(
    StatementsQuery,
    { id: publicationId },
    ({ publication }) =>
      publication.artifacts.find(({ id }) => id === artifactId)?.reading?.statements ?? {
        edges: [],
        pageInfo: { hasNextPage: false, endCursor: null },
        totalCount: 0,
      },
    { refreshes: false },
  );
  if (list.rows.length === 0) return <NoRows list={list} />;
  return (
    <Section title={t('statements.title')}>
      <PlainTable
        label={t('statements.title')}
        rows={list.rows}
        total={list.total}
        onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        keyOf={({ position }) => String(position)}
        columns={[
          {
            key: 'vulnerability',
            header: t('statements.vulnerability'),
            cell: ({ vulnerability, title }) => (
              <div>
                <bdi>{vulnerability}</bdi>
                {title && (
                  <Text size="sm" c="dimmed" fw={400} dir="auto">
                    {title}
                  </Text>
                )}
              </div>
            ),
          },
          {
            key: 'product',
            header: t('statements.product'),
            cell: ({ product }) => (
              <bdi>{[product.name, product.version ?? product.versionRange].filter(Boolean).join(' ')}</bdi>
            ),
          },
          {
            key: 'status',
            header: t('statements.status'),
            cell: ({ status }) => <Tag tone={TONE[status]}>{term('VexStatus', status)}</Tag>,
          },
          {
            key: 'what',
            header: t('statements.what'),
            cell: ({ impact, remediations }) => (
              <div>
                {[impact, ...remediations.map(({ details }) => details)]
                  .filter((line) => line !== null)
                  .map((line) => (
                    <Text key={line} size="sm" dir="auto">
                      {line}
                    </Text>
                  ))}
              </div>
            ),
          },
        ]}
      />
    </Section>
  );
}
