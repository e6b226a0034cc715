import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { nameOf, useLanguage, useWords } from '../../app/language.ts';
import type { useRows } from '../../app/queries.ts';
import { useSites } from '../../app/sites.ts';
import { RowsTable } from '../../ui/rows-table.tsx';
import type { PlannableAsset, PlannableAssetsQuery } from './plan.query.ts';
import type { ResultOf, VariablesOf } from 'gql.tada';

/** Devices that the package is about, as far as they were read. */
export type DeviceRows = ReturnType<
  typeof useRows<ResultOf<typeof PlannableAssetsQuery>, VariablesOf<typeof PlannableAssetsQuery>, PlannableAsset>
>;

interface DeviceChoiceProps {
  devices: DeviceRows;
  chosen: readonly string[];
  error: ReactNode;
  onChange: (assetIds: string[]) => void;
}

/** Single devices, in the order of the list: the first ones are in the first wave. */
export function DeviceChoice({ devices, chosen, error, onChange }: DeviceChoiceProps) {
  const { t } = useWords('updates');
  const language = useLanguage();
  const { nameOfSite } = useSites();
  return (
    <>
      {error && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {error}
        </Text>
      )}
      <RowsTable
        label={t('plan.devices')}
        list={devices}
        keyOf={({ id }) => id}
        selection={{
          selected: new Set(chosen),
          onChange: (selected) => onChange(devices.rows.filter(({ id }) => selected.has(id)).map(({ id }) => id)),
        }}
        columns={[
          {
            key: 'device',
            header: t('device'),
            width: 'minmax(10rem, 3fr)',
            cell: ({ name, release }) => (
              <span dir="auto">{name ?? `${nameOf(release.product, language)} ${release.version}`}</span>
            ),
          },
          {
            key: 'number',
            header: t('number'),
            width: 'minmax(7rem, 2fr)',
            cell: ({ serialNumber, lot }) => <bdi>{serialNumber ?? lot ?? '–'}</bdi>,
          },
          {
            key: 'place',
            header: t('place'),
            width: 'minmax(9rem, 3fr)',
            cell: ({ siteId, location }) => (
              <span dir="auto">{[nameOfSite(siteId), location].filter(Boolean).join(' · ')}</span>
            ),
          },
        ]}
        empty={{ title: t('plan.noDevices') }}
      />
    </>
  );
}
