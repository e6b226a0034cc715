import { Code, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import type { ResultOf } from 'gql.tada';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { Copy } from '../../ui/copy.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { When } from '../../ui/when.tsx';
import { ProviderForm } from './provider-form.tsx';

const SingleSignOnQuery = graphql(`
  query SingleSignOn {
    identityProvider {
      redirectUri
      signInUrl
      provider {
        id
        issuer
        clientId
        displayName
        setAt
      }
    }
  }
`);

const RemoveProvider = graphql(`
  mutation RemoveIdentityProvider {
    removeIdentityProvider {
      identityProvider {
        id
      }
    }
  }
`);

export type Provider = NonNullable<ResultOf<typeof SingleSignOnQuery>['identityProvider']['provider']>;

/** Sign-in by the organisation's own provider: what to enter there, and what to enter here. */
export function IdentityProviderScreen() {
  const { t } = useWords('account');
  const { data, error, refetch } = useAnswer(SingleSignOnQuery, {}, { refreshes: false });
  const provider = data?.identityProvider.provider ?? null;
  return (
    <Page title={t('provider.title')} lead={t('provider.lead')} actions={provider && <RemoveIt provider={provider} />}>
      {error && !data && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {!error && !data && <Waiting />}
      {data && (
        <Stack gap="lg" maw={760}>
          <Paper withBorder p="lg">
            <Stack>
              <Title order={2} size="h4">
                {t('provider.there')}
              </Title>
              <List size="sm">
                <List.Item>{t('provider.thereKind')}</List.Item>
                <List.Item>{t('provider.thereScopes')}</List.Item>
              </List>
              <ToCopy label={t('provider.redirectUri')} value={data.identityProvider.redirectUri} />
            </Stack>
          </Paper>
          <Paper withBorder p="lg">
            <Stack>
              <Title order={2} size="h4">
                {t('provider.here')}
              </Title>
              {provider && (
                <Text size="sm" c="dimmed">
                  {t('provider.setAt')} <When at={provider.setAt} />
                </Text>
              )}
              <ProviderForm key={provider?.setAt ?? 'none'} provider={provider} />
            </Stack>
          </Paper>
          {provider && (
            <Paper withBorder p="lg">
              <Stack>
                <Title order={2} size="h4">
                  {t('provider.members')}
                </Title>
                <Text size="sm">{t('provider.membersText')}</Text>
                <ToCopy label={t('provider.signInUrl')} value={data.identityProvider.signInUrl} />
              </Stack>
            </Paper>
          )}
        </Stack>
      )}
    </Page>
  );
}

function ToCopy({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <Group gap="sm">
        <Code>{value}</Code>
        <Copy value={value} of={label} />
      </Group>
    </div>
  );
}

function RemoveIt({ provider }: { provider: Provider }) {
  const { t } = useWords('account');
  const remove = useAct(RemoveProvider);
  return (
    <Confirm
      label={t('provider.remove')}
      title={t('provider.removeTitle', { name: provider.displayName })}
      act={remove}
      isGrave
      onConfirm={() => remove.mutate({})}
    >
      <Text>{t('provider.removeText')}</Text>
    </Confirm>
  );
}
