import { NumberInput, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { CONNECTIONS, SETTABLE_STATUSES } from '../../app/choices.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useSites } from '../../app/sites.ts';
import { ConnectionsField } from './connections-field.tsx';

/** What a hospital says of a device; the same when it adds one and when it changes one. */
export type AssetFacts = {
  siteId: string | null;
  name: string;
  serialNumber: string;
  lot: string;
  /** Words while the box is empty. */
  quantity: number | string;
  location: string;
  connections: string[];
  status: (typeof SETTABLE_STATUSES)[number];
};

export const NOTHING_SAID: AssetFacts = {
  siteId: null,
  name: '',
  serialNumber: '',
  lot: '',
  quantity: 1,
  location: '',
  connections: [],
  status: 'IN_USE',
};

/** As the API takes it: what is empty is said to be nothing. */
export const assetInputOf = (facts: AssetFacts) => ({
  siteId: facts.siteId ?? '',
  name: facts.name.trim() || null,
  serialNumber: facts.serialNumber.trim() || null,
  lot: facts.lot.trim() || null,
  quantity: Number(facts.quantity),
  location: facts.location.trim() || null,
  connections: CONNECTIONS.filter((connection) => facts.connections.includes(connection)),
  status: facts.status,
});

export const useAssetChecks = () => {
  const { t } = useWords('devices');
  return {
    siteId: (siteId: string | null) => (siteId ? null : t('asset.siteMissing')),
    quantity: (quantity: number | string) => (Number(quantity) >= 1 ? null : t('asset.quantityMissing')),
    connections: (connections: string[]) => (connections.length > 0 ? null : t('asset.connectionsMissing')),
  };
};

const MOST = 100_000;

export function AssetFields<Values extends AssetFacts>({ form }: { form: UseFormReturnType<Values> }) {
  const { t } = useWords('devices');
  const term = useTerm();
  const { active } = useSites();
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select label={t('asset.site')} withAsterisk data={active} {...form.getInputProps('siteId')} />
        <TextInput
          label={t('asset.location')}
          description={t('asset.locationHelp')}
          maxLength={200}
          {...form.getInputProps('location')}
        />
        <TextInput
          label={t('asset.serialNumber')}
          description={t('asset.serialNumberHelp')}
          maxLength={100}
          {...form.getInputProps('serialNumber')}
        />
        <TextInput
          label={t('asset.lot')}
          description={t('asset.lotHelp')}
          maxLength={100}
          {...form.getInputProps('lot')}
        />
        <NumberInput
          label={t('asset.quantity')}
          description={t('asset.quantityHelp')}
          min={1}
          max={MOST}
          allowDecimal={false}
          clampBehavior="strict"
          {...form.getInputProps('quantity')}
        />
        <TextInput
          label={t('asset.name')}
          description={t('asset.nameHelp')}
          maxLength={200}
          {...form.getInputProps('name')}
        />
      </SimpleGrid>
      <ConnectionsField form={form} />
      <Select
        maw={320}
        label={t('asset.status')}
        allowDeselect={false}
        data={SETTABLE_STATUSES.map((value) => ({
          value,
          label: term('AssetStatus', value),
        }))}
        {...form.getInputProps('status')}
      />
      {form.getValues().status === 'EVALUATING' && <Text size="sm">{t('asset.evaluatingHelp')}</Text>}
    </Stack>
  );
}
