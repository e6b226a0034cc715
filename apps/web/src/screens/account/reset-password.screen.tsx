import { Anchor, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { send } from '../../app/ask.ts';
import { type Failure, failureOf } from '../../app/failure.ts';
import { useWords } from '../../app/language.ts';
import { useDeed } from '../../app/queries.ts';
import { ActForm } from '../../ui/form.tsx';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { useLinkToken } from './link-token.ts';
import { NewPasswordInput, usePasswordCheck } from './new-password.tsx';

const tokenIn = (hash: string) => new URLSearchParams(hash).get('token');

/** Where the mail's link for a new password leads; without one, where it is asked for. */
export function ResetPasswordScreen() {
  const { t } = useWords('account');
  const token = useLinkToken(tokenIn);
  const [refused, setRefused] = useState<Failure | null>(null);
  useEffect(() => setRefused(null), [token]);
  return (
    <Page title={t('reset.title')}>
      <Stack maw={440}>
        {refused && <FailureNotice failure={refused} />}
        <Paper withBorder p="lg">
          {token && !refused ? <SetPassword key={token} token={token} onRefused={setRefused} /> : <AskForLink />}
        </Paper>
        <Anchor size="sm" renderRoot={(props) => <Link to="/sign-in" {...props} />}>
          {t('reset.toSignIn')}
        </Anchor>
      </Stack>
    </Page>
  );
}

function AskForLink() {
  const { t } = useWords('account');
  const form = useForm({
    initialValues: { email: '' },
    validate: { email: (value) => (value.trim() ? null : t('signIn.emailMissing')) },
  });
  const request = useDeed((email: string) => send('/auth/request-password-reset', { email }));
  if (request.isSuccess) return <Text role="status">{t('reset.asked')}</Text>;
  return (
    <ActForm form={form} act={request} submit={t('reset.ask')} onSubmit={({ email }) => request.mutate(email.trim())}>
      <Text>{t('reset.askText')}</Text>
      <TextInput type="email" label={t('signIn.email')} autoComplete="username" {...form.getInputProps('email')} />
    </ActForm>
  );
}

interface SetPasswordProps {
  token: string;
  /** The link is used, run out or none: another one has to be asked for. */
  onRefused: (why: Failure) => void;
}

function SetPassword({ token, onRefused }: SetPasswordProps) {
  const { t } = useWords('account');
  const check = usePasswordCheck();
  const form = useForm({ initialValues: { password: '' }, validate: { password: check } });
  const set = useDeed((newPassword: string) => send('/auth/reset-password', { token, newPassword }));
  const failure = set.error ? failureOf(set.error) : null;
  useEffect(() => {
    if (failure?.reason === 'sign_in.bad_token') onRefused(failure);
  }, [set.error]);
  if (set.isSuccess) return <Text role="status">{t('reset.done')}</Text>;
  return (
    <ActForm form={form} act={set} submit={t('reset.set')} onSubmit={({ password }) => set.mutate(password)}>
      <Text>{t('reset.text')}</Text>
      {/* Whose it is the page does not know; password managers look for the field all the same. */}
      <input type="email" autoComplete="username" readOnly hidden />
      <NewPasswordInput {...form.getInputProps('password')} />
    </ActForm>
  );
}
