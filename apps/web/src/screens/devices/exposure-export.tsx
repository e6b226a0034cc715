import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ResultOf } from 'gql.tada';
import { ask } from '../../app/ask.ts';
import { failureOf } from '../../app/failure.ts';
import type { Enumeration } from '../../app/graphql.ts';
import { nameOf, titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useDeed } from '../../app/queries.ts';
import { FailureNotice } from '../../ui/problem.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { csvOf } from '../../ui/csv.ts';
import { type ExposureQuestion, type ExposureRow, ExposureRowsQuery } from './exposure-query.ts';
import { makerOf } from '../../ui/release-name.tsx';

interface ExposureExportProps {
  question: ExposureQuestion;
  statuses: Enumeration<'ExposureStatus'>[] | null;
}

/** Everything that the list shows, also what was not scrolled to, as a file for a spreadsheet. */
export function ExposureExport({ question, statuses }: ExposureExportProps) {
  const { t } = useWords('devices');
  const lineOf = useLines();
  const act = useDeed(async () => {
    const rows = await everyRow(question, statuses);
    const header = [
      'status',
      'product',
      'release',
      'maker',
      'devices',
      'sites',
      'component',
      'why',
      'fixedIn',
      'source',
      'date',
      'confirmed',
    ] as const;
    const table = [header.map((column) => t(`exposure.csv.${column}`)), ...rows.map(lineOf)];
    saveFile(`${question.vulnerability.replaceAll(/[^\w.-]/g, '_')}.csv`, csvOf(table), 'text/csv;charset=utf-8');
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        loading={act.isPending}
        onClick={() => act.mutate(undefined)}
      >
        {t('exposure.export')}
      </Button>
      {act.error && <FailureNotice failure={failureOf(act.error)} />}
    </>
  );
}

const AT_ONCE = 100;

async function everyRow(question: ExposureQuestion, statuses: Enumeration<'ExposureStatus'>[] | null) {
  const rows: ExposureRow[] = [];
  let after: string | null = null;
  do {
    const page: ResultOf<typeof ExposureRowsQuery> = await ask(ExposureRowsQuery, {
      ...question,
      statuses,
      first: AT_ONCE,
      after,
    });
    const { edges, pageInfo } = page.exposure.rows;
    rows.push(...edges.map(({ node }) => node));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return rows;
}

function useLines() {
  const { t } = useWords('devices');
  const term = useTerm();
  const language = useLanguage();
  return (row: ExposureRow): (string | number | null)[] => [
    term('ExposureStatus', row.status),
    nameOf(row.release.product, language),
    row.release.version,
    makerOf(row.release.product, language),
    row.assetCount,
    row.siteCounts
      .map(({ site, assetCount }) => (site ? `${nameOf(site, language)}: ${assetCount}` : String(assetCount)))
      .join('; '),
    row.component && [row.component.name, row.component.version].filter((part) => part !== null).join(' '),
    row.why,
    row.fixedIn.join('; '),
    row.publication ? titleOf(row.publication, language) : (row.filedDocument?.title ?? null),
    row.publication?.publishedAt?.slice(0, 10) ?? row.filedDocument?.receivedOn ?? null,
    row.isConfirmed ? t('exposure.csv.yes') : t('exposure.csv.no'),
  ];
}
