import { Paper } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useWords } from '../../app/language.ts';
import { Page } from '../../ui/page.tsx';
import { SignInForm } from './sign-in-form.tsx';

export function SignInScreen() {
  const { t } = useWords('account');
  const { returnTo } = useSearch({ from: '/public/sign-in' });
  const client = useQueryClient();
  const router = useRouter();
  const onSignedIn = () => {
    client.clear();
    router.history.push(returnTo ?? '/');
  };
  return (
    <Page title={t('signIn.title')}>
      <Paper withBorder p="lg" maw={420}>
        <SignInForm onSignedIn={onSignedIn} />
      </Paper>
    </Page>
  );
}
