import { Group, Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../app/failure.ts';
import { graphql } from '../app/graphql.ts';
import { useAnswer } from '../app/queries.ts';
import { Difference, DifferenceFields } from './difference.tsx';
import { FailureNotice } from './problem.tsx';
import { Section } from './section.tsx';
import { Waiting } from './waiting.tsx';

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

/** Which two releases, as the address of the page keeps it. */
export interface ComparedReleases {
  from?: string | undefined;
  to?: string | undefined;
}

interface ReleaseDifferenceProps {
  /** The oldest first. */
  releases: readonly { id: string; version: string }[];
  /** What is left out is the newest one, and the one before it. */
  compared: ComparedReleases;
  onCompare: (compared: ComparedReleases) => void;
}

/** What is different between two versions, by the documents in force about each. */
export function ReleaseDifference({ releases, compared, onCompare }: ReleaseDifferenceProps) {
  const { t } = useTranslation();
  const { from = releases.at(-2)?.id, to = releases.at(-1)?.id } = compared;
  const isAsked = from !== undefined && to !== undefined && from !== to;
  const { data, error, refetch } = useAnswer(
    ReleaseDifferenceQuery,
    { fromId: from ?? '', toId: to ?? '' },
    { enabled: isAsked, refreshes: false },
  );
  const choices = releases.map(({ id, version }) => ({ value: id, label: version }));
  return (
    <Section title={t('difference.releases')}>
      <Group>
        <Select
          label={t('difference.from')}
          allowDeselect={false}
          data={choices}
          value={from ?? null}
          onChange={(id) => id && onCompare({ from: id, to })}
        />
        <Select
          label={t('difference.to')}
          allowDeselect={false}
          data={choices}
          value={to ?? null}
          onChange={(id) => id && onCompare({ from, to: id })}
        />
      </Group>
      {!isAsked && <Text size="sm">{t('difference.sameRelease')}</Text>}
      {isAsked && error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {isAsked && !error && (data ? <Difference difference={data.releaseDifference} /> : <Waiting />)}
    </Section>
  );
}
