import { Alert, Anchor, Button, Paper, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { useWords } from '../../app/language.ts';
import { Page } from '../../ui/page.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { useReturnReasons } from './return-reasons.ts';

/** Every way in, and what is there for whoever has none. */
export function SignInScreen() {
  const { t } = useWords('account');
  const { returnTo, reason } = useSearch({ from: '/public/sign-in' });
  const client = useQueryClient();
  const router = useRouter();
  const sentence = useReturnReasons();
  const onSignedIn = () => {
    client.clear();
    router.history.push(returnTo ?? '/');
  };
  return (
    <Page title={t('signIn.title')}>
      <Stack maw={920}>
        {reason && (
          <Alert color="red" role="alert" title={t('signIn.returned')}>
            {sentence(reason)}
          </Alert>
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Paper withBorder p="lg">
            <SignInForm onSignedIn={onSignedIn} />
          </Paper>
          <Paper withBorder p="lg">
            <SingleSignOnForm {...(returnTo ? { returnTo } : {})} />
          </Paper>
        </SimpleGrid>
        <Text size="sm">
          {t('signIn.publicText')}{' '}
          <Anchor inherit renderRoot={(props) => <Link to="/public" {...props} />}>
            {t('signIn.public')}
          </Anchor>
        </Text>
      </Stack>
    </Page>
  );
}

/** Asks for the organisation's code, and leads to its provider. */
function SingleSignOnForm({ returnTo }: { returnTo?: string }) {
  const { t } = useWords('account');
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const go = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = code.trim().toUpperCase();
    setIsMissing(typed === '');
    if (typed)
      void navigate({ to: '/sign-in/sso/$code', params: { code: typed }, search: returnTo ? { returnTo } : {} });
  };
  return (
    <form onSubmit={go} noValidate>
      <Stack>
        <Title order={2} size="h4">
          {t('sso.title')}
        </Title>
        <TextInput
          label={t('sso.code')}
          description={t('sso.codeText')}
          autoComplete="organization"
          maxLength={100}
          value={code}
          error={isMissing && t('sso.codeMissing')}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {t('sso.continue')}
        </Button>
      </Stack>
    </form>
  );
}
