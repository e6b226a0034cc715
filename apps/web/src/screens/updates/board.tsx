import { Anchor, Paper, Stack, Text, Title } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { failureOf } from '../../app/failure.ts';
import { type Enumeration, graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { FailureNotice } from '../../ui/problem.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useNumbers } from '../../ui/when.tsx';
import { WhenDue } from './scheduled.tsx';
import { filterOf } from './search.ts';
import { useUpdateWords } from './update-words.ts';
import { type Update, UpdateFields } from './updates.query.ts';
import classes from './updates.module.css';

const ColumnFields = graphql(
  `
    fragment ColumnFields on UpdateApplicationConnection {
      totalCount
      edges {
        node {
          ...UpdateFields
        }
      }
    }
  `,
  [UpdateFields],
);

const BoardQuery = graphql(
  `
    query UpdateColumn(
      $states: [UpdateState!]
      $countersignature: Countersignature
      $isHalted: Boolean
      $siteId: ID
      $publicationId: ID
      $responsibleId: ID
      $from: DateTime
      $to: DateTime
    ) {
      updateApplications(
        first: 5
        states: $states
        countersignature: $countersignature
        isHalted: $isHalted
        siteId: $siteId
        publicationId: $publicationId
        responsibleId: $responsibleId
        from: $from
        to: $to
      ) {
        ...ColumnFields
      }
    }
  `,
  [ColumnFields],
);

/** The way of an update from the plan to the proof, and beside it what was put off. */
const COLUMNS = [
  'PLANNED',
  'SCHEDULED',
  'IN_PROGRESS',
  'FAILED',
  'APPLIED',
  'VERIFIED',
  'DEFERRED',
] as const satisfies readonly Enumeration<'UpdateState'>[];

/** Where the updates stand: each state with its number, and the first of those that are in it. */
export function Board() {
  return (
    <div className={classes['board']}>
      {COLUMNS.map((state) => (
        <BoardColumn key={state} state={state} />
      ))}
    </div>
  );
}

function BoardColumn({ state }: { state: (typeof COLUMNS)[number] }) {
  const { t } = useWords('updates');
  const term = useTerm();
  const { count } = useNumbers();
  const { view: _view, ...search } = useSearch({ from: '/signed-in/updates' });
  const { data, error, refetch } = useAnswer(BoardQuery, filterOf({ ...search, state }));
  const found = data?.updateApplications;
  const cards = found?.edges.map(({ node }) => node) ?? [];
  const more = (found?.totalCount ?? 0) - cards.length;
  const list = { ...search, state };
  return (
    <section className={classes['column']} aria-label={term('UpdateState', state)} data-state={state}>
      <Title order={2} size="h5">
        <Link to="/updates" search={list} className={classes['columnHead'] ?? ''}>
          {term('UpdateState', state)}
          <span className={classes['number']}>{found ? count(found.totalCount) : '…'}</span>
        </Link>
      </Title>
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {!found && !error && <Waiting />}
      {found && cards.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('board.nothing')}
        </Text>
      )}
      <ul className={classes['plain']}>
        {cards.map((update) => (
          <Card key={update.id} update={update} />
        ))}
      </ul>
      {more > 0 && (
        <Anchor size="sm" renderRoot={(props) => <Link to="/updates" search={list} {...props} />}>
          {t('board.more', { count: more })}
        </Anchor>
      )}
    </section>
  );
}

function Card({ update }: { update: Update }) {
  const { t } = useWords('updates');
  const { deviceOf, numberOf, placeOf, versionsOf } = useUpdateWords();
  return (
    <Paper component="li" withBorder p="sm">
      <Stack gap={2}>
        <Anchor
          fw={600}
          dir="auto"
          renderRoot={(props) => <Link to="/updates/$applicationId" params={{ applicationId: update.id }} {...props} />}
        >
          {[deviceOf(update), numberOf(update)].filter(Boolean).join(' · ')}
        </Anchor>
        <Text size="sm" dir="auto">
          {placeOf(update)}
        </Text>
        <Text size="sm" c="dimmed" dir="auto">
          {[versionsOf(update), t('waveOf', { wave: update.wave })].join(' · ')}
        </Text>
        {(update.startsAt ?? update.reviewOn) !== null && <WhenDue update={update} />}
      </Stack>
    </Paper>
  );
}
