import { Button, Card, Group, Stack, Text } from '@mantine/core';
import type { ResultOf } from 'gql.tada';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Tag } from '../../ui/tags.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { When } from '../../ui/when.tsx';
import { AccountSection } from './account-section.tsx';
import { useDeviceNames } from './device-names.ts';

const SessionsQuery = graphql(`
  query MySessions {
    mySessions {
      id
      device
      address
      createdAt
      lastUsedAt
      isCurrent
      signedInBy
    }
  }
`);

const EndSession = graphql(`
  mutation EndSession($input: SessionInput!) {
    endSession(input: $input) {
      sessions {
        id
      }
    }
  }
`);

const EndOtherSessions = graphql(`
  mutation EndOtherSessions {
    endOtherSessions {
      ended
    }
  }
`);

type Session = ResultOf<typeof SessionsQuery>['mySessions'][number];

/** Every place where one is signed in; what is not known there can be ended here. */
export function Sessions() {
  const { t } = useWords('account');
  const { data, error, refetch } = useAnswer(SessionsQuery, {});
  const endOthers = useAct(EndOtherSessions);
  const sessions = data?.mySessions ?? [];
  return (
    <AccountSection title={t('sessions.title')} lead={t('sessions.lead')}>
      {error && !data && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {!error && !data && <Waiting />}
      {sessions.map((session) => (
        <SessionCard key={session.id} session={session} />
      ))}
      {sessions.length > 1 && (
        <Group>
          <Confirm
            label={t('sessions.endOthers')}
            title={t('sessions.endOthers')}
            act={endOthers}
            isGrave
            onConfirm={() => endOthers.mutate({})}
          >
            <Text>{t('sessions.endOthersText')}</Text>
          </Confirm>
        </Group>
      )}
    </AccountSection>
  );
}

function SessionCard({ session }: { session: Session }) {
  const { t } = useWords('account');
  const term = useTerm();
  const nameOf = useDeviceNames();
  const end = useAct(EndSession);
  const name = nameOf(session.device);
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" gap="sm">
        <Stack gap={0} flex="1 1 14rem">
          <Group gap="xs">
            <Text fw={600} {...(session.device ? { title: session.device } : {})}>
              {name}
            </Text>
            {session.isCurrent && <Tag tone="good">{t('sessions.current')}</Tag>}
          </Group>
          <Text size="sm" c="dimmed">
            {session.address && <>{session.address} · </>}
            {session.signedInBy && <>{term('SignInMethod', session.signedInBy)} · </>}
            {t('sessions.since')} <When at={session.createdAt} /> · {t('sessions.used')}{' '}
            <When at={session.lastUsedAt} />
          </Text>
          {end.error && <FailureNotice failure={failureOf(end.error)} />}
        </Stack>
        {!session.isCurrent && (
          <Button
            variant="default"
            loading={end.isPending}
            aria-label={t('sessions.endOf', { name })}
            onClick={() => end.mutate({ input: { sessionId: session.id } })}
          >
            {t('sessions.end')}
          </Button>
        )}
      </Group>
    </Card>
  );
}
