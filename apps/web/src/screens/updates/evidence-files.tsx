import { Input, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
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
  label: string;
  help: string;
}

/** Files that show what was done or what happened: photographs of the device, logs. */
export function EvidenceFiles({ userId, place, error, label, help }: EvidenceFilesProps) {
  const moving = useTransfers(userId, place);
  const organisationId = useViewer().organisation?.id;
  return (
    <Input.Wrapper label={label} description={help} labelElement="div">
      <Stack gap="xs" mt={4}>
        <FilePicker
          present={moving.map(({ name }) => name)}
          takesPrograms={false}
          onFiles={(files) => organisationId && transfers.add({ userId, organisationId }, place, files)}
        />
        {moving.length > 0 && (
          <ul className={classes['plain']} aria-label={label}>
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
