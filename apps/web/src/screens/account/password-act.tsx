import { Button, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { send } from '../../app/ask.ts';
import { useWords } from '../../app/language.ts';
import { useDeed } from '../../app/queries.ts';
import { useViewer } from '../../app/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';
import { WhosePassword } from './new-password.tsx';

interface PasswordActProps<Answer> {
  label: string;
  title: string;
  /** Where the password is sent. */
  path: string;
  onDone: (answer: Answer) => void;
  isGrave?: boolean;
  /** What will happen. */
  children: ReactNode;
}

/** A button for what asks for the password in the same step. */
export function PasswordAct<Answer>({
  label,
  title,
  path,
  onDone,
  isGrave = false,
  children,
}: PasswordActProps<Answer>) {
  const { t } = useWords('account');
  const { email } = useViewer();
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: (value) => (value ? null : t('signIn.passwordMissing')) },
  });
  const act = useDeed((password: string) => send<Answer>(path, { password }), {
    onDone(answer) {
      close();
      onDone(answer);
    },
  });
  const [isOpen, { open, close }] = useDisclosure(false, {
    onOpen() {
      form.reset();
      act.reset();
    },
  });
  return (
    <>
      <Button variant="default" {...(isGrave ? { c: 'red' } : {})} onClick={open}>
        {label}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={title}>
        <Stack>
          {children}
          <ActForm
            form={form}
            act={act}
            submit={label}
            onCancel={close}
            onSubmit={({ password }) => act.mutate(password)}
          >
            <WhosePassword email={email ?? ''} />
            <PasswordInput
              label={t('signIn.password')}
              autoComplete="current-password"
              data-autofocus
              {...form.getInputProps('password')}
            />
          </ActForm>
        </Stack>
      </Dialog>
    </>
  );
}
