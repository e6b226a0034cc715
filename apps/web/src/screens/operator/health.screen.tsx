import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { failureOf } from '../../app/failure.ts';
import { graphql, type Enumeration } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { HealthTag } from '../../ui/tags.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useNumbers, When } from '../../ui/when.tsx';

const HealthQuery = graphql(`
  query SystemHealth {
    systemHealth {
      state
      version
      startedAt
      database {
        state
        error
        sizeBytes
        serverVersion
      }
      storage {
        state
        error
        kind
        freeBytes
      }
      mail {
        state
        error
        kind
        failingMails
      }
      log {
        state
        error
        size
        checkpointAt
        waitingEvents
        oldestWaitingAt
      }
      jobs {
        state
        error
        workers
        waiting
        running
        failed
        oldestWaitingAt
      }
    }
  }
`);

/** Each part of the portal: how it fares, what is known of it, and what to do where something is wrong. */
export function HealthScreen() {
  const { t } = useWords('operator');
  const term = useTerm();
  const { count, size } = useNumbers();
  const { data, error, refetch } = useAnswer(HealthQuery, {});
  const counted = (value: number | null) => value !== null && count(value);
  const sized = (bytes: number | null) => bytes !== null && size(bytes);
  const moment = (at: string | null) => at && <When at={at} />;
  const health = data?.systemHealth;
  return (
    <Page title={t('health.title')} lead={t('health.lead')}>
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {!health && !error && <Waiting />}
      {health && (
        <>
          <Part name="whole" state={health.state}>
            <Facts
              facts={[
                { label: t('health.version'), value: health.version },
                { label: t('health.startedAt'), value: <When at={health.startedAt} /> },
              ]}
            />
          </Part>
          <Part name="database" {...health.database}>
            <Facts
              facts={[
                { label: t('health.serverVersion'), value: health.database.serverVersion },
                { label: t('health.size'), value: sized(health.database.sizeBytes) },
              ]}
            />
          </Part>
          <Part name="storage" {...health.storage} link={{ to: '/storage', label: t('health.showStorage') }}>
            <Facts
              facts={[
                { label: t('health.kind'), value: term('StorageKind', health.storage.kind) },
                { label: t('health.free'), value: sized(health.storage.freeBytes) },
              ]}
            />
          </Part>
          <Part name="mail" {...health.mail}>
            <Facts
              facts={[
                { label: t('health.mailKind'), value: term('MailKind', health.mail.kind) },
                { label: t('health.failingMails'), value: counted(health.mail.failingMails) },
              ]}
            />
          </Part>
          <Part name="log" {...health.log}>
            <Facts
              facts={[
                { label: t('health.entries'), value: counted(health.log.size) },
                { label: t('health.checkpoint'), value: moment(health.log.checkpointAt) },
                { label: t('health.waitingEvents'), value: counted(health.log.waitingEvents) },
                { label: t('health.oldestWaiting'), value: moment(health.log.oldestWaitingAt) },
              ]}
            />
          </Part>
          <Part name="jobs" {...health.jobs} link={{ to: '/jobs', label: t('health.failedJobs') }}>
            <Facts
              facts={[
                { label: t('health.workers'), value: counted(health.jobs.workers) },
                { label: t('health.waiting'), value: counted(health.jobs.waiting) },
                { label: t('health.running'), value: counted(health.jobs.running) },
                { label: t('health.failed'), value: counted(health.jobs.failed) },
                { label: t('health.oldestWaiting'), value: moment(health.jobs.oldestWaitingAt) },
              ]}
            />
          </Part>
        </>
      )}
    </Page>
  );
}

interface PartProps {
  name: 'whole' | 'database' | 'storage' | 'mail' | 'log' | 'jobs';
  state: Enumeration<'HealthState'>;
  /** What is wrong, as the server says it, in English. */
  error?: string | null;
  link?: { to: NonNullable<LinkProps['to']>; label: string };
  children: ReactNode;
}

function Part({ name, state, error = null, link, children }: PartProps) {
  const { t } = useWords('operator');
  return (
    <Stack gap="xs" component="section" aria-labelledby={`health-${name}`}>
      <Group gap="sm">
        <Title order={2} size="h4" id={`health-${name}`}>
          {t(`health.${name}`)}
        </Title>
        <span role="status">
          <HealthTag state={state} />
        </span>
      </Group>
      {error && (
        <Text lang="en" dir="auto">
          {error}
        </Text>
      )}
      {state !== 'OK' && name !== 'whole' && (
        <Text>
          <strong>{t('health.whatToDo')}: </strong>
          {t(`health.do.${name}`)}
        </Text>
      )}
      {children}
      {link && (
        <Anchor size="sm" renderRoot={(props) => <Link to={link.to} {...props} />}>
          {link.label}
        </Anchor>
      )}
    </Stack>
  );
}
