import { Input, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useViewer } from '../../app/session.ts';
import { FilePicker } from './file-picker.tsx';
import classes from './publishing.module.css';
import { TransferRow } from './transfer-row.tsx';
import { type Transfer, transfers } from './transfer/transfers.ts';
import { useTransfers } from './transfer/use-transfers.ts';

interface Attached {
  /** Of those that arrived and may be named. */
  uploadIds: string[];
  isMoving: boolean;
  /** When they went along with what was said. */
  forget: () => void;
}

/** The files that were chosen at one place of the portal, to go along with what is said there. */
export function useAttached(place: string): Attached {
  const moving = useTransfers(useViewer().userId, place);
  const ready = moving.filter(({ stage }) => stage === 'READY');
  return {
    uploadIds: ready.flatMap(({ uploadId }) => uploadId ?? []),
    isMoving: ready.length < moving.length,
    forget: () => {
      for (const { key } of ready) transfers.forget(key);
    },
  };
}

interface AttachedFilesProps {
  place: string;
  label: string;
  help: string;
  error: ReactNode;
}

/** Chooses files, sends them, and shows how far they are. */
export function AttachedFiles({ place, label, help, error }: AttachedFilesProps) {
  const { userId, organisation } = useViewer();
  const moving: readonly Transfer[] = useTransfers(userId, place);
  return (
    <Input.Wrapper label={label} description={help} labelElement="div">
      <Stack gap="xs" mt={4}>
        <FilePicker
          present={moving.map(({ name }) => name)}
          takesPrograms={false}
          onFiles={(files) =>
            userId && organisation && transfers.add({ userId, organisationId: organisation.id }, place, files)
          }
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
