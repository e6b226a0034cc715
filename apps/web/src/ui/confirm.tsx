import { Button, Group, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../app/failure.ts';
import { Dialog } from './dialog.tsx';
import { FailureNotice } from './problem.tsx';

interface ConfirmProps {
  /** The word on the button that asks, and on the one that confirms. */
  label: string;
  title: string;
  /** What will happen, and whether it can be taken back. */
  children: ReactNode;
  act: { isPending: boolean; error: Error | null; reset: () => void };
  onConfirm: (close: () => void) => void;
  isGrave?: boolean;
  /** The act that the page is for. */
  isPrimary?: boolean;
  isDisabled?: boolean;
}

/** A button whose act is asked for a second time, in words, because it cannot simply be undone. */
export function Confirm(props: ConfirmProps) {
  const { label, title, children, act, onConfirm, isGrave = false, isPrimary = false, isDisabled = false } = props;
  const { t } = useTranslation();
  const [isOpen, { open, close }] = useDisclosure(false, { onOpen: act.reset });
  const colour = isGrave ? { color: 'red' } : {};
  return (
    <>
      <Button variant={isPrimary ? 'filled' : 'default'} onClick={open} disabled={isDisabled}>
        {label}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={title}>
        <Stack>
          {children}
          {act.error && <FailureNotice failure={failureOf(act.error)} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button {...colour} loading={act.isPending} onClick={() => onConfirm(close)}>
              {label}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
