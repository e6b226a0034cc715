import { MultiSelect, Select, SimpleGrid, Stack, TagsInput, Text, TextInput, Title } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { COMPENSATING_CONTROLS, OWNERSHIPS } from '../../app/choices.ts';
import { useColleagues } from '../../app/colleagues.ts';
import type { Enumeration } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { DayInput } from '../../ui/day-input.tsx';
import type { AssetOfPage } from './asset-query.ts';
import { PartOfPicker } from './part-of-picker.tsx';

/** What a hospital writes of a device for itself alone, while it is typed. */
export type RecordFacts = {
  assetTag: string;
  department: string;
  responsibleId: string | null;
  partOfId: string | null;
  installedOn: string;
  ownership: Enumeration<'Ownership'>;
  ownerName: string;
  networkName: string;
  networkAddress: string;
  zone: string;
  exposedTo: string[];
  remoteMaintenance: string;
  controls: Enumeration<'CompensatingControl'>[];
};

export const recordOf = (asset: Pick<AssetOfPage, 'record'> | null): RecordFacts => {
  const record = asset?.record;
  return {
    assetTag: record?.assetTag ?? '',
    department: record?.department ?? '',
    responsibleId: record?.responsibleId ?? null,
    partOfId: record?.partOfId ?? null,
    installedOn: record?.installedOn ?? '',
    ownership: record?.ownership ?? 'OWNED',
    ownerName: record?.ownerName ?? '',
    networkName: record?.networkName ?? '',
    networkAddress: record?.networkAddress ?? '',
    zone: record?.zone ?? '',
    exposedTo: record?.exposedTo ?? [],
    remoteMaintenance: record?.remoteMaintenance ?? '',
    controls: record?.controls ?? [],
  };
};

/** As the API takes it: what is empty is said to be nothing. */
export const recordInputOf = ({ ownership, exposedTo, controls, responsibleId, partOfId, ...texts }: RecordFacts) => {
  const said = (text: string) => text.trim() || null;
  return {
    ownership,
    exposedTo,
    controls,
    responsibleId,
    partOfId,
    assetTag: said(texts.assetTag),
    department: said(texts.department),
    installedOn: said(texts.installedOn),
    ownerName: ownership === 'OWNED' ? null : said(texts.ownerName),
    networkName: said(texts.networkName),
    networkAddress: said(texts.networkAddress),
    zone: said(texts.zone),
    remoteMaintenance: said(texts.remoteMaintenance),
  };
};

const MOST_NEIGHBOURS = 20;

interface RecordFieldsProps<Values> {
  form: UseFormReturnType<Values>;
  /** Null: it is not there yet. */
  assetId: string | null;
}

export function RecordFields<Values extends { siteId: string | null; record: RecordFacts }>({
  form,
  assetId,
}: RecordFieldsProps<Values>) {
  const { t } = useWords('devices');
  const term = useTerm();
  const { siteId, record } = form.getValues();
  const { ownership, responsibleId, partOfId } = record;
  const colleagues = useColleagues();
  return (
    <Stack component="section" aria-labelledby="asset-record">
      <div>
        <Title order={2} size="h4" id="asset-record">
          {t('record.title')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('record.lead')}
        </Text>
      </div>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t('record.assetTag')} maxLength={100} {...form.getInputProps('record.assetTag')} />
        <TextInput label={t('record.department')} maxLength={100} {...form.getInputProps('record.department')} />
        <Select
          label={t('record.responsible')}
          description={t('record.responsibleHelp')}
          searchable
          clearable
          data={colleagues
            .filter(({ id, state }) => state === 'ACTIVE' || id === responsibleId)
            .map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('record.responsibleId')}
        />
        <DayInput label={t('record.installedOn')} {...form.getInputProps('record.installedOn')} />
        <Select
          label={t('record.ownership')}
          allowDeselect={false}
          data={OWNERSHIPS.map((value) => ({ value, label: term('Ownership', value) }))}
          {...form.getInputProps('record.ownership')}
        />
        {ownership !== 'OWNED' && (
          <TextInput
            label={t('record.ownerName')}
            description={t('record.ownerNameHelp')}
            maxLength={200}
            {...form.getInputProps('record.ownerName')}
          />
        )}
        <TextInput label={t('record.networkName')} maxLength={253} {...form.getInputProps('record.networkName')} />
        <TextInput
          label={t('record.networkAddress')}
          description={t('record.networkAddressHelp')}
          maxLength={60}
          {...form.getInputProps('record.networkAddress')}
        />
        <TextInput
          label={t('record.zone')}
          description={t('record.zoneHelp')}
          maxLength={100}
          {...form.getInputProps('record.zone')}
        />
        <TagsInput
          label={t('record.exposedTo')}
          description={t('record.exposedToHelp')}
          maxTags={MOST_NEIGHBOURS}
          acceptValueOnBlur
          {...form.getInputProps('record.exposedTo')}
        />
        <TextInput
          label={t('record.remoteMaintenance')}
          description={t('record.remoteMaintenanceHelp')}
          maxLength={500}
          {...form.getInputProps('record.remoteMaintenance')}
        />
        <PartOfPicker
          assetId={assetId}
          siteId={siteId}
          value={partOfId}
          error={form.errors['record.partOfId']}
          onChange={(chosen) => form.setFieldValue('record.partOfId', chosen as never)}
        />
        <MultiSelect
          label={t('record.controls')}
          data={COMPENSATING_CONTROLS.map((value) => ({ value, label: term('CompensatingControl', value) }))}
          {...form.getInputProps('record.controls')}
        />
      </SimpleGrid>
    </Stack>
  );
}
