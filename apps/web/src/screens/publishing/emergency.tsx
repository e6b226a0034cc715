import { Alert, Group, Stack, Text } from '@mantine/core';
import { FreshSignIn } from '../../app/fresh-sign-in.tsx';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { Confirm } from '../../ui/confirm.tsx';

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

/** The path for one person at night: a fresh proof of who it is, then it is out, and another confirms within 72 hours. */
export function Emergency({ publicationId, readAt, isDisabled, onDone }: EmergencyProps) {
  const { t } = useWords('publishing');
  const publish = useAct(PublishEmergency, { onDone });
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
            onConfirm={() => publish.mutate({ input: { publicationId, submittedAt: readAt } })}
          >
            <Text>{t('emergency.confirmText')}</Text>
          </Confirm>
          <FreshSignIn act={publish} />
        </Group>
      </Stack>
    </Alert>
  );
}
