import { Alert, Button, List, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { failureOf } from '../../app/failure.ts';
import { titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useDeed } from '../../app/queries.ts';
import { Facts } from '../../ui/facts.tsx';
import { ActForm } from '../../ui/form.tsx';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { SeverityTag } from '../../ui/tags.tsx';
import { Day, When } from '../../ui/when.tsx';
import { useLinkToken } from '../account/link-token.ts';
import { DelegateAnswer } from './delegate-answer.tsx';
import { move, open, type OpenedLink, sendCode } from './delegate.query.ts';

const ELSEWHERE = 'engagement.link_elsewhere';

/** What the mail to a delegate leads to: one publication, read and acknowledged without an account, on a phone first. */
export function DelegateScreen() {
  const { t } = useWords('chasing');
  const token = useLinkToken((hash) => new URLSearchParams(hash).get('token'));
  return (
    <Page title={t('delegate.title')}>
      <Stack maw="36rem">
        {token ? <Link key={token} secret={token} /> : <Alert title={t('delegate.none')}>{t('delegate.whole')}</Alert>}
      </Stack>
    </Page>
  );
}

/** Nothing is asked for before somebody presses the button: programs that look into mails open pages too. */
function Link({ secret }: { secret: string }) {
  const { t } = useWords('chasing');
  const [isDone, setIsDone] = useState(false);
  const opening = useDeed(() => open(secret));
  const failure = opening.error && failureOf(opening.error);
  if (isDone) {
    return (
      <Alert color="green" role="status" title={t('delegate.done')}>
        {t('delegate.doneText')}
      </Alert>
    );
  }
  if (opening.data) return <Opened secret={secret} opened={opening.data} onDone={() => setIsDone(true)} />;
  if (failure?.reason === ELSEWHERE) return <Code secret={secret} onMoved={() => opening.mutate(undefined)} />;
  return (
    <Stack>
      <Text>{t('delegate.before')}</Text>
      {failure && <FailureNotice failure={failure} />}
      <Button size="md" loading={opening.isPending} onClick={() => opening.mutate(undefined)}>
        {t('delegate.open')}
      </Button>
    </Stack>
  );
}

interface OpenedProps {
  secret: string;
  opened: OpenedLink;
  onDone: () => void;
}

function Opened({ secret, opened, onDone }: OpenedProps) {
  const { t } = useWords('chasing');
  const term = useTerm();
  const language = useLanguage();
  const { publication, delegateName, expiresAt } = opened;
  const { summaryJa, summaryEn, actions, fileNames } = publication;
  const summary = language === 'ja' ? (summaryJa ?? summaryEn) : (summaryEn ?? summaryJa);
  return (
    <Stack gap="lg">
      <Section title={titleOf(publication, language)}>
        <div>
          <SeverityTag severity={publication.severity} />
        </div>
        {summary && (
          <Text dir="auto" style={{ whiteSpace: 'pre-wrap' }}>
            {summary}
          </Text>
        )}
        <Facts
          facts={[
            { label: t('delegate.kind'), value: term('PublicationKind', publication.kind) },
            { label: t('delegate.vendor'), value: <bdi>{publication.vendorName}</bdi> },
            {
              label: t('delegate.site'),
              value: (
                <bdi>
                  {publication.hospitalName} · {publication.siteName}
                </bdi>
              ),
            },
            { label: t('delegate.sentTo'), value: <bdi>{delegateName}</bdi> },
            { label: t('delegate.goodUntil'), value: <When at={expiresAt} /> },
          ]}
        />
        {fileNames.length > 0 && (
          <div>
            <Text size="sm">{t('delegate.files')}</Text>
            <List size="sm">
              {fileNames.map((name) => (
                <List.Item key={name}>
                  <bdi>{name}</bdi>
                </List.Item>
              ))}
            </List>
          </div>
        )}
      </Section>
      <Section title={t('delegate.asked')}>
        <List>
          {actions.map(({ kind, dueOn }) => (
            <List.Item key={kind}>
              {term('RequiredActionKind', kind)} · {t('delegate.by')} <Day on={dueOn} />
            </List.Item>
          ))}
        </List>
        <DelegateAnswer secret={secret} actions={actions} onDone={onDone} />
      </Section>
    </Stack>
  );
}

/** Another browser than the first: whoever holds the mailbox shows it by a code. */
function Code({ secret, onMoved }: { secret: string; onMoved: () => void }) {
  const { t } = useWords('chasing');
  const sending = useDeed(() => sendCode(secret));
  const moving = useDeed(({ code }: { code: string }) => move(secret, code), { onDone: onMoved });
  const form = useForm({
    initialValues: { code: '' },
    validate: { code: (code) => (/^\d{6}$/.test(code.trim()) ? null : t('code.missing')) },
  });
  return (
    <Stack>
      <Alert color="orange" role="alert" title={t('code.title')}>
        {t('code.text')}
      </Alert>
      {sending.error && <FailureNotice failure={failureOf(sending.error)} />}
      <Button variant="default" loading={sending.isPending} onClick={() => sending.mutate(undefined)}>
        {t(sending.isSuccess ? 'code.again' : 'code.send')}
      </Button>
      {sending.isSuccess && <Text role="status">{t('code.sent')}</Text>}
      <ActForm
        form={form}
        act={moving}
        submit={t('code.submit')}
        onSubmit={({ code }) => moving.mutate({ code: code.trim() })}
      >
        <TextInput
          label={t('code.label')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          {...form.getInputProps('code')}
        />
      </ActForm>
    </Stack>
  );
}
