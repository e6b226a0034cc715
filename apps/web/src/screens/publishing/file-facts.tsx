import { Group, Text } from '@mantine/core';
import { useTerm, useWords } from '../../app/language.ts';
import { Tag } from '../../ui/tags.tsx';
import { useNumbers } from '../../ui/when.tsx';
import type { Artifact } from './publication-query.ts';

interface FileFactsProps {
  mediaType: string | null;
  isMachineReadable: boolean | null;
  reading: Artifact['reading'];
}

/** What a file is, by its bytes: format, how much is in it, how complete it is. */
export function FileFacts({ mediaType, isMachineReadable, reading }: FileFactsProps) {
  const { t } = useWords('publishing');
  const term = useTerm();
  const { count, percent } = useNumbers();
  const facts = [
    reading?.format ? `${term('DocumentFormat', reading.format)} ${reading.formatVersion ?? ''}`.trim() : mediaType,
    reading && reading.componentCount > 0 && t('file.components', { count: count(reading.componentCount) }),
    reading && reading.answerCount > 0 && t('file.answers', { count: count(reading.answerCount) }),
    reading && reading.statementCount > 0 && t('file.statements', { count: count(reading.statementCount) }),
    ...(reading?.completeness ?? []).map(({ standard, score }) =>
      t('file.complete', { standard: term('SbomStandard', standard), score: percent(score) }),
    ),
  ].filter(Boolean);
  return (
    <Group gap="xs">
      {isMachineReadable !== null && (
        <Tag tone={isMachineReadable ? 'good' : 'quiet'}>
          {isMachineReadable ? t('file.machineReadable') : t('file.notMachineReadable')}
        </Tag>
      )}
      <Text size="sm" component="span">
        {facts.join(' · ')}
      </Text>
    </Group>
  );
}
