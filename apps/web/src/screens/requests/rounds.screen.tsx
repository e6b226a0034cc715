import { Anchor, Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Tag } from '../../ui/tags.tsx';
import { When } from '../../ui/when.tsx';
import { type RoundRow, RoundsQuery } from './rounds.query.ts';

const route = getRouteApi('/signed-in/request-rounds');

/** What the hospital asked many vendors, and how far each is. */
export function RoundsScreen() {
  const { t } = useWords('requests');
  const term = useTerm();
  const navigate = route.useNavigate();
  const mayAsk = useMay('ask RequestRound');
  const list = useRows(RoundsQuery, {}, ({ requestRounds }) => requestRounds);
  const columns: Column<RoundRow>[] = [
    {
      key: 'title',
      header: t('titleOfRequest'),
      width: 'minmax(12rem, 3fr)',
      cell: ({ id, title }) => (
        <Anchor dir="auto" renderRoot={(props) => <Link to="/request-rounds/$id" params={{ id }} {...props} />}>
          {title}
        </Anchor>
      ),
    },
    {
      key: 'kind',
      header: t('rounds.kind'),
      width: 'minmax(10rem, 2fr)',
      cell: ({ kind }) => term('RequestRoundKind', kind),
    },
    {
      key: 'answered',
      header: t('rounds.answered'),
      width: 'minmax(8rem, 1fr)',
      cell: ({ counts }) => t('rounds.of', { settled: counts.answered + counts.declined, asked: counts.asked }),
    },
    {
      key: 'overdue',
      header: t('rounds.overdue'),
      width: 'minmax(6rem, 1fr)',
      cell: ({ counts }) => (counts.overdue > 0 ? <Tag tone="grave">{String(counts.overdue)}</Tag> : '0'),
    },
    {
      key: 'asked',
      header: t('askedAt'),
      width: 'minmax(9rem, 1fr)',
      cell: ({ askedAt }) => <When at={askedAt} />,
    },
  ];
  return (
    <Page
      title={t('rounds.title')}
      lead={t('rounds.lead')}
      above={[{ label: t('title'), link: { to: '/requests' } }]}
      actions={
        mayAsk && (
          <Button renderRoot={(props) => <Link to="/request-rounds/new" {...props} />}>{t('rounds.new')}</Button>
        )
      }
    >
      <RowsTable
        label={t('rounds.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/request-rounds/$id', params: { id } })}
        empty={{ title: t('rounds.empty'), text: t('rounds.emptyText') }}
      />
    </Page>
  );
}
