import { Input, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../app/language.ts';
import { useViewer } from '../../app/session.ts';
import { FilePicker } from '../publishing/file-picker.tsx';
import { TransferRow } from '../publishing/transfer-row.tsx';
import { type Transfer, transfers } from '../publishing/transfer/transfers.ts';
import { useTransfers } from '../publishing/transfer/use-transfers.ts';
import classes from './updates.module.css';

/** The uploads that arrived and may be named. */
export const readyOf = (moving: readonly Transfer[]): string[] =>
  moving.flatMap(({ stage, uploadId }) => (stage === 'READY' && uploadId !== null ? [uploadId] : []));

interface EvidenceFilesProps {
  userId: string;
  place: string;
  error: ReactNode;
}

/** Files that show what was done: photographs of the device, logs of the installer. */
export function EvidenceFiles({ userId, place, error }: EvidenceFilesProps) {
  const { t } = useWords('updates');
  const moving = useTransfers(userId, place);
  const organisationId = useViewer().organisation?.id;
  return (
    <Input.Wrapper label={t('evidence.label')} description={t('evidence.help')} labelElement="div">
      <Stack gap="xs" mt={4}>
        <FilePicker
          present={moving.map(({ name }) => name)}
          takesPrograms={false}
          onFiles={(files) => organisationId && transfers.add({ userId, organisationId }, place, files)}
        />
        {moving.length > 0 && (
          <ul className={classes['plain']} aria-label={t('evidence.label')}>
            {moving.map((transfer) => (
              <TransferRow key={transfer.key} transfer={transfer} />
            ))}
          </ul>
        )}
        {error && (
          <Text role="alert" size="sm" c="var(--mantine-color-error)">
            {error}
          </Text>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
