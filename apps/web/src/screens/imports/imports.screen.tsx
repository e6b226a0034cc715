import { Anchor, Button, FileInput, Group, Paper, Stack, Text } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { useState } from 'react';
import { sendFile } from '../../app/ask.ts';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useDeed, useRows } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Section } from '../../ui/section.tsx';
import { useNumbers, When } from '../../ui/when.tsx';
import { useTableKind } from './table-kind.ts';

const ImportsQuery = graphql(`
  query AssetImports($first: Int!, $after: String) {
    assetImports(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          fileName
          state
          rowCount
          createdAt
        }
      }
    }
  }
`);

type Row = ResultOf<typeof ImportsQuery>['assetImports']['edges'][number]['node'];

/** Brings a table of devices, and shows those that were brought. */
export function ImportsScreen() {
  const { t } = useWords('imports');
  const term = useTerm();
  const { words, home, one } = useTableKind();
  const { count } = useNumbers();
  const mayImport = useMay('make AssetImport');
  const list = useRows(ImportsQuery, {}, ({ assetImports }) => assetImports);
  const columns: Column<Row>[] = [
    {
      key: 'file',
      header: t('list.file'),
      width: 'minmax(12rem, 3fr)',
      cell: ({ id, fileName }) => (
        <Anchor dir="auto" renderRoot={(props) => <Link to={one} params={{ importId: id }} {...props} />}>
          {fileName}
        </Anchor>
      ),
    },
    { key: 'rows', header: t('list.rows'), width: '7rem', cell: ({ rowCount }) => count(rowCount) },
    { key: 'state', header: t('list.state'), width: '10rem', cell: ({ state }) => term('AssetImportState', state) },
    { key: 'at', header: t('list.at'), width: '12rem', cell: ({ createdAt }) => <When at={createdAt} /> },
  ];
  return (
    <Page
      title={t(`${words}.title`)}
      lead={t(`${words}.lead`)}
      above={[{ label: t(`${words}.above`), link: { to: home } }]}
    >
      {mayImport && <Bring />}
      <Section title={t('list.title')}>
        <RowsTable
          label={t('list.title')}
          columns={columns}
          list={list}
          keyOf={({ id }) => id}
          empty={{ title: t('list.empty'), text: t('list.emptyText') }}
        />
      </Section>
    </Page>
  );
}

function Bring() {
  const { t } = useWords('imports');
  const { words, api, one } = useTableKind();
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [isMissing, setIsMissing] = useState(false);
  const bring = useDeed(
    (given: File) => sendFile<{ id: string }>(`${api}?name=${encodeURIComponent(given.name)}`, given),
    { onDone: ({ id }) => navigate({ to: one, params: { importId: id } }) },
  );
  return (
    <Paper withBorder p="lg" maw={960}>
      <Stack>
        <Text size="sm">{t(`${words}.bring`)}</Text>
        <FileInput
          label={t('bring.file')}
          placeholder={t('bring.choose')}
          accept=".csv,.tsv,.txt,.xlsx"
          clearable
          value={file}
          error={isMissing && t('bring.missing')}
          onChange={(chosen) => {
            setFile(chosen);
            setIsMissing(false);
          }}
        />
        {bring.error && <FailureNotice failure={failureOf(bring.error)} />}
        <Group>
          <Button
            loading={bring.isPending}
            onClick={() => {
              if (file) bring.mutate(file);
              else setIsMissing(true);
            }}
          >
            {t('bring.submit')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
