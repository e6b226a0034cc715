import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ResultOf } from 'gql.tada';
import { ask } from '../../app/ask.ts';
import { failureOf } from '../../app/failure.ts';
import type { Enumeration } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useDeed } from '../../app/queries.ts';
import { csvOf } from '../../ui/csv.ts';
import { FailureNotice } from '../../ui/problem.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { type RecipientRow, RecipientsQuery } from './recipients-query.ts';

interface RecipientsExportProps {
  publicationId: string;
  notice: Enumeration<'Notice'>;
}

const COLUMNS = [
  'hospital',
  'state',
  'isOverdue',
  'due',
  'siteCount',
  'openSites',
  'unseenSites',
  'answers',
  'deliveredAt',
] as const;

/** All recipients, whatever the list shows, as a file for a spreadsheet. */
export function RecipientsExport({ publicationId, notice }: RecipientsExportProps) {
  const { t } = useWords('vendor');
  const lineOf = useLines();
  const act = useDeed(async () => {
    const rows = await everyRecipient(publicationId, notice);
    const table = [COLUMNS.map((column) => t(`recipients.csv.${column}`)), ...rows.map(lineOf)];
    saveFile(`responses-${publicationId}.csv`, csvOf(table), 'text/csv;charset=utf-8');
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        loading={act.isPending}
        onClick={() => act.mutate(undefined)}
      >
        {t('recipients.export')}
      </Button>
      {act.error && <FailureNotice failure={failureOf(act.error)} />}
    </>
  );
}

const AT_ONCE = 100;

async function everyRecipient(publicationId: string, notice: Enumeration<'Notice'>): Promise<RecipientRow[]> {
  const rows: RecipientRow[] = [];
  let after: string | null = null;
  do {
    const page: ResultOf<typeof RecipientsQuery> = await ask(RecipientsQuery, {
      publicationId,
      notice,
      state: 'ALL',
      first: AT_ONCE,
      after,
    });
    rows.push(...page.recipients.edges.map(({ node }) => node));
    after = page.recipients.pageInfo.hasNextPage ? page.recipients.pageInfo.endCursor : null;
  } while (after !== null);
  return rows;
}

function useLines() {
  const { t } = useWords('vendor');
  const term = useTerm();
  const language = useLanguage();
  return (row: RecipientRow): (string | number | null)[] => [
    nameOf(row.hospital, language),
    term('DeliveryState', row.state),
    t(row.isOverdue ? 'recipients.csv.yes' : 'recipients.csv.no'),
    row.dueOn,
    row.siteCount,
    row.openSites,
    row.unseenSites,
    row.answers
      .map(
        ({ action, answer, sites }) =>
          `${term('RequiredActionKind', action)}: ${term('ActionAnswerWord', answer)} (${sites})`,
      )
      .join('; '),
    row.deliveredAt,
  ];
}
