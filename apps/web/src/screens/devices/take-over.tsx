import { Button, Select, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { CONNECTIONS, SETTABLE_STATUSES } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { useSites } from '../../app/sites.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';
import { useAssetChecks } from './asset-fields.tsx';
import { type AssetOfPage, AssetQuery } from './asset-query.ts';
import { ConnectionsField } from './connections-field.tsx';
import type { HandoverOfPage } from './handover-query.ts';

const TakeOverMutation = graphql(`
  mutation TakeOverHandover($input: TakeOverHandoverInput!) {
    takeOverHandover(input: $input) {
      handover {
        id
        assetId
      }
    }
  }
`);

/** Takes a device over, and says where it is from now on; one that was lent is where it was, unless said otherwise. */
export function TakeOver({ handover }: { handover: HandoverOfPage }) {
  const { t } = useWords('handovers');
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <>
      <Button onClick={open}>{t('takeOver.do')}</Button>
      <Dialog opened={isOpen} onClose={close} size="lg" title={t('takeOver.do')}>
        {handover.assetId ? (
          <Returned handoverId={handover.id} assetId={handover.assetId} onCancel={close} />
        ) : (
          <TakeOverForm handoverId={handover.id} asset={null} onCancel={close} />
        )}
      </Dialog>
    </>
  );
}

interface FormProps {
  handoverId: string;
  /** What was lent, and is on the own books. */
  asset: AssetOfPage | null;
  onCancel: () => void;
}

function Returned({ assetId, ...props }: Omit<FormProps, 'asset'> & { assetId: string }) {
  const { data } = useAnswer(AssetQuery, { id: assetId }, { refreshes: false });
  return data ? <TakeOverForm {...props} asset={data.asset} /> : null;
}

function TakeOverForm({ handoverId, asset, onCancel }: FormProps) {
  const { t } = useWords('handovers');
  const { t: devices } = useWords('devices');
  const term = useTerm();
  const navigate = useNavigate();
  const { active } = useSites();
  const { siteId, connections } = useAssetChecks();
  const form = useForm({
    initialValues: {
      siteId: asset?.siteId ?? null,
      name: asset?.name ?? '',
      location: asset?.location ?? '',
      connections: asset ? [...asset.connections] : ([] as string[]),
      status: 'IN_USE' as (typeof SETTABLE_STATUSES)[number],
    },
    validate: { siteId, connections },
  });
  const act = useAct(TakeOverMutation, {
    async onDone({ takeOverHandover }) {
      const { assetId } = takeOverHandover.handover;
      if (assetId) await navigate({ to: '/assets/$assetId', params: { assetId } });
    },
  });
  return (
    <ActForm
      form={form}
      act={act}
      submit={t('takeOver.do')}
      onCancel={onCancel}
      onSubmit={(values) =>
        act.mutate({
          input: {
            handoverId,
            siteId: values.siteId ?? '',
            name: values.name.trim() || null,
            location: values.location.trim() || null,
            connections: CONNECTIONS.filter((connection) => values.connections.includes(connection)),
            status: values.status,
          },
        })
      }
    >
      <Text size="sm">{t('takeOver.text')}</Text>
      <Select label={devices('asset.site')} withAsterisk data={active} {...form.getInputProps('siteId')} />
      <TextInput
        label={devices('asset.location')}
        description={devices('asset.locationHelp')}
        maxLength={200}
        {...form.getInputProps('location')}
      />
      <TextInput
        label={devices('asset.name')}
        description={devices('asset.nameHelp')}
        maxLength={200}
        {...form.getInputProps('name')}
      />
      <ConnectionsField form={form} />
      <Select
        label={devices('asset.status')}
        allowDeselect={false}
        data={SETTABLE_STATUSES.map((value) => ({ value, label: term('AssetStatus', value) }))}
        {...form.getInputProps('status')}
      />
    </ActForm>
  );
}
