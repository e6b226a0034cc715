import { Anchor, Divider, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { send } from '../../app/ask.ts';
import type { Failure } from '../../app/failure.ts';
import { useWords } from '../../app/language.ts';
import { whyNoPasskeys } from '../../app/passkeys.ts';
import { useDeed } from '../../app/queries.ts';
import { ActForm } from '../../ui/form.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { PasskeySignIn } from './passkey-sign-in.tsx';
import { SecondFactorForm } from './second-factor-form.tsx';

interface SignInFormProps {
  /** Who is to sign in, where that is known. */
  email?: string;
  onSignedIn: () => unknown;
}

/** Password and, where the account has one, second factor; or a passkey instead of both. */
export function SignInForm({ email = '', onSignedIn }: SignInFormProps) {
  const { t } = useWords('account');
  const [asksCode, setAsksCode] = useState(false);
  const [whyAgain, setWhyAgain] = useState<Failure | null>(null);
  if (asksCode) {
    const startAgain = (why: Failure | null) => {
      setWhyAgain(why);
      setAsksCode(false);
    };
    return <SecondFactorForm onSignedIn={onSignedIn} onStartAgain={startAgain} />;
  }
  return (
    <Stack>
      {whyAgain && <FailureNotice failure={whyAgain} />}
      <PasswordForm email={email} onSignedIn={onSignedIn} onAskedForCode={() => setAsksCode(true)} />
      {whyNoPasskeys() === null && (
        <>
          <Divider label={t('signIn.or')} />
          <PasskeySignIn onSignedIn={onSignedIn} />
        </>
      )}
    </Stack>
  );
}

interface PasswordFormProps {
  email: string;
  onSignedIn: () => unknown;
  onAskedForCode: () => void;
}

function PasswordForm({ email, onSignedIn, onAskedForCode }: PasswordFormProps) {
  const { t } = useWords('account');
  const form = useForm({
    initialValues: { email, password: '' },
    validate: {
      email: (value) => (value.trim() ? null : t('signIn.emailMissing')),
      password: (value) => (value ? null : t('signIn.passwordMissing')),
    },
  });
  const signIn = useDeed(
    (values: { email: string; password: string }) =>
      send<{ twoFactorRedirect?: boolean }>('/auth/sign-in/email', values),
    { onDone: ({ twoFactorRedirect }) => (twoFactorRedirect ? onAskedForCode() : onSignedIn()) },
  );
  return (
    <ActForm
      form={form}
      act={signIn}
      submit={t('signIn.submit')}
      onSubmit={(values) => signIn.mutate({ email: values.email.trim(), password: values.password })}
    >
      <TextInput
        type="email"
        label={t('signIn.email')}
        autoComplete="username webauthn"
        {...form.getInputProps('email')}
      />
      <PasswordInput label={t('signIn.password')} autoComplete="current-password" {...form.getInputProps('password')} />
      <Anchor size="sm" renderRoot={(props) => <Link to="/reset-password" {...props} />}>
        {t('signIn.forgotten')}
      </Anchor>
    </ActForm>
  );
}
