import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAnswer, useRows } from '../../app/queries.ts';
import { Page } from '../../ui/page.tsx';
import { PrintButton } from '../../ui/print-button.tsx';
import { Problem } from '../../ui/problem.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { PublicationStateTag, SeverityTag } from '../../ui/tags.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { When } from '../../ui/when.tsx';
import { Support } from './support.tsx';

const ProductQuery = graphql(`
  query PublicProduct($id: ID!) {
    publicProduct(id: $id) {
      id
      kind
      name
      englishName
      vendor {
        name
        englishName
      }
      identifiers {
        scheme
        value
      }
      releases {
        id
        version
        releasedOn
        stage
        endOfLifeOn
        endOfSupportOn
        isShortNotice
      }
    }
  }
`);

const PublicationsQuery = graphql(`
  query PublicPublications($first: Int!, $after: String, $productId: ID!) {
    publicPublications(first: $first, after: $after, productId: $productId) {
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
          titleJa
          titleEn
          severity
          publishedAt
        }
      }
    }
  }
`);

type Document = ResultOf<typeof PublicationsQuery>['publicPublications']['edges'][number]['node'];

/** Is this model still supported, and what did its maker publish for everybody? */
export function PublicProductScreen() {
  const { t } = useWords('public');
  const term = useTerm();
  const language = useLanguage();
  const { productId } = useParams({ from: '/public/public/products/$productId' });
  const { data, error, refetch } = useAnswer(ProductQuery, { id: productId }, { asAnybody: true, refreshes: false });
  if (error && !data) return <Problem error={failureOf(error)} reset={() => void refetch()} />;
  if (!data) return <Waiting />;
  const { publicProduct: product } = data;
  return (
    <Page
      title={nameOf(product, language)}
      lead={`${nameOf(product.vendor, language)} · ${term('ProductKind', product.kind)}`}
      above={[{ label: t('products.title'), link: { to: '/public' } }]}
      actions={<PrintButton />}
    >
      <Stack gap={2}>
        {product.identifiers.map(({ scheme, value }) => (
          <Text key={`${scheme} ${value}`} size="sm">
            {term('IdentifierScheme', scheme)}: <bdi>{value}</bdi>
          </Text>
        ))}
      </Stack>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t('support.title')}
        </Title>
        <Support releases={product.releases} />
      </Stack>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t('documents.title')}
        </Title>
        <Documents productId={productId} />
      </Stack>
    </Page>
  );
}

function Documents({ productId }: { productId: string }) {
  const { t } = useWords('public');
  const term = useTerm();
  const language = useLanguage();
  const navigate = useNavigate();
  const list = useRows(PublicationsQuery, { productId }, ({ publicPublications }) => publicPublications, {
    asAnybody: true,
    refreshes: false,
  });
  const linkTo = ({ id }: Document) =>
    ({ to: '/public/publications/$publicationId', params: { publicationId: id } }) as const;
  const columns: Column<Document>[] = [
    {
      key: 'title',
      header: t('documents.document'),
      width: 'minmax(14rem, 3fr)',
      cell: (row) => (
        <Stack gap={0}>
          <Anchor dir="auto" renderRoot={(props) => <Link {...linkTo(row)} {...props} />}>
            {titleOf(row, language)}
          </Anchor>
          <Text size="sm" c="dimmed">
            {term('PublicationKind', row.kind)}
          </Text>
        </Stack>
      ),
    },
    {
      key: 'severity',
      header: t('documents.severity'),
      width: '8rem',
      cell: (row) => <SeverityTag severity={row.severity} />,
    },
    {
      key: 'state',
      header: t('documents.state'),
      width: '8rem',
      cell: (row) => <PublicationStateTag state={row.state} />,
    },
    {
      key: 'publishedAt',
      header: t('documents.publishedAt'),
      width: '12rem',
      cell: (row) => <When at={row.publishedAt} />,
    },
  ];
  return (
    <RowsTable
      label={t('documents.title')}
      columns={columns}
      list={list}
      keyOf={({ id }) => id}
      onOpen={(row) => void navigate(linkTo(row))}
      empty={{ title: t('documents.empty'), text: t('documents.emptyText') }}
    />
  );
}
