import { Anchor, Button, Card, Group, List, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { SeverityTag } from '../../ui/tags.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { When } from '../../ui/when.tsx';
import { usePlanWords } from './plan-words.ts';
import { RecordStep } from './record-step.tsx';

const ChaseTasksQuery = graphql(`
  query ChaseTasks($first: Int!, $after: String) {
    chaseTasks(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          step
          channel
          role
          takenAt
          publication {
            id
            titleJa
            titleEn
            severity
          }
          hospital {
            id
            name
            englishName
          }
          site {
            id
            name
            englishName
          }
          reachable {
            name
            phone
            email
          }
          happenings {
            id
            outcome
            reachedAt
            words
          }
        }
      }
    }
  }
`);

type Task = ResultOf<typeof ChaseTasksQuery>['chaseTasks']['edges'][number]['node'];

/** What people have to do by hand: whom to telephone, write to or visit, and what came of it. */
export function ChaseTasksScreen() {
  const { t } = useWords('chasing');
  const { rows, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useRows(
    ChaseTasksQuery,
    {},
    ({ chaseTasks }) => chaseTasks,
  );
  return (
    <Page title={t('tasks.title')} lead={t('tasks.lead')}>
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {isPending && <Waiting />}
      {!isPending && !error && rows.length === 0 && <Empty title={t('tasks.empty')}>{t('tasks.emptyText')}</Empty>}
      {rows.map((task) => (
        <TaskCard key={task.id} task={task} />
      ))}
      {hasNextPage && (
        <Group>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('common:showMore')}
          </Button>
        </Group>
      )}
    </Page>
  );
}

function TaskCard({ task }: { task: Task }) {
  const { t } = useWords('chasing');
  const term = useTerm();
  const language = useLanguage();
  const words = usePlanWords();
  const [isRecording, { open, close }] = useDisclosure();
  const { hospital, site, publication, reachable, happenings, takenAt } = task;
  const name = [nameOf(hospital, language), site && nameOf(site, language)].filter(Boolean).join(' · ');
  const tried = happenings.filter(({ outcome }) => outcome !== null);
  return (
    <Card withBorder>
      <Stack gap="xs">
        <Group gap="xs">
          <Text fw={600} dir="auto">
            {name}
          </Text>
          <SeverityTag severity={publication.severity} />
        </Group>
        <Text>
          {words.whoAndHow(task)}
          {takenAt && (
            <>
              {' · '}
              {t('tasks.since')} <When at={takenAt} />
            </>
          )}
        </Text>
        <Anchor
          dir="auto"
          renderRoot={(props) => (
            <Link to="/publishing/$publicationId/chase" params={{ publicationId: publication.id }} {...props} />
          )}
        >
          {titleOf(publication, language)}
        </Anchor>
        {reachable.length === 0 && <Text size="sm">{t('tasks.nobodyNamed')}</Text>}
        <List size="sm">
          {reachable.map(({ name: who, phone, email }) => (
            <List.Item key={`${who}${phone}${email}`}>
              <bdi>{who}</bdi>
              {phone && (
                <>
                  {' · '}
                  <Anchor href={`tel:${phone}`}>{phone}</Anchor>
                </>
              )}
              {email && ` · ${email}`}
            </List.Item>
          ))}
          {tried.map(({ id, outcome, reachedAt, words: said }) => (
            <List.Item key={id}>
              {outcome && term('ChaseOutcome', outcome)}
              {reachedAt && (
                <>
                  {' · '}
                  <When at={reachedAt} />
                </>
              )}
              {': '}
              <bdi>{said}</bdi>
            </List.Item>
          ))}
        </List>
        <Group>
          <Button size="xs" aria-label={t('tasks.recordOf', { name })} onClick={open}>
            {t('tasks.record')}
          </Button>
        </Group>
      </Stack>
      <Dialog opened={isRecording} onClose={close} title={t('tasks.recordOf', { name })}>
        <RecordStep stepId={task.id} onClose={close} />
      </Dialog>
    </Card>
  );
}
