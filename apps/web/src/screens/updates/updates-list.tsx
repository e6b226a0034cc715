import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTerm, useWords } from '../../app/language.ts';
import { useRows } from '../../app/queries.ts';
import { sideOf, useMay, useViewer } from '../../app/session.ts';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { WhenDue } from './scheduled.tsx';
import { filterOf } from './search.ts';
import { UpdateTags } from './update-tags.tsx';
import { useUpdateWords } from './update-words.ts';
import { type Update, UpdatesQuery } from './updates.query.ts';
import type { Deed } from './update-deeds.ts';
import { awaitsSide, stepsOfAll } from './possible.ts';
import classes from './updates.module.css';

/** Its code comes with the first use: the list is to be there soon. */
const UpdateDialog = lazy(async () => {
  const dialog = await import('./update-dialog.tsx');
  return { default: dialog.UpdateDialog };
});

/** The row that one left for its page, to come back to. */
let left: string | null = null;

/** Updates, the newest first; for several at once the steps that are possible for all of them. */
export function UpdatesList() {
  const { t } = useWords('updates');
  const navigate = useNavigate();
  const search = useSearch({ from: '/signed-in/updates' });
  const { view: _view, ...filter } = search;
  const list = useRows(UpdatesQuery, filterOf(search), ({ updateApplications }) => updateApplications);
  const columns = useColumns();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [deed, setDeed] = useState<Deed | null>(null);
  const [cameBackTo] = useState(left);
  const mays = [
    useMay('record UpdateApplication'),
    useMay('countersign UpdateApplication'),
    useMay('decide UpdateApplication'),
  ];
  const empty = sideOf(useViewer()) === 'vendor' ? 'emptyVendor' : 'empty';
  const chosen = list.rows.filter(({ id }) => selected.has(id));
  const open = ({ id }: Update) => {
    left = id;
    void navigate({ to: '/updates/$applicationId', params: { applicationId: id } });
  };
  return (
    <>
      {chosen.length > 0 && (
        <Group className={classes['chosen'] ?? ''} justify="space-between" data-print="no">
          <Text role="status">{t('many.chosen', { count: chosen.length })}</Text>
          <Group gap="xs">
            <Button variant="default" onClick={() => setSelected(new Set())}>
              {t('many.none')}
            </Button>
            <Deeds of={chosen} onDeed={setDeed} />
          </Group>
        </Group>
      )}
      <RowsTable
        label={t('title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        onOpen={open}
        startAt={cameBackTo}
        {...(mays.includes(true) ? { selection: { selected, onChange: setSelected } } : {})}
        empty={
          Object.keys(filter).length > 0
            ? { title: t('none.title'), text: t('none.text') }
            : { title: t(`${empty}.title`), text: t(`${empty}.text`) }
        }
      />
      {deed && (
        <Suspense>
          <UpdateDialog
            deed={deed}
            updates={chosen}
            onTaken={(ids) => setSelected((former) => new Set([...former].filter((id) => !ids.includes(id))))}
            onClose={() => setDeed(null)}
          />
        </Suspense>
      )}
    </>
  );
}

/** What can be done with all of the chosen ones; nothing else is offered. */
function Deeds({ of, onDeed }: { of: readonly Update[]; onDeed: (deed: Deed) => void }) {
  const { t } = useWords('updates');
  const term = useTerm();
  const side = sideOf(useViewer()) === 'vendor' ? 'VENDOR' : 'HOSPITAL';
  const mayRecord = useMay('record UpdateApplication');
  const steps = mayRecord ? stepsOfAll(of) : [];
  const canCountersign = useMay('countersign UpdateApplication') && of.every((one) => awaitsSide(one, side));
  const canDecide = useMay('decide UpdateApplication') && of.every(({ isDecisionAwaited }) => isDecisionAwaited);
  if (steps.length === 0 && !canCountersign && !canDecide) return <Text size="sm">{t('many.nothing')}</Text>;
  return (
    <>
      {steps.map((to) => (
        <Button key={to} variant="default" onClick={() => onDeed({ kind: 'step', to })}>
          {t(`step.${to}`)}
        </Button>
      ))}
      {canDecide &&
        (['KEEP', 'ROLL_BACK'] as const).map((decision) => (
          <Button key={decision} variant="default" onClick={() => onDeed({ kind: 'decide', decision })}>
            {term('WithdrawalDecision', decision)}
          </Button>
        ))}
      {canCountersign && (
        <>
          <Button variant="default" onClick={() => onDeed({ kind: 'countersign', verdict: 'DISPUTED' })}>
            {t('countersign.DISPUTED')}
          </Button>
          <Button onClick={() => onDeed({ kind: 'countersign', verdict: 'COUNTERSIGNED' })}>
            {t('countersign.COUNTERSIGNED')}
          </Button>
        </>
      )}
    </>
  );
}

function useColumns(): Column<Update>[] {
  const { t } = useWords('updates');
  const term = useTerm();
  const { deviceOf, numberOf, placeOf, versionsOf, packageOf } = useUpdateWords();
  return [
    {
      key: 'device',
      header: t('device'),
      width: 'minmax(12rem, 3fr)',
      cell: (update) => (
        <Stack gap={0}>
          <Anchor
            dir="auto"
            onClick={() => {
              left = update.id;
            }}
            renderRoot={(props) => (
              <Link to="/updates/$applicationId" params={{ applicationId: update.id }} {...props} />
            )}
          >
            {[deviceOf(update), numberOf(update)].filter(Boolean).join(' · ')}
          </Anchor>
          <Text size="sm" c="dimmed" dir="auto">
            {placeOf(update)}
          </Text>
        </Stack>
      ),
    },
    {
      key: 'package',
      header: t('package'),
      width: 'minmax(12rem, 3fr)',
      cell: (update) => (
        <Stack gap={0}>
          <Text size="sm" dir="auto">
            {packageOf(update)}
          </Text>
          <Text size="sm" c="dimmed" dir="auto">
            {versionsOf(update)}
          </Text>
        </Stack>
      ),
    },
    {
      key: 'state',
      header: t('state'),
      width: 'minmax(9rem, 2fr)',
      cell: (update) => <UpdateTags update={update} />,
    },
    {
      key: 'when',
      header: t('when'),
      width: 'minmax(10rem, 2fr)',
      cell: (update) => <WhenDue update={update} />,
    },
    {
      key: 'performer',
      header: t('performer'),
      width: 'minmax(7rem, 1fr)',
      cell: ({ performer, wave }) => (
        <Stack gap={0}>
          <Text size="sm">{term('UpdatePerformer', performer)}</Text>
          <Text size="sm" c="dimmed">
            {t('waveOf', { wave })}
          </Text>
        </Stack>
      ),
    },
  ];
}
