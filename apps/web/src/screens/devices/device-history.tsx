import { List, Paper, Stack, Text, Title } from '@mantine/core';
import type { ResultOf } from 'gql.tada';
import { titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Day } from '../../ui/when.tsx';
import type { HistoryFields } from './handover-query.ts';

type History = ResultOf<typeof HistoryFields>;
type Period = History['periods'][number];
type Update = Period['updates'][number];

/** What the hospitals that had a device passed on of it, one after the other; none is named. */
export function DeviceHistory({ periods }: Pick<History, 'periods'>) {
  const { t } = useWords('handovers');
  return (
    <Stack component="ol" gap="sm" p={0} m={0}>
      {periods.map((period, place) => (
        <Paper component="li" withBorder p="md" key={place} style={{ listStyle: 'none' }}>
          <Stack gap="xs">
            <Title order={3} size="h5">
              {t('history.hospital', { number: place + 1 })}
            </Title>
            <OnePeriod period={period} />
          </Stack>
        </Paper>
      ))}
    </Stack>
  );
}

function OnePeriod({ period }: { period: Period }) {
  const { t } = useWords('handovers');
  const term = useTerm();
  const { since, handover, isLeftOut, releases, updates, notPassedOn } = period;
  return (
    <>
      <Text size="sm">
        {since && (
          <>
            {t('history.since')} <Day on={since} />
            {' · '}
          </>
        )}
        {term('HandoverKind', handover.kind)} <Day on={handover.on} />
      </Text>
      {isLeftOut && <Text size="sm">{t('history.leftOut')}</Text>}
      {releases.length > 0 && (
        <div>
          <Text size="sm" fw={650}>
            {t('history.releases')}
          </Text>
          <List size="sm">
            {releases.map(({ version, since: on }) => (
              <List.Item key={`${version} ${on}`}>
                <bdi>{version}</bdi> (<Day on={on} />)
              </List.Item>
            ))}
          </List>
        </div>
      )}
      {updates.length > 0 && <Updates updates={updates} />}
      {!isLeftOut && updates.length === 0 && <Text size="sm">{t('history.noUpdates')}</Text>}
      {notPassedOn > 0 && <Text size="sm">{t('history.notPassedOn', { count: notPassedOn })}</Text>}
    </>
  );
}

function Updates({ updates }: { updates: readonly Update[] }) {
  const { t } = useWords('handovers');
  const term = useTerm();
  const language = useLanguage();
  const days = (update: Update) =>
    (
      [
        ['APPLIED', update.appliedOn],
        ['VERIFIED', update.verifiedOn],
        ['ROLLED_BACK', update.rolledBackOn],
      ] as const
    ).filter((one): one is [(typeof one)[0], string] => one[1] !== null);
  return (
    <PlainTable
      label={t('history.updates')}
      rows={updates}
      keyOf={(update) => JSON.stringify(update)}
      columns={[
        {
          key: 'title',
          header: t('history.update'),
          cell: (update) => (
            <div>
              <bdi>{titleOf(update, language)}</bdi>
              <Text size="xs" c="dimmed" dir="auto">
                {update.vendorName}
              </Text>
            </div>
          ),
        },
        {
          key: 'versions',
          header: t('history.versions'),
          cell: ({ fromVersion, toVersion }) => <bdi>{[fromVersion, toVersion ?? '?'].join(' → ')}</bdi>,
        },
        {
          key: 'state',
          header: t('history.state'),
          cell: (update) => (
            <div>
              {days(update).map(([state, on]) => (
                <div key={state}>
                  {term('UpdateState', state)} <Day on={on} />
                </div>
              ))}
              <Text size="xs" c="dimmed">
                {term('UpdatePerformer', update.performer)}
                {update.countersignature !== 'NOT_NEEDED' && ` · ${term('Countersignature', update.countersignature)}`}
              </Text>
            </div>
          ),
        },
        {
          key: 'installed',
          header: t('history.installed'),
          cell: ({ installedSha256, isPublishedPackage }) =>
            installedSha256 && (
              <div>
                {t(isPublishedPackage ? 'history.published' : 'history.other')}
                <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
                  {installedSha256}
                </Text>
              </div>
            ),
        },
      ]}
    />
  );
}
