import { Group, Stack, Switch, Table, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Fragment } from 'react';
import { failureOf } from '../../app/failure.ts';
import type { Enumeration } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { Empty } from '../../ui/empty.tsx';
import { Filters, FilterSelect } from '../../ui/filters.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Tag } from '../../ui/tags.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { type Mds2Comparison, Mds2ComparisonQuery } from './mds2-query.ts';
import { MDS2_SECTIONS, useSections } from './mds2-words.ts';
import { ReleaseName } from '../../ui/release-name.tsx';
import { SourceLink } from './source-link.tsx';
import classes from './devices.module.css';

type Row = Mds2Comparison['rows'][number];

export function Mds2Table({ releaseIds }: { releaseIds: readonly string[] }) {
  const { t } = useWords('devices');
  const sectionWords = useSections();
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/mds2' });
  const { section, all } = search;
  const { data, error, refetch } = useAnswer(
    Mds2ComparisonQuery,
    { releaseIds: [...releaseIds], section: section ?? null, differencesOnly: !all },
    { refreshes: false },
  );
  const set = (change: { section?: string | undefined; all?: true | undefined }) =>
    void navigate({ to: '/mds2', search: { ...search, ...change }, replace: true, resetScroll: false });
  return (
    <Stack>
      <Filters>
        <FilterSelect
          label={t('mds2.sectionFilter')}
          value={section}
          choices={MDS2_SECTIONS.map((value) => ({ value, label: sectionWords(value) }))}
          onChange={(chosen) => set({ section: chosen })}
        />
        <Switch
          label={t('mds2.all')}
          checked={all ?? false}
          onChange={({ currentTarget }) => set({ all: currentTarget.checked || undefined })}
        />
      </Filters>
      {error ? (
        <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />
      ) : data ? (
        <Compared comparison={data.mds2Comparison} releaseIds={releaseIds} />
      ) : (
        <Waiting />
      )}
    </Stack>
  );
}

interface ComparedProps {
  comparison: Mds2Comparison;
  releaseIds: readonly string[];
}

function Compared({ comparison: { rows, sources }, releaseIds }: ComparedProps) {
  const { t } = useWords('devices');
  const sectionWords = useSections();
  const of = (id: string) => sources.filter(({ release }) => release.id === id);
  return (
    <Stack gap="xs">
      <Text size="sm" role="status">
        {t('mds2.differences', { number: rows.filter(({ isDifferent }) => isDifferent).length })}
      </Text>
      <div className={classes['scroll']}>
        <Table className={classes['compare'] ?? ''} withColumnBorders>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" w={140}>
                {t('mds2.question')}
              </Table.Th>
              {releaseIds.map((id) => (
                <Table.Th key={id} scope="col">
                  {of(id)
                    .slice(0, 1)
                    .map(({ release }) => (
                      <ReleaseName key={release.id} release={release} />
                    ))}
                  {of(id).map((source) => (
                    <div key={source.edition ?? ''}>
                      {source.edition ? (
                        <Text size="xs" c="dimmed" fw={400}>
                          {source.edition}
                        </Text>
                      ) : (
                        <Tag tone="notice">{t('mds2.noForm')}</Tag>
                      )}
                      <SourceLink source={source} />
                    </div>
                  ))}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sectionsOf(rows).map(({ key, section, ofSection }) => (
              <Fragment key={key}>
                <Table.Tr>
                  <Table.Th scope="colgroup" colSpan={releaseIds.length + 1}>
                    {sectionWords(section)}
                  </Table.Th>
                </Table.Tr>
                {ofSection.map((row) => (
                  <Table.Tr key={`${row.edition} ${row.questionId}`} data-different={row.isDifferent}>
                    <Table.Th scope="row">
                      {row.questionId}
                      {row.isDifferent && (
                        <Text size="xs" c="dimmed" fw={400}>
                          {t('mds2.different')}
                        </Text>
                      )}
                    </Table.Th>
                    {row.answers.map((answer, index) => (
                      <Table.Td key={releaseIds[index]}>
                        {answer ? <Answer answer={answer} /> : <Text size="sm">{t('mds2.notAsked')}</Text>}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Fragment>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {rows.length === 0 && <Empty title={t('mds2.same.title')}>{t('mds2.same.text')}</Empty>}
    </Stack>
  );
}

const OF_ANSWER = {
  YES: 'good',
  NO: 'warning',
  NA: 'quiet',
  SEE_NOTE: 'notice',
  OTHER: 'notice',
  BLANK: 'quiet',
} as const;

interface AnswerProps {
  answer: { answer: Enumeration<'Mds2Choice'>; note: string | null; raw: string | null };
}

export function Answer({ answer: { answer, note, raw } }: AnswerProps) {
  const term = useTerm();
  return (
    <div>
      <Group gap={6}>
        {(answer !== 'OTHER' || !raw) && <Tag tone={OF_ANSWER[answer]}>{term('Mds2Choice', answer)}</Tag>}
        {raw && (
          <Text component="span" size="sm" dir="auto">
            {raw}
          </Text>
        )}
      </Group>
      {note && (
        <Text size="sm" dir="auto">
          {note}
        </Text>
      )}
    </div>
  );
}

/** Rows of a section that follow each other, under its name: what differs comes first, and so a section may come twice. */
function sectionsOf(rows: readonly Row[]) {
  const sections: { key: string; section: string; ofSection: Row[] }[] = [];
  for (const row of rows) {
    const last = sections.at(-1);
    if (last && last.section === row.section) last.ofSection.push(row);
    else sections.push({ key: `${row.edition} ${row.questionId}`, section: row.section, ofSection: [row] });
  }
  return sections;
}
