import { Anchor, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useRef, useState } from 'react';
import { send } from '../../app/ask.ts';
import { type Failure, failureOf } from '../../app/failure.ts';
import { useWords } from '../../app/language.ts';
import { useDeed } from '../../app/queries.ts';
import { ActForm } from '../../ui/form.tsx';

interface SecondFactorFormProps {
  onSignedIn: () => unknown;
  /** Back to the password, with why if it was not wished. */
  onStartAgain: (why: Failure | null) => void;
}

/** The code of the authenticator app, or one of the backup codes. */
export function SecondFactorForm({ onSignedIn, onStartAgain }: SecondFactorFormProps) {
  const { t } = useWords('account');
  const [isBackup, setIsBackup] = useState(false);
  const form = useForm({
    initialValues: { code: '' },
    validate: { code: (value) => (value.trim() ? null : t('secondFactor.codeMissing')) },
  });
  const verify = useDeed(
    (code: string) => send(`/auth/two-factor/${isBackup ? 'verify-backup-code' : 'verify-totp'}`, { code }),
    { onDone: onSignedIn },
  );
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), [isBackup]);
  const failure = verify.error ? failureOf(verify.error) : null;
  useEffect(() => {
    if (failure?.reason === 'sign_in.start_again') onStartAgain(failure);
  }, [verify.error]);
  const change = () => {
    form.reset();
    verify.reset();
    setIsBackup(!isBackup);
  };
  return (
    <ActForm
      form={form}
      act={verify}
      submit={t('signIn.submit')}
      onSubmit={({ code }) => verify.mutate(isBackup ? code.trim() : code.replaceAll(/\s/g, ''))}
      onCancel={() => onStartAgain(null)}
    >
      <Text>{t(isBackup ? 'secondFactor.backupText' : 'secondFactor.text')}</Text>
      <TextInput
        key={String(isBackup)}
        label={t(isBackup ? 'secondFactor.backupCode' : 'secondFactor.code')}
        autoComplete={isBackup ? 'off' : 'one-time-code'}
        inputMode={isBackup ? 'text' : 'numeric'}
        ref={field}
        spellCheck={false}
        {...form.getInputProps('code')}
      />
      <Anchor component="button" type="button" size="sm" ta="start" onClick={change}>
        {t(isBackup ? 'secondFactor.useApp' : 'secondFactor.useBackup')}
      </Anchor>
    </ActForm>
  );
}
