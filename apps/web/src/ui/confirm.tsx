import { Button, Group, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useEffect } from 'react';
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
  act: { isPending: boolean; isSuccess: boolean; error: Error | null; reset: () => void };
  onConfirm: () => void;
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
  // Done, it closes, where the page still has it; refused, it stays and says so.
  useEffect(() => {
    if (act.isSuccess) close();
  }, [act.isSuccess]);
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
            <Button {...colour} loading={act.isPending} onClick={onConfirm}>
              {label}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
