import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { Enumeration } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useViewer } from '../../app/session.ts';
import { useNumbers } from '../../ui/when.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FileFacts } from './file-facts.tsx';
import { FilePicker } from './file-picker.tsx';
import { Findings } from '../../ui/findings.tsx';
import type { OwnPublication } from './publication-query.ts';
import { TransferRow } from './transfer-row.tsx';
import { type Transfer, transfers } from './transfer/transfers.ts';
import classes from './publishing.module.css';

interface FilesStepProps {
  kind: Enumeration<'PublicationKind'>;
  userId: string;
  /** The draft that files are for: its id, or `new`. */
  place: string;
  moving: readonly Transfer[];
  /** Null while there is no draft yet. */
  draft: Pick<OwnPublication, 'artifacts' | 'findings'> | null;
  onRemove?: (uploadId: string) => void;
  onNext: () => void;
}

/** The files: dropped or chosen, on their way, and those that are attached, each with what was found in it. */
export function FilesStep({ kind, userId, place, moving, draft, onRemove, onNext }: FilesStepProps) {
  const { t } = useWords('publishing');
  const organisationId = useViewer().organisation?.id;
  const artifacts = draft?.artifacts ?? [];
  const present = [...artifacts, ...moving].map(({ name }) => name);
  return (
    <Stack>
      <Text>{t(`filesFor.${kind}`)}</Text>
      <FilePicker
        present={present}
        takesPrograms={kind === 'UPDATE_PACKAGE'}
        onFiles={(files) => organisationId && transfers.add({ userId, organisationId }, place, files)}
      />
      {moving.length > 0 && (
        <section aria-labelledby="files-moving">
          <Title order={2} size="h4" id="files-moving" mb="xs">
            {t('files.moving')}
          </Title>
          <Stack component="ul" gap="sm" className={classes['plain'] ?? ''}>
            {moving.map((transfer) => (
              <TransferRow key={transfer.key} transfer={transfer} />
            ))}
          </Stack>
        </section>
      )}
      {draft && (
        <section aria-labelledby="files-attached">
          <Title order={2} size="h4" id="files-attached" mb="xs">
            {t('files.attached')}
          </Title>
          {artifacts.length === 0 ? (
            <Empty title={t('files.none')}>{t('files.noneText')}</Empty>
          ) : (
            <Stack component="ul" gap="sm" className={classes['plain'] ?? ''}>
              {artifacts.map((artifact) => (
                <AttachedFile
                  key={artifact.id}
                  artifact={artifact}
                  findings={draft.findings.filter(({ uploadId }) => uploadId === artifact.uploadId)}
                  {...(onRemove ? { onRemove: () => onRemove(artifact.uploadId) } : {})}
                />
              ))}
            </Stack>
          )}
        </section>
      )}
      <Group justify="flex-end">
        <Button onClick={onNext}>{t('steps.next')}</Button>
      </Group>
    </Stack>
  );
}

interface AttachedFileProps {
  artifact: OwnPublication['artifacts'][number];
  findings: OwnPublication['findings'];
  onRemove?: () => void;
}

export function AttachedFile({ artifact, findings, onRemove }: AttachedFileProps) {
  const { t } = useWords('publishing');
  const { size } = useNumbers();
  return (
    <Paper component="li" withBorder p="md">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            <Text fw={650} dir="auto">
              {artifact.name}
            </Text>
            <Text size="sm" c="dimmed">
              {size(artifact.sizeBytes)}
            </Text>
          </Group>
          {onRemove && (
            <Button
              size="xs"
              variant="subtle"
              color="red"
              aria-label={t('file.removeOne', { name: artifact.name })}
              onClick={onRemove}
            >
              {t('file.remove')}
            </Button>
          )}
        </Group>
        <FileFacts {...artifact} />
        <Text className={classes['hash'] ?? ''} c="dimmed">
          SHA-256 {artifact.sha256}
        </Text>
        {findings.length > 0 ? (
          <Findings findings={findings} />
        ) : (
          <Text size="sm" c="dimmed">
            {t('common:findings.none')}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
