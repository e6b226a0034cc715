import { Button, Group, PasswordInput, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { ActForm } from '../../ui/form.tsx';
import { FailureNotice } from '../../ui/problem.tsx';

const TestProvider = graphql(`
  mutation TestIdentityProvider($input: IdentityProviderInput!) {
    testIdentityProvider(input: $input) {
      issuer
    }
  }
`);

const SetProvider = graphql(`
  mutation SetIdentityProvider($input: IdentityProviderInput!) {
    setIdentityProvider(input: $input) {
      identityProvider {
        id
      }
    }
  }
`);

interface ProviderFormProps {
  provider: { issuer: string; clientId: string; displayName: string } | null;
}

/** The provider's settings, which can be tried before they hold. The secret is never shown again, nor kept in a draft. */
export function ProviderForm({ provider }: ProviderFormProps) {
  const { t } = useWords('account');
  const isMissing = (value: string) => (value.trim() ? null : t('provider.missing'));
  const form = useForm({
    initialValues: {
      issuer: provider?.issuer ?? '',
      clientId: provider?.clientId ?? '',
      clientSecret: '',
      displayName: provider?.displayName ?? '',
    },
    validate: { issuer: isMissing, clientId: isMissing, displayName: isMissing },
  });
  const set = useAct(SetProvider);
  const test = useAct(TestProvider);
  const inputOf = ({ clientSecret, ...values }: typeof form.values) => ({
    input: { ...values, ...(clientSecret ? { clientSecret } : {}) },
  });
  const tryIt = () => {
    if (!form.validate().hasErrors) test.mutate(inputOf(form.getValues()));
  };
  return (
    <ActForm form={form} act={set} submit={t('provider.set')} onSubmit={(values) => set.mutate(inputOf(values))}>
      <TextInput
        label={t('provider.displayName')}
        description={t('provider.displayNameText')}
        maxLength={100}
        autoComplete="off"
        {...form.getInputProps('displayName')}
      />
      <TextInput
        type="url"
        label={t('provider.issuer')}
        description={t('provider.issuerText')}
        placeholder="https://login.example.jp"
        autoComplete="off"
        {...form.getInputProps('issuer')}
      />
      <TextInput label={t('provider.clientId')} autoComplete="off" {...form.getInputProps('clientId')} />
      <PasswordInput
        label={t('provider.clientSecret')}
        description={t(provider ? 'provider.clientSecretKept' : 'provider.clientSecretText')}
        autoComplete="off"
        {...form.getInputProps('clientSecret')}
      />
      {test.error && <FailureNotice failure={failureOf(test.error)} />}
      <Group>
        <Button variant="default" loading={test.isPending} onClick={tryIt}>
          {t('provider.test')}
        </Button>
        <Text size="sm" role="status" flex={1}>
          {test.data ? t('provider.tested', { issuer: test.data.testIdentityProvider.issuer }) : ''}
        </Text>
      </Group>
    </ActForm>
  );
}
