import { Button, MultiSelect, Select, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { CONNECTIONS } from '../../app/choices.ts';
import { type Enumeration, graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { useSites } from '../../app/sites.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';

const AssetsOfReleaseQuery = graphql(`
  query AssetsOfRelease($releaseId: ID!, $search: String) {
    assets(first: 20, releaseId: $releaseId, search: $search) {
      edges {
        node {
          id
          name
          serialNumber
          location
          siteId
        }
      }
    }
  }
`);

const ConfirmInstalledBaseLine = graphql(`
  mutation ConfirmInstalledBaseLine($input: ConfirmInstalledBaseLineInput!) {
    confirmInstalledBaseLine(input: $input) {
      line {
        id
      }
    }
  }
`);

const LONGEST = 200;
const TYPING_MS = 200;

interface ConfirmLineProps {
  line: { id: string; siteId: string | null; release: { id: string } };
}

/** The hospital has the device: it is one that is registered already, or becomes one. */
export function ConfirmLine({ line }: ConfirmLineProps) {
  const { t } = useWords('dealings');
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <>
      <Button onClick={open}>{t('base.confirm')}</Button>
      <Dialog opened={isOpen} onClose={close} title={t('base.confirmTitle')}>
        <ConfirmForm line={line} onDone={close} />
      </Dialog>
    </>
  );
}

function ConfirmForm({ line, onDone }: ConfirmLineProps & { onDone: () => void }) {
  const { t } = useWords('dealings');
  const term = useTerm();
  const sites = useSites();
  const confirm = useAct(ConfirmInstalledBaseLine, { onDone });
  const form = useForm({
    initialValues: {
      assetId: '',
      siteId: line.siteId ?? '',
      connections: [] as Enumeration<'ConnectionKind'>[],
      name: '',
      location: '',
    },
    validate: {
      siteId: (siteId, { assetId }) => (assetId || siteId ? null : t('base.siteMissing')),
      connections: (chosen, { assetId }) => (assetId || chosen.length > 0 ? null : t('base.connectionsMissing')),
    },
  });
  const isKnown = Boolean(form.values.assetId);
  return (
    <ActForm
      form={form}
      act={confirm}
      submit={t('base.confirm')}
      onCancel={onDone}
      onSubmit={({ assetId, siteId, connections, name, location }) =>
        confirm.mutate({
          input: assetId
            ? { lineId: line.id, assetId }
            : {
                lineId: line.id,
                siteId,
                connections,
                name: name.trim() || null,
                location: location.trim() || null,
              },
        })
      }
    >
      <Text size="sm">{t('base.confirmText')}</Text>
      <AssetPicker releaseId={line.release.id} {...form.getInputProps('assetId')} />
      {!isKnown && (
        <>
          <Select label={t('base.site')} data={sites.active} {...form.getInputProps('siteId')} />
          <MultiSelect
            label={t('base.connections')}
            data={CONNECTIONS.map((value) => ({ value, label: term('ConnectionKind', value) }))}
            {...form.getInputProps('connections')}
          />
          <TextInput label={t('base.name')} maxLength={LONGEST} {...form.getInputProps('name')} />
          <TextInput label={t('base.location')} maxLength={LONGEST} {...form.getInputProps('location')} />
        </>
      )}
    </ActForm>
  );
}

interface AssetPickerProps {
  releaseId: string;
  value?: string;
  onChange?: (assetId: string) => void;
}

/** One of the hospital's devices of the release, searched as one types: of a pump there may be thousands. */
function AssetPicker({ releaseId, value = '', onChange, ...input }: AssetPickerProps) {
  const { t } = useWords('dealings');
  const sites = useSites();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  const [settled] = useDebouncedValue(typed.trim(), TYPING_MS);
  // What is chosen stands in the box, and is not what one searches.
  const search = settled === '' || settled === chosen?.label ? null : settled;
  const { data, isFetching } = useAnswer(AssetsOfReleaseQuery, { releaseId, search }, { refreshes: false });
  const hits = (data?.assets.edges ?? []).map(({ node: { id, name, serialNumber, siteId, location } }) => ({
    value: id,
    label: [name, serialNumber, sites.nameOfSite(siteId), location].filter(Boolean).join(' · ') || id,
  }));
  return (
    <Select
      {...input}
      label={t('base.asset')}
      placeholder={t('base.newAsset')}
      clearable
      searchable
      maxLength={LONGEST}
      nothingFoundMessage={isFetching ? t('common:loading') : t('base.noAsset')}
      data={chosen && !hits.some((one) => one.value === chosen.value) ? [chosen, ...hits] : hits}
      filter={({ options }) => options}
      value={value || null}
      onChange={(assetId) => {
        setChosen(hits.find((one) => one.value === assetId) ?? null);
        onChange?.(assetId ?? '');
      }}
      onSearchChange={setTyped}
    />
  );
}
