import { Alert, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { ask } from '../../app/ask.ts';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useDeed } from '../../app/queries.ts';
import { Confirm } from '../../ui/confirm.tsx';

const ConfirmPassword = graphql(`
  mutation ConfirmPassword($input: ConfirmPasswordInput!) {
    confirmPassword(input: $input) {
      authenticatedAt
    }
  }
`);

const PublishEmergency = graphql(`
  mutation PublishEmergency($input: PublishEmergencyInput!) {
    publishEmergency(input: $input) {
      publication {
        id
      }
    }
  }
`);

interface EmergencyProps {
  publicationId: string;
  readAt: string;
  isDisabled: boolean;
  onDone: () => unknown;
}

/** The path for one person at night: the password again, then it is out, and another confirms within 72 hours. */
export function Emergency({ publicationId, readAt, isDisabled, onDone }: EmergencyProps) {
  const { t } = useWords('publishing');
  const [password, setPassword] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const publish = useDeed(
    async (given: string) => {
      await ask(ConfirmPassword, { input: { password: given } });
      return ask(PublishEmergency, { input: { publicationId, submittedAt: readAt } });
    },
    { onDone },
  );
  const confirm = () => {
    setIsAsked(true);
    if (password) publish.mutate(password);
  };
  const onEnter = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    confirm();
  };
  return (
    <Alert color="red" title={t('emergency.title')}>
      <Stack gap="xs">
        <Text size="sm">{t('emergency.text')}</Text>
        <Group>
          <Confirm
            label={t('emergency.label')}
            title={t('emergency.confirmTitle')}
            act={publish}
            isGrave
            isDisabled={isDisabled}
            onConfirm={confirm}
          >
            <Text>{t('emergency.confirmText')}</Text>
            <form onSubmit={onEnter} noValidate>
              <PasswordInput
                label={t('emergency.password')}
                autoComplete="current-password"
                required
                value={password}
                error={isAsked && !password && t('emergency.passwordMissing')}
                onChange={({ currentTarget }) => setPassword(currentTarget.value)}
              />
            </form>
          </Confirm>
        </Group>
      </Stack>
    </Alert>
  );
}
