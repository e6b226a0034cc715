import { PasswordInput, type PasswordInputProps, TextInput, VisuallyHidden } from '@mantine/core';
import { useWords } from '../../app/language.ts';

const SHORTEST = 12;

/** Looked at here only to spare a request: the API holds the rules. */
export function usePasswordCheck() {
  const { t } = useWords('account');
  return (password: string): string | null => (password.length >= SHORTEST ? null : t('newPassword.tooShort'));
}

export function NewPasswordInput(props: PasswordInputProps) {
  const { t } = useWords('account');
  return (
    <PasswordInput
      label={t('newPassword.label')}
      description={t('newPassword.rule')}
      autoComplete="new-password"
      {...props}
    />
  );
}

/** Tells the browser's password manager whose password it is. */
export function WhosePassword({ email }: { email: string }) {
  const { t } = useWords('account');
  return (
    <VisuallyHidden>
      <TextInput type="email" label={t('signIn.email')} autoComplete="username" value={email} readOnly tabIndex={-1} />
    </VisuallyHidden>
  );
}
