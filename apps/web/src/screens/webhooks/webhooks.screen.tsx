import { Anchor, Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useTrailTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { When } from '../../ui/when.tsx';
import { Secret } from './secret.tsx';
import { WebhookForm } from './webhook-form.tsx';
import { AttemptResult, WebhookState } from './webhook-tags.tsx';
import { WebhooksQuery, type WebhookRow } from './webhooks.query.ts';

const MakeWebhook = graphql(`
  mutation MakeWebhook($input: MakeWebhookInput!) {
    makeWebhook(input: $input) {
      secret
    }
  }
`);

/** Addresses at which the organisation's own programs are told what happens. */
export function WebhooksScreen() {
  const { t } = useWords('webhooks');
  const mayMake = useMay('manage Webhook');
  const { data, error, refetch } = useAnswer(WebhooksQuery, {}, { enabled: mayMake });
  const [isMaking, { open, close }] = useDisclosure();
  const [secret, setSecret] = useState<string | null>(null);
  const make = useAct(MakeWebhook, {
    onDone: ({ makeWebhook }) => {
      close();
      setSecret(makeWebhook.secret);
    },
  });
  const webhooks = data?.webhooks;
  return (
    <Page title={t('title')} lead={t('lead')} actions={mayMake && <Button onClick={open}>{t('make')}</Button>}>
      {!mayMake && <Empty title={t('notYours')}>{t('notYoursText')}</Empty>}
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {mayMake && !webhooks && !error && <Waiting />}
      {webhooks?.length === 0 && <Empty title={t('empty')}>{t('emptyText')}</Empty>}
      {webhooks && webhooks.length > 0 && (
        <PlainTable
          label={t('title')}
          rows={webhooks}
          keyOf={({ id }) => id}
          columns={[
            { key: 'url', header: t('url'), cell: (webhook) => <Address webhook={webhook} /> },
            { key: 'state', header: t('state'), cell: ({ pauseCause }) => <WebhookState pauseCause={pauseCause} /> },
            { key: 'last', header: t('last'), cell: (webhook) => <LastResult webhook={webhook} /> },
          ]}
        />
      )}
      <Dialog opened={isMaking} onClose={close} title={t('make')}>
        <WebhookForm
          initial={{ url: '', kinds: [] }}
          submit={t('make')}
          act={make}
          onCancel={close}
          onSubmit={(input) => make.mutate({ input })}
        />
      </Dialog>
      <Secret secret={secret} onClose={() => setSecret(null)} />
    </Page>
  );
}

function Address({ webhook: { id, url, kinds } }: { webhook: WebhookRow }) {
  const kindTerm = useTrailTerm();
  return (
    <div>
      <Anchor
        dir="ltr"
        style={{ overflowWrap: 'anywhere' }}
        renderRoot={(props) => <Link {...props} to="/webhooks/$webhookId" params={{ webhookId: id }} />}
      >
        {url}
      </Anchor>
      <Text size="sm" c="dimmed" lineClamp={2}>
        {kinds.map(kindTerm).join(' · ')}
      </Text>
    </div>
  );
}

function LastResult({ webhook: { lastAttemptAt, lastStatus, lastFailure } }: { webhook: WebhookRow }) {
  const { t } = useWords('webhooks');
  if (!lastAttemptAt) return <Text size="sm">{t('never')}</Text>;
  return (
    <div>
      <AttemptResult status={lastStatus} failure={lastFailure} />
      <Text size="sm" c="dimmed">
        <When at={lastAttemptAt} />
      </Text>
    </div>
  );
}
