import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { useSites } from '../../app/sites.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Filters, FilterSelect } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { Day } from '../../ui/when.tsx';
import { WEEKDAYS } from '../../app/choices.ts';
import { useListed } from '../publishing/listed.ts';
import { AgreeWindow } from './agree-window.tsx';

const WindowsQuery = graphql(`
  query MaintenanceWindows($siteId: ID) {
    maintenanceWindows(siteId: $siteId) {
      id
      siteId
      name
      weekdays
      localStart
      minutes
      timeZone
      from
      until
    }
  }
`);

const RemoveWindow = graphql(`
  mutation RemoveMaintenanceWindow($input: RemoveMaintenanceWindowInput!) {
    removeMaintenanceWindow(input: $input) {
      window {
        id
      }
    }
  }
`);

type Window = ResultOf<typeof WindowsQuery>['maintenanceWindows'][number];

/** When each site agreed that devices may be worked on. What is scheduled outside of it is marked, not forbidden. */
export function WindowsScreen() {
  const { t } = useWords('updates');
  const navigate = useNavigate();
  const { siteId } = useSearch({ from: '/signed-in/maintenance-windows' });
  const { choices: sites } = useSites();
  const mayAgree = useMay('agree MaintenanceWindow');
  const [isAgreeing, { open, close }] = useDisclosure();
  const { data, error, refetch } = useAnswer(WindowsQuery, { siteId: siteId ?? null });
  const windows = data?.maintenanceWindows;
  return (
    <Page
      title={t('windows.title')}
      lead={t('windows.lead')}
      above={[{ label: t('title'), link: { to: '/updates' } }]}
      actions={mayAgree && <Button onClick={open}>{t('windows.agree')}</Button>}
    >
      {sites.length > 1 && (
        <Filters>
          <FilterSelect
            label={t('filter.site')}
            value={siteId}
            choices={sites}
            onChange={(chosen) =>
              void navigate({ to: '/maintenance-windows', search: chosen ? { siteId: chosen } : {}, replace: true })
            }
          />
        </Filters>
      )}
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {!windows && !error && <Waiting />}
      {windows?.length === 0 && <Empty title={t('windows.empty')}>{t('windows.emptyText')}</Empty>}
      {windows && windows.length > 0 && <WindowsTable windows={windows} />}
      <Dialog opened={isAgreeing} onClose={close} size="lg" title={t('windows.agree')}>
        <AgreeWindow siteId={siteId} onDone={close} />
      </Dialog>
    </Page>
  );
}

function WindowsTable({ windows }: { windows: readonly Window[] }) {
  const { t } = useWords('updates');
  const term = useTerm();
  const { nameOfSite } = useSites();
  const listed = useListed();
  const mayRemove = useMay('remove MaintenanceWindow');
  const daysOf = ({ weekdays }: Window) =>
    weekdays.length === WEEKDAYS.length ? t('windows.everyDay') : listed(weekdays.map((day) => term('Weekday', day)));
  return (
    <PlainTable
      label={t('windows.title')}
      rows={windows}
      keyOf={({ id }) => id}
      columns={[
        { key: 'name', header: t('windows.name'), cell: ({ name }) => <span dir="auto">{name}</span> },
        { key: 'site', header: t('filter.site'), cell: ({ siteId }) => <span dir="auto">{nameOfSite(siteId)}</span> },
        { key: 'days', header: t('windows.weekdays'), cell: (window) => daysOf(window) },
        {
          key: 'time',
          header: t('windows.time'),
          cell: ({ localStart, minutes, timeZone }) => (
            <Stack gap={0}>
              <span>{t('windows.from', { start: localStart, minutes })}</span>
              <Text size="sm" c="dimmed">
                {timeZone}
              </Text>
            </Stack>
          ),
        },
        {
          key: 'valid',
          header: t('windows.valid'),
          cell: ({ from, until }) => (
            <>
              <Day on={from} /> – {until && <Day on={until} />}
            </>
          ),
        },
        ...(mayRemove
          ? [
              {
                key: 'act',
                header: '',
                cell: ({ id }: Window) => <Remove windowId={id} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function Remove({ windowId }: { windowId: string }) {
  const { t } = useWords('updates');
  const act = useAct(RemoveWindow);
  return (
    <Confirm
      label={t('windows.remove')}
      title={t('windows.removeTitle')}
      act={act}
      isGrave
      onConfirm={() => act.mutate({ input: { windowId } })}
    >
      <Text>{t('windows.removeText')}</Text>
    </Confirm>
  );
}
