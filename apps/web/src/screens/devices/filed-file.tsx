import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { failureOf } from '../../app/failure.ts';
import { type Enumeration, graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { FailureNotice } from '../../ui/problem.tsx';
import { Tag } from '../../ui/tags.tsx';
import { useNumbers } from '../../ui/when.tsx';

const DownloadFiledMutation = graphql(`
  mutation DownloadFiled($input: RequestDownloadInput!) {
    requestDownload(input: $input) {
      url
    }
  }
`);

interface FiledFileProps {
  file: {
    id: string;
    name: string;
    mediaType: string;
    sizeBytes: number;
    sha256: string;
    isMachineReadable: boolean;
    reading: {
      format: Enumeration<'DocumentFormat'> | null;
      formatVersion: string | null;
      componentCount: number;
      statementCount: number;
      answerCount: number;
    } | null;
  };
}

/** A file of a filed document: what was read out of it, and its bytes as they came. */
export function FiledFile({ file }: FiledFileProps) {
  const { t } = useWords('devices');
  const term = useTerm();
  const { count, size } = useNumbers();
  const act = useAct(DownloadFiledMutation, {
    onDone: ({ requestDownload }) => window.location.assign(requestDownload.url),
  });
  const { reading } = file;
  const read = reading
    ? [
        reading.format && `${term('DocumentFormat', reading.format)} ${reading.formatVersion ?? ''}`.trim(),
        reading.componentCount > 0 && t('filed.read.components', { number: count(reading.componentCount) }),
        reading.statementCount > 0 && t('filed.read.statements', { number: count(reading.statementCount) }),
        reading.answerCount > 0 && t('filed.read.answers', { number: count(reading.answerCount) }),
      ].filter((part) => part)
    : [];
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" align="flex-start">
        <Stack gap={4} flex="1 1 18rem">
          <Group gap="xs">
            <Text fw={600} dir="auto">
              {file.name}
            </Text>
            <Tag tone={file.isMachineReadable ? 'good' : 'notice'}>
              {file.isMachineReadable ? t('filed.machineReadable') : t('filed.notMachineReadable')}
            </Tag>
          </Group>
          <Text size="sm">{[...read, size(file.sizeBytes)].join(' · ')}</Text>
          <Text size="xs" c="dimmed" ff="monospace">
            SHA-256 {file.sha256}
          </Text>
        </Stack>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={act.isPending}
          onClick={() => act.mutate({ input: { artifactId: file.id } })}
        >
          {t('filed.download')}
        </Button>
      </Group>
      {act.error && <FailureNotice failure={failureOf(act.error)} />}
    </Paper>
  );
}
