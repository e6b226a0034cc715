import { Checkbox, PasswordInput, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { send } from '../../app/ask.ts';
import { useWords } from '../../app/language.ts';
import { useDeed } from '../../app/queries.ts';
import { useViewer } from '../../app/session.ts';
import { ActForm } from '../../ui/form.tsx';
import { AccountSection } from './account-section.tsx';
import { NewPasswordInput, usePasswordCheck, WhosePassword } from './new-password.tsx';

interface Change {
  currentPassword: string;
  newPassword: string;
  revokeOtherSessions: boolean;
}

export function ChangePassword() {
  const { t } = useWords('account');
  const { email } = useViewer();
  const check = usePasswordCheck();
  const form = useForm<Change & Record<string, unknown>>({
    initialValues: { currentPassword: '', newPassword: '', revokeOtherSessions: true },
    validate: {
      currentPassword: (value) => (value ? null : t('signIn.passwordMissing')),
      newPassword: check,
    },
  });
  const change = useDeed((values: Change) => send('/auth/change-password', values), { onDone: () => form.reset() });
  return (
    <AccountSection title={t('password.title')}>
      <ActForm form={form} act={change} submit={t('password.submit')} onSubmit={(values) => change.mutate(values)}>
        <WhosePassword email={email ?? ''} />
        <PasswordInput
          label={t('password.current')}
          autoComplete="current-password"
          {...form.getInputProps('currentPassword')}
        />
        <NewPasswordInput {...form.getInputProps('newPassword')} />
        <Checkbox
          label={t('password.endOthers')}
          {...form.getInputProps('revokeOtherSessions', { type: 'checkbox' })}
        />
        <Text role="status" size="sm">
          {change.isSuccess && !form.isDirty() ? t('password.done') : ''}
        </Text>
      </ActForm>
    </AccountSection>
  );
}
