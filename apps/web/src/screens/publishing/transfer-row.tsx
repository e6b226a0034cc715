import { Alert, Button, FileButton, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { useWords } from '../../app/language.ts';
import { useReasons } from '../../app/reasons.ts';
import { Tag } from '../../ui/tags.tsx';
import { useNumbers } from '../../ui/when.tsx';
import { FileFacts } from './file-facts.tsx';
import { Findings } from '../../ui/findings.tsx';
import { type Stage, type Transfer, transfers } from './transfer/transfers.ts';
import { troubleOf } from './transfer/trouble.ts';

const TONE: Record<Stage, 'quiet' | 'notice' | 'good' | 'warning' | 'grave'> = {
  WAITING: 'quiet',
  HASHING: 'notice',
  SENDING: 'notice',
  VERIFYING: 'notice',
  READY: 'good',
  REFUSED: 'grave',
  PAUSED: 'warning',
  FAILED: 'warning',
  INTERRUPTED: 'warning',
};

/** One file on its way: how far it is, what was found in it, and what can be done with it now. */
export function TransferRow({ transfer }: { transfer: Transfer }) {
  const { t } = useWords('publishing');
  const sentence = useReasons();
  const { size, percent } = useNumbers();
  const { key, name, sizeBytes, stage, doneBytes, upload, failure, handle } = transfer;
  const trouble = failure && troubleOf(failure);
  // What a file was refused for stands among its findings, where it has a place in the file.
  const isSaid = upload?.findings.some(({ reason }) => reason === upload.refusalReason) ?? false;
  const isOver = stage === 'READY' || stage === 'REFUSED';
  const isMoving = stage === 'HASHING' || stage === 'SENDING';
  const share = sizeBytes > 0 ? doneBytes / sizeBytes : 0;
  return (
    <Paper component="li" withBorder p="md" aria-label={name}>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            <Text fw={650} dir="auto">
              {name}
            </Text>
            <Text size="sm" c="dimmed">
              {size(sizeBytes)}
            </Text>
            <Tag tone={TONE[stage]}>{t(`stage.${stage}`)}</Tag>
          </Group>
          <Group gap="xs">
            {isMoving && (
              <Button size="xs" variant="default" onClick={() => transfers.pause(key)}>
                {t('file.pause')}
              </Button>
            )}
            {(stage === 'PAUSED' || stage === 'FAILED' || (stage === 'INTERRUPTED' && handle)) && (
              <Button size="xs" variant="default" onClick={() => void transfers.goOn(key)}>
                {t('file.goOn')}
              </Button>
            )}
            {stage === 'INTERRUPTED' && (
              <FileButton onChange={(file) => file && transfers.giveAgain(key, file)}>
                {(props) => (
                  <Button size="xs" {...props}>
                    {t('file.chooseAgain')}
                  </Button>
                )}
              </FileButton>
            )}
            <Button
              size="xs"
              variant="subtle"
              color="red"
              aria-label={isOver ? t('file.removeOne', { name }) : t('file.cancelOne', { name })}
              onClick={() => transfers.cancel(key)}
            >
              {isOver ? t('file.remove') : t('file.cancel')}
            </Button>
          </Group>
        </Group>
        {(isMoving || stage === 'PAUSED' || (stage === 'INTERRUPTED' && doneBytes > 0)) && (
          <Group gap="sm" wrap="nowrap">
            <Progress
              flex={1}
              value={share * 100}
              aria-label={t('file.progress', { name })}
              striped={stage === 'HASHING'}
            />
            <Text size="sm" miw="3rem" ta="end">
              {percent(share)}
            </Text>
          </Group>
        )}
        {stage === 'INTERRUPTED' && !failure && <Text size="sm">{t('file.interrupted')}</Text>}
        {failure && (
          <Alert color="orange" role="alert">
            {trouble ? t(`trouble.${trouble}`, { name }) : sentence(failure)}
          </Alert>
        )}
        {upload && stage === 'READY' && <FileFacts {...upload} />}
        {upload?.refusalReason && !isSaid && (
          <Text size="sm">{t('file.refused', { reason: sentence(refusalOf(upload)) })}</Text>
        )}
        {upload && upload.findings.length > 0 && <Findings findings={upload.findings} />}
      </Stack>
    </Paper>
  );
}

const refusalOf = ({ refusalReason, findings }: NonNullable<Transfer['upload']>) => ({
  reason: refusalReason ?? '',
  message: findings.find(({ reason }) => reason === refusalReason)?.detail ?? refusalReason ?? '',
});
