import { Group, Select, Stack, Table, Text, Title } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import type { ReactNode } from 'react';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { DifferenceFields } from '../../ui/difference.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Tag } from '../../ui/tags.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useNumbers } from '../../ui/when.tsx';

const ReleaseDifferenceQuery = graphql(
  `
    query ReleaseDifference($fromId: ID!, $toId: ID!) {
      releaseDifference(fromId: $fromId, toId: $toId) {
        ...DifferenceFields
      }
    }
  `,
  [DifferenceFields],
);

type Difference = ResultOf<typeof ReleaseDifferenceQuery>['releaseDifference'];

interface ReleaseDifferenceProps {
  productId: string;
  releases: readonly { id: string; version: string }[];
}

/** What is different between two versions, by the documents in force about each. */
export function ReleaseDifference({ productId, releases }: ReleaseDifferenceProps) {
  const { t } = useWords('devices');
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/products/$productId' });
  const { from = releases.at(-2)?.id, to = releases.at(-1)?.id } = search;
  const isAsked = from !== undefined && to !== undefined && from !== to;
  const { data, error, refetch } = useAnswer(
    ReleaseDifferenceQuery,
    { fromId: from ?? '', toId: to ?? '' },
    { enabled: isAsked, refreshes: false },
  );
  const set = (change: { from?: string; to?: string }) =>
    void navigate({
      to: '/products/$productId',
      params: { productId },
      search: { ...search, from, to, ...change },
      replace: true,
      resetScroll: false,
    });
  const choices = releases.map(({ id, version }) => ({ value: id, label: version }));
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t('difference.title')}
      </Title>
      <Group>
        <Select
          label={t('difference.from')}
          allowDeselect={false}
          data={choices}
          value={from ?? null}
          onChange={(id) => id && set({ from: id })}
        />
        <Select
          label={t('difference.to')}
          allowDeselect={false}
          data={choices}
          value={to ?? null}
          onChange={(id) => id && set({ to: id })}
        />
      </Group>
      {!isAsked && <Text size="sm">{t('difference.sameRelease')}</Text>}
      {isAsked && error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {isAsked && !error && (data ? <Changes difference={data.releaseDifference} /> : <Waiting />)}
    </Stack>
  );
}

function Changes({ difference }: { difference: Difference }) {
  const { t } = useWords('devices');
  const term = useTerm();
  const { count } = useNumbers();
  const { counts } = difference;
  const nothing = <Text size="sm">{t('difference.nothing')}</Text>;
  const notCompared = <Text size="sm">{t('difference.notCompared')}</Text>;
  return (
    <Stack gap="md">
      <Part title={t('difference.components')}>
        {difference.comparesComponents ? (
          <>
            <Text size="sm">
              {t('difference.componentCounts', {
                added: count(counts.componentsAdded),
                removed: count(counts.componentsRemoved),
                changed: count(counts.componentsChanged),
              })}
            </Text>
            <Rows
              rows={difference.components.map(({ change, before, after }) => ({
                key: `${before?.name} ${before?.version} ${after?.name} ${after?.version}`,
                what: after?.name ?? before?.name ?? '',
                tag: <Tag tone={change === 'REMOVED' ? 'quiet' : 'notice'}>{term('ChangeKind', change)}</Tag>,
                before: before?.version,
                after: after?.version,
              }))}
            />
          </>
        ) : (
          notCompared
        )}
      </Part>
      <Part title={t('difference.vulnerabilities')}>
        {!difference.comparesVulnerabilities && notCompared}
        {difference.comparesVulnerabilities && difference.vulnerabilities.length === 0 && nothing}
        <Rows
          rows={difference.vulnerabilities.map(({ change, before, after }) => ({
            key: `${before?.vulnerability} ${after?.vulnerability} ${before?.status} ${after?.status}`,
            what: after?.vulnerability ?? before?.vulnerability ?? '',
            tag: (
              <Tag tone={change === 'OPENED' ? 'warning' : change === 'CLOSED' ? 'good' : 'notice'}>
                {term('VulnerabilityChangeKind', change)}
              </Tag>
            ),
            before: before && term('VexStatus', before.status),
            after: after && term('VexStatus', after.status),
          }))}
        />
      </Part>
      <Part title={t('difference.mds2')}>
        {!difference.comparesMds2 && notCompared}
        {difference.comparesMds2 && difference.mds2Answers.length === 0 && nothing}
        <Rows
          rows={difference.mds2Answers.map(({ questionId, before, after, noteBefore, noteAfter }) => ({
            key: questionId,
            what: questionId,
            tag: null,
            before: [before && term('Mds2Choice', before), noteBefore].filter((part) => part).join(': '),
            after: [after && term('Mds2Choice', after), noteAfter].filter((part) => part).join(': '),
          }))}
        />
      </Part>
    </Stack>
  );
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <Stack gap={4}>
    <Title order={3} size="h5">
      {title}
    </Title>
    {children}
  </Stack>
);

interface ChangeRow {
  key: string;
  what: string;
  tag: ReactNode;
  before: string | null | undefined;
  after: string | null | undefined;
}

function Rows({ rows }: { rows: readonly ChangeRow[] }) {
  const { t } = useWords('devices');
  if (rows.length === 0) return null;
  const hasTags = rows.some(({ tag }) => tag !== null);
  return (
    <Table aria-label={t('difference.title')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('difference.what')}</Table.Th>
          {hasTags && <Table.Th scope="col">{t('difference.change')}</Table.Th>}
          <Table.Th scope="col">{t('difference.before')}</Table.Th>
          <Table.Th scope="col">{t('difference.after')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ key, what, tag, before, after }) => (
          <Table.Tr key={key}>
            <Table.Th scope="row" dir="auto">
              {what}
            </Table.Th>
            {hasTags && <Table.Td>{tag}</Table.Td>}
            <Table.Td dir="auto">{before}</Table.Td>
            <Table.Td dir="auto">{after}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
