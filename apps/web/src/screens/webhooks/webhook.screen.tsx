import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useTrailTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { When } from '../../ui/when.tsx';
import { DeliveriesTable } from './deliveries-table.tsx';
import { Secret } from './secret.tsx';
import { WebhookForm } from './webhook-form.tsx';
import { AttemptResult, WebhookState } from './webhook-tags.tsx';
import { WebhooksQuery, type WebhookRow } from './webhooks.query.ts';

const ChangeWebhook = graphql(`
  mutation ChangeWebhook($input: ChangeWebhookInput!) {
    changeWebhook(input: $input) {
      webhook {
        id
      }
    }
  }
`);

const RotateSecret = graphql(`
  mutation RotateWebhookSecret($input: WebhookInput!) {
    rotateWebhookSecret(input: $input) {
      secret
    }
  }
`);

const TestWebhook = graphql(`
  mutation TestWebhook($input: WebhookInput!) {
    testWebhook(input: $input) {
      delivery {
        id
        attempts {
          status
          failure
          durationMs
        }
      }
    }
  }
`);

const RemoveWebhook = graphql(`
  mutation RemoveWebhook($input: WebhookInput!) {
    removeWebhook(input: $input) {
      webhook {
        id
      }
    }
  }
`);

/** One webhook: tried, changed, paused, given another secret; and what was sent. */
export function WebhookScreen() {
  const { t } = useWords('webhooks');
  const { webhookId } = useParams({ from: '/signed-in/webhooks/$webhookId' });
  const mayManage = useMay('manage Webhook');
  const { data, error, refetch } = useAnswer(WebhooksQuery, {}, { enabled: mayManage });
  const webhook = data?.webhooks.find(({ id }) => id === webhookId);
  return (
    <Page
      title={webhook ? new URL(webhook.url).host : t('title')}
      above={[{ label: t('title'), link: { to: '/webhooks' } }]}
    >
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {!mayManage && <Empty title={t('notYours')}>{t('notYoursText')}</Empty>}
      {mayManage && !data && !error && <Waiting />}
      {data && !webhook && <Empty title={t('gone')}>{t('goneText')}</Empty>}
      {webhook && (
        <Stack>
          <Facts webhook={webhook} />
          <Acts webhook={webhook} />
          <Title order={2}>{t('log.title')}</Title>
          <Text size="sm">{t('log.lead')}</Text>
          <DeliveriesTable webhook={webhook} />
        </Stack>
      )}
    </Page>
  );
}

const isToCome = (at: string) => new Date(at) > new Date();

function Facts({ webhook: { url, kinds, pauseCause, formerSecretUntil } }: { webhook: WebhookRow }) {
  const { t } = useWords('webhooks');
  const kindTerm = useTrailTerm();
  return (
    <Stack gap={4}>
      <Group gap="sm">
        <WebhookState pauseCause={pauseCause} />
        <Text dir="ltr" style={{ overflowWrap: 'anywhere' }}>
          {url}
        </Text>
      </Group>
      <Text size="sm">{kinds.map(kindTerm).join(' · ')}</Text>
      {formerSecretUntil !== null && isToCome(formerSecretUntil) && (
        <Text size="sm">
          {t('formerUntil')} <When at={formerSecretUntil} />
        </Text>
      )}
    </Stack>
  );
}

function Acts({ webhook }: { webhook: WebhookRow }) {
  const { t } = useWords('webhooks');
  const navigate = useNavigate();
  const input = { webhookId: webhook.id };
  const [isChanging, { open, close }] = useDisclosure();
  const [secret, setSecret] = useState<string | null>(null);
  const test = useAct(TestWebhook);
  const pause = useAct(ChangeWebhook);
  const change = useAct(ChangeWebhook, { onDone: close });
  const rotate = useAct(RotateSecret, { onDone: ({ rotateWebhookSecret }) => setSecret(rotateWebhookSecret.secret) });
  const remove = useAct(RemoveWebhook, { onDone: () => void navigate({ to: '/webhooks' }) });
  const isPaused = webhook.pauseCause !== null;
  const failed = [test, pause].find(({ error }) => error !== null);
  const tried = test.data?.testWebhook.delivery.attempts[0];
  return (
    <Stack>
      <Group gap="sm">
        <Button loading={test.isPending} onClick={() => test.mutate({ input })}>
          {t('test')}
        </Button>
        <Button
          variant="default"
          loading={pause.isPending}
          onClick={() => pause.mutate({ input: { ...input, isPaused: !isPaused } })}
        >
          {t(isPaused ? 'resume' : 'pause')}
        </Button>
        <Button variant="default" onClick={open}>
          {t('change')}
        </Button>
        <Confirm label={t('rotate')} title={t('rotateTitle')} act={rotate} onConfirm={() => rotate.mutate({ input })}>
          <Text>{t('rotateText')}</Text>
        </Confirm>
        <Confirm
          label={t('remove')}
          title={t('removeTitle')}
          act={remove}
          isGrave
          onConfirm={() => remove.mutate({ input })}
        >
          <Text>{t('removeText')}</Text>
        </Confirm>
      </Group>
      {failed?.error && <FailureNotice failure={failureOf(failed.error)} />}
      {tried && (
        <Alert role="status" color={tried.failure === null ? 'green' : 'orange'} title={t('tested')}>
          <AttemptResult {...tried} /> · {t('milliseconds', { count: tried.durationMs })}
        </Alert>
      )}
      <Dialog opened={isChanging} onClose={close} title={t('change')}>
        <WebhookForm
          initial={webhook}
          submit={t('save')}
          act={change}
          onCancel={close}
          onSubmit={(values) => change.mutate({ input: { ...input, ...values } })}
        />
      </Dialog>
      <Secret secret={secret} onClose={() => setSecret(null)} />
    </Stack>
  );
}
