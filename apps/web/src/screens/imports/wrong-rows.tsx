import { Button, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { ask } from '../../app/ask.ts';
import { failureOf } from '../../app/failure.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useDeed, useRows } from '../../app/queries.ts';
import { useReasons } from '../../app/reasons.ts';
import { csvOf } from '../../ui/csv.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { Section } from '../../ui/section.tsx';
import { type ImportOfPage, RowsQuery, type WrongRow } from './import-query.ts';

const AT_ONCE = 100;

/** What is wrong with which row, here and as a file to be corrected and brought again. */
export function WrongRows({ one }: { one: ImportOfPage }) {
  const { t } = useWords('imports');
  const wordsOf = useRefusals();
  const list = useRows(RowsQuery, { id: one.id, verdict: 'WRONG' as const }, ({ assetImportRows }) => assetImportRows);
  const save = useDeed(async () => {
    const rows = await everyWrongRow(one.id);
    const table = [
      [...one.header, t('wrong.reason')],
      ...rows.map((row) => [...row.cells, row.refusals.map(wordsOf).join(' ')]),
    ];
    saveFile(`${one.fileName.replace(/\.\w+$/, '')}-${t('wrong.file')}.csv`, csvOf(table), 'text/csv;charset=utf-8');
  });
  if (one.counts.wrong === 0) return null;
  return (
    <Section
      title={t('wrong.title')}
      lead={t('wrong.lead')}
      actions={
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={save.isPending}
          onClick={() => save.mutate(undefined)}
        >
          {t('wrong.save')}
        </Button>
      }
    >
      {save.error && <FailureNotice failure={failureOf(save.error)} />}
      <PlainTable
        label={t('wrong.title')}
        rows={list.rows}
        total={list.total}
        onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        keyOf={({ place }) => String(place)}
        columns={[
          { key: 'row', header: t('wrong.row'), cell: ({ rowNumber }) => String(rowNumber) },
          {
            key: 'cells',
            header: t('wrong.cells'),
            cell: ({ cells }) => (
              <Text size="sm" lineClamp={2} dir="auto">
                {cells.filter(Boolean).join(' · ')}
              </Text>
            ),
          },
          {
            key: 'why',
            header: t('wrong.reason'),
            cell: ({ refusals }) => (
              <Stack gap={2}>
                {refusals.map((refusal, place) => (
                  <Text key={place} size="sm">
                    {wordsOf(refusal)}
                  </Text>
                ))}
              </Stack>
            ),
          },
        ]}
      />
    </Section>
  );
}

function useRefusals() {
  const term = useTerm();
  const sentence = useReasons();
  return (refusal: WrongRow['refusals'][number]): string =>
    refusal.column ? `${term('AssetImportColumn', refusal.column)}: ${sentence(refusal)}` : sentence(refusal);
}

async function everyWrongRow(id: string): Promise<WrongRow[]> {
  const rows: WrongRow[] = [];
  let after: string | null = null;
  do {
    const { assetImportRows }: Awaited<ReturnType<typeof page>> = await page(id, after);
    rows.push(...assetImportRows.edges.map(({ node }) => node));
    after = assetImportRows.pageInfo.hasNextPage ? assetImportRows.pageInfo.endCursor : null;
  } while (after !== null);
  return rows;
}

const page = (id: string, after: string | null) => ask(RowsQuery, { id, verdict: 'WRONG', first: AT_ONCE, after });
