import { Alert, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useWords } from '../../app/language.ts';
import { useAnswer, useRows } from '../../app/queries.ts';
import { failureOf } from '../../app/failure.ts';
import { FailureNotice } from '../../ui/problem.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { useNumbers } from '../../ui/when.tsx';
import { Count } from './count.tsx';

const AudienceQuery = graphql(`
  query Audience($publicationId: ID!) {
    audiencePreview(publicationId: $publicationId) {
      hospitalCount
      siteCount
      informationOnlySiteCount
      unnamedHospitalCount
    }
  }
`);

const AudienceHospitalsQuery = graphql(`
  query AudienceHospitals($publicationId: ID!, $first: Int!, $after: String) {
    audiencePreview(publicationId: $publicationId) {
      hospitals(first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            hospitalId
            name
            englishName
            siteCount
            informationOnlySiteCount
          }
        }
      }
    }
  }
`);

type Row = ResultOf<typeof AudienceHospitalsQuery>['audiencePreview']['hospitals']['edges'][number]['node'];

/** Whom it would reach if it were published now, as far as the vendor may know. */
export function Audience({ publicationId }: { publicationId: string }) {
  const { t } = useWords('publishing');
  const language = useLanguage();
  const { count } = useNumbers();
  const { data, error, refetch } = useAnswer(AudienceQuery, { publicationId });
  const list = useRows(AudienceHospitalsQuery, { publicationId }, ({ audiencePreview }) => audiencePreview.hospitals);
  const preview = data?.audiencePreview;
  // They are counted above, and none of them may be named.
  const isUnnamed =
    preview !== undefined && preview.hospitalCount > 0 && preview.unnamedHospitalCount === preview.hospitalCount;
  const columns: Column<Row>[] = [
    {
      key: 'name',
      header: t('audience.hospital'),
      width: 'minmax(12rem, 3fr)',
      cell: (row) => <span dir="auto">{nameOf(row, language)}</span>,
    },
    { key: 'sites', header: t('audience.sites'), align: 'end', width: '8rem', cell: (row) => count(row.siteCount) },
    {
      key: 'information',
      header: t('audience.informationOnly'),
      align: 'end',
      width: '12rem',
      cell: (row) => count(row.informationOnlySiteCount),
    },
  ];
  if (error) return <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />;
  return (
    <Stack>
      <Text c="dimmed">{t('audience.lead')}</Text>
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <Count label={t('audience.hospitals')} value={preview?.hospitalCount} />
        <Count label={t('audience.sites')} value={preview?.siteCount} />
        <Count label={t('audience.informationOnly')} value={preview?.informationOnlySiteCount} />
      </SimpleGrid>
      {preview?.hospitalCount === 0 && <Alert color="orange">{t('audience.nobody')}</Alert>}
      {preview && preview.unnamedHospitalCount > 0 && (
        <Text size="sm">{t('audience.unnamed', { count: preview.unnamedHospitalCount })}</Text>
      )}
      {!isUnnamed && (
        <RowsTable
          label={t('audience.hospitals')}
          columns={columns}
          list={list}
          keyOf={({ hospitalId }) => hospitalId}
          empty={{ title: t('audience.empty'), text: t('audience.emptyText') }}
        />
      )}
    </Stack>
  );
}
