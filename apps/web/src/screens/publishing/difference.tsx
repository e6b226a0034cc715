import { Stack, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTerm, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { failureOf } from '../../app/failure.ts';
import { FailureNotice } from '../../ui/problem.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { COMPARED, type ComparedField, differencesBetween } from './compared.ts';
import { DifferenceQuery } from './difference-query.ts';
import { type OwnPublication, PublicationQuery } from './publication-query.ts';

/** Rows written out of each kind of change; the counts say how many there are. */
const SHOWN = 50;

interface DifferenceProps {
  formerId: string;
  publication: OwnPublication;
}

/** What differs from the revision in force: in its fields, and in what was read out of the files. */
export function Difference({ formerId, publication }: DifferenceProps) {
  const { t } = useWords('publishing');
  const term = useTerm();
  const former = useAnswer(PublicationQuery, { id: formerId });
  const read = useAnswer(DifferenceQuery, { fromId: formerId, toId: publication.id });
  const error = former.error ?? read.error;
  const retry = () => {
    void former.refetch();
    void read.refetch();
  };
  if (error) return <FailureNotice failure={failureOf(error)} onRetry={retry} />;
  if (!former.data || !read.data) return <Waiting />;
  const fields = differencesBetween(former.data.publication, publication);
  const { components, vulnerabilities, mds2Answers, fields: facts, ...compares } = read.data.publicationDifference;
  const asWords = (field: ComparedField, line: string) => {
    if (field === 'severity') return term('Severity', line as OwnPublication['severity']);
    if (field === 'tlp') return term('Tlp', line as OwnPublication['tlp']);
    if (field !== 'actions') return line;
    const [kind = '', dueOn = ''] = line.split(' ');
    return `${term('RequiredActionKind', kind as OwnPublication['actions'][number]['kind'])} ${dueOn}`;
  };
  const lines = (field: ComparedField, of: readonly string[]) => (
    <Stack gap={2}>
      {of.map((line) => (
        <Text key={line} size="sm" dir="auto" lineClamp={12}>
          {asWords(field, line)}
        </Text>
      ))}
    </Stack>
  );
  const isSame = components.length + vulnerabilities.length + mds2Answers.length + facts.length === 0;
  return (
    <Stack>
      <Changes
        title={t('difference.fields')}
        isEmpty={fields.length === 0}
        head={[t('difference.field'), t('difference.before'), t('difference.after')]}
        rows={COMPARED.flatMap((field) => fields.filter((one) => one.field === field)).map(({ field, gone, come }) => [
          t(`difference.name.${field}`),
          lines(field, gone),
          lines(field, come),
        ])}
      />
      {isSame && <Text>{t('difference.same')}</Text>}
      {compares.comparesComponents && components.length > 0 && (
        <Changes
          title={t('difference.components', { count: components.length })}
          head={[t('difference.what'), t('difference.before'), t('difference.after'), t('difference.change')]}
          rows={components.map(({ change, before, after }) => [
            (after ?? before)?.name,
            before?.version,
            after?.version,
            term('ChangeKind', change),
          ])}
        />
      )}
      {compares.comparesVulnerabilities && vulnerabilities.length > 0 && (
        <Changes
          title={t('difference.vulnerabilities', { count: vulnerabilities.length })}
          head={[t('difference.what'), t('difference.before'), t('difference.after'), t('difference.change')]}
          rows={vulnerabilities.map(({ change, before, after }) => [
            (after ?? before)?.vulnerability,
            before && term('VexStatus', before.status),
            after && term('VexStatus', after.status),
            term('VulnerabilityChangeKind', change),
          ])}
        />
      )}
      {compares.comparesMds2 && mds2Answers.length > 0 && (
        <Changes
          title={t('difference.mds2', { count: mds2Answers.length })}
          head={[t('difference.question'), t('difference.before'), t('difference.after')]}
          rows={mds2Answers.map(({ questionId, before, after, noteBefore, noteAfter }) => [
            questionId,
            [before && term('Mds2Choice', before), noteBefore].filter(Boolean).join(' · '),
            [after && term('Mds2Choice', after), noteAfter].filter(Boolean).join(' · '),
          ])}
        />
      )}
      {facts.length > 0 && (
        <Changes
          title={t('difference.facts', { count: facts.length })}
          head={[t('difference.field'), t('difference.before'), t('difference.after')]}
          rows={facts.map(({ path, before, after }) => [path, before, after])}
        />
      )}
    </Stack>
  );
}

interface ChangesProps {
  title: string;
  head: readonly string[];
  rows: readonly ReactNode[][];
  isEmpty?: boolean;
}

function Changes({ title, head, rows, isEmpty = false }: ChangesProps) {
  const { t } = useWords('publishing');
  return (
    <section aria-label={title}>
      <Title order={3} size="h5" mb="xs">
        {title}
      </Title>
      {isEmpty ? (
        <Text size="sm" c="dimmed">
          {t('difference.none')}
        </Text>
      ) : (
        <Table withTableBorder layout="fixed">
          <Table.Thead>
            <Table.Tr>
              {head.map((name) => (
                <Table.Th key={name}>{name}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.slice(0, SHOWN).map((cells, row) => (
              <Table.Tr key={row}>
                {cells.map((cell, column) => (
                  <Table.Td key={column} dir="auto">
                    {cell}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {rows.length > SHOWN && <Text size="sm">{t('difference.more', { count: rows.length - SHOWN })}</Text>}
    </section>
  );
}
