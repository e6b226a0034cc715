import { PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { send } from '../../app/ask.ts';
import { useWords } from '../../app/language.ts';
import { useDeed } from '../../app/queries.ts';
import { ActForm } from '../../ui/form.tsx';

/** E-mail address and password. */
export function SignInForm({ onSignedIn }: { onSignedIn: () => unknown }) {
  const { t } = useWords('account');
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => (value.trim() ? null : t('signIn.emailMissing')),
      password: (value) => (value ? null : t('signIn.passwordMissing')),
    },
  });
  const signIn = useDeed((values: { email: string; password: string }) => send('/auth/sign-in/email', values), {
    onDone: onSignedIn,
  });
  return (
    <ActForm
      form={form}
      act={signIn}
      submit={t('signIn.submit')}
      onSubmit={({ email, password }) => signIn.mutate({ email: email.trim(), password })}
    >
      <TextInput
        type="email"
        label={t('signIn.email')}
        autoComplete="username webauthn"
        {...form.getInputProps('email')}
      />
      <PasswordInput label={t('signIn.password')} autoComplete="current-password" {...form.getInputProps('password')} />
    </ActForm>
  );
}
