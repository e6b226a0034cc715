import { Anchor, Text } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { Page } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';

const LackingQuery = graphql(`
  query Lacking($first: Int!, $after: String) {
    releasesLackingDocuments(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          version
          stage
          product {
            id
            name
            englishName
          }
          milestonePackages {
            milestone
            isDue
            items {
              item
              state
            }
          }
        }
      }
    }
  }
`);

type Row = ResultOf<typeof LackingQuery>['releasesLackingDocuments']['edges'][number]['node'];

const lackedBy = ({ milestonePackages }: Row) => [
  ...new Set(
    milestonePackages
      .filter(({ isDue }) => isDue)
      .flatMap(({ items }) => items.filter(({ state }) => state !== 'PRESENT').map(({ item }) => item)),
  ),
];

/** Own releases that lack documents at a milestone that they reached. */
export function LackingScreen() {
  const { t } = useWords('vendor');
  const term = useTerm();
  const language = useLanguage();
  const navigate = useNavigate();
  const list = useRows(LackingQuery, {}, ({ releasesLackingDocuments }) => releasesLackingDocuments);
  return (
    <Page
      title={t('lacking.title')}
      lead={t('lacking.lead')}
      above={[{ label: t('catalogue.title'), link: { to: '/catalogue' } }]}
    >
      <RowsTable
        label={t('lacking.title')}
        list={list}
        keyOf={({ id }) => id}
        onOpen={({ product }) => void navigate({ to: '/catalogue/$productId', params: { productId: product.id } })}
        columns={[
          {
            key: 'release',
            header: t('lacking.release'),
            width: 'minmax(14rem, 2fr)',
            cell: ({ product, version }) => (
              <Anchor
                dir="auto"
                renderRoot={(props) => (
                  <Link to="/catalogue/$productId" params={{ productId: product.id }} {...props} />
                )}
              >
                {`${nameOf(product, language)} ${version}`}
              </Anchor>
            ),
          },
          {
            key: 'stage',
            header: t('lacking.stage'),
            width: '10rem',
            cell: ({ stage }) => term('LifeCycleStage', stage),
          },
          {
            key: 'lacks',
            header: t('lacking.lacks'),
            width: 'minmax(14rem, 3fr)',
            cell: (row) => (
              <Text size="sm">
                {lackedBy(row)
                  .map((item) => term('MilestoneItem', item))
                  .join(', ')}
              </Text>
            ),
          },
        ]}
        empty={{ title: t('lacking.empty'), text: t('lacking.emptyText') }}
      />
    </Page>
  );
}
