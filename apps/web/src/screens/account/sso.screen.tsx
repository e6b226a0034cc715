import { Anchor, Button, Paper, Stack, Text } from '@mantine/core';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { singleSignOnAt } from '../../app/session.ts';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Waiting } from '../../ui/waiting.tsx';

const ProviderQuery = graphql(`
  query IdentityProviderOf($organisationCode: String!) {
    identityProviderOf(organisationCode: $organisationCode) {
      displayName
    }
  }
`);

/** What an organisation's own link leads to: the door to its provider. */
export function SingleSignOnScreen() {
  const { t } = useWords('account');
  const { code } = useParams({ from: '/public/sign-in/sso/$code' });
  const { returnTo } = useSearch({ from: '/public/sign-in/sso/$code' });
  const { data, error, refetch } = useAnswer(
    ProviderQuery,
    { organisationCode: code },
    { asAnybody: true, refreshes: false },
  );
  const provider = data?.identityProviderOf;
  return (
    <Page title={t('sso.title')}>
      <Paper withBorder p="lg" maw={440}>
        <Stack align="flex-start">
          {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
          {!error && !data && <Waiting />}
          {data && !provider && <Text role="status">{t('sso.none', { code })}</Text>}
          {provider && (
            <>
              <Text>{t('sso.text', { code })}</Text>
              <Button component="a" href={singleSignOnAt(code, returnTo ?? '/')}>
                <span dir="auto">{t('sso.to', { name: provider.displayName })}</span>
              </Button>
            </>
          )}
          <Anchor
            size="sm"
            renderRoot={(props) => <Link to="/sign-in" search={returnTo ? { returnTo } : {}} {...props} />}
          >
            {t('sso.otherWays')}
          </Anchor>
        </Stack>
      </Paper>
    </Page>
  );
}
