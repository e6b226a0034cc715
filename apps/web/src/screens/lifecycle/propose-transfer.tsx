import { ActionIcon, Button, Divider, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconX } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { TRANSFER_ITEM_KINDS } from '../../app/choices.ts';
import { useDraft } from '../../app/drafts.ts';
import { type Enumeration, graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { usePartners } from '../../app/partners.ts';
import { useAct } from '../../app/queries.ts';
import { useViewer } from '../../app/session.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { ActForm } from '../../ui/form.tsx';
import { OwnReleasePicker } from '../../ui/own-release-picker.tsx';

const ProposeMutation = graphql(`
  mutation ProposeTransfer($input: ProposeTransferInput!) {
    proposeTransfer(input: $input) {
      transfer {
        id
      }
    }
  }
`);

export const LONGEST_ITEM = 2_000;
const MOST_ITEMS = 20;

interface Item {
  kind: Enumeration<'TransferItemKind'>;
  text: string;
  effectiveOn: string;
}

const NEW_ITEM: Item = { kind: 'LAST_UPDATES', text: '', effectiveOn: '' };

/** What is to pass over to a hospital: one item for each thing, so that each can be answered by itself. */
export function ProposeTransfer({ onCancel }: { onCancel: () => void }) {
  const { t } = useWords('lifecycle');
  const term = useTerm();
  const navigate = useNavigate();
  const partners = usePartners();
  const form = useForm({
    initialValues: { hospitalId: '', releaseId: '', items: [NEW_ITEM] },
    validate: {
      hospitalId: (id) => (id ? null : t('transfers.hospitalMissing')),
      releaseId: (id) => (id ? null : t('transfers.releaseMissing')),
      items: {
        text: (text) => (text.trim() ? null : t('transfers.textMissing')),
        effectiveOn: (day) => (day ? null : t('decide.dayMissing')),
      },
    },
  });
  const draft = useDraft('propose-transfer', useViewer().userId, form);
  const act = useAct(ProposeMutation, {
    async onDone({ proposeTransfer }) {
      draft.forget();
      await navigate({ to: '/transfers/$transferId', params: { transferId: proposeTransfer.transfer.id } });
    },
  });
  return (
    <ActForm
      form={form}
      act={act}
      submit={t('transfers.propose')}
      onCancel={onCancel}
      onSubmit={({ items, ...values }) =>
        act.mutate({ input: { ...values, items: items.map((item) => ({ ...item, text: item.text.trim() })) } })
      }
    >
      <Text size="sm">{t('transfers.proposeText')}</Text>
      <Select
        label={t('transfers.hospital')}
        withAsterisk
        searchable
        data={partners.active.map(({ organisationId, label }) => ({ value: organisationId, label }))}
        {...form.getInputProps('hospitalId')}
      />
      <OwnReleasePicker
        label={t('timeline.release')}
        withAsterisk
        value={form.values.releaseId}
        error={form.errors['releaseId']}
        onChange={(releaseId = '') => form.setFieldValue('releaseId', releaseId)}
      />
      {form.values.items.map((_, place) => (
        <Stack key={place} gap="xs" role="group" aria-label={t('transfers.item', { number: place + 1 })}>
          <Divider
            label={
              <Group gap="xs">
                {t('transfers.item', { number: place + 1 })}
                {form.values.items.length > 1 && (
                  <ActionIcon
                    variant="subtle"
                    size="sm"
                    aria-label={t('transfers.removeItem', { number: place + 1 })}
                    onClick={() => form.removeListItem('items', place)}
                  >
                    <IconX size={16} aria-hidden />
                  </ActionIcon>
                )}
              </Group>
            }
            labelPosition="left"
          />
          <Group grow align="flex-start">
            <Select
              label={t('transfers.kind')}
              allowDeselect={false}
              data={TRANSFER_ITEM_KINDS.map((value) => ({ value, label: term('TransferItemKind', value) }))}
              {...form.getInputProps(`items.${place}.kind`)}
            />
            <DayInput
              label={t('transfers.effectiveOn')}
              withAsterisk
              {...form.getInputProps(`items.${place}.effectiveOn`)}
            />
          </Group>
          <Textarea
            label={t('transfers.text')}
            withAsterisk
            autosize
            minRows={2}
            maxLength={LONGEST_ITEM}
            {...form.getInputProps(`items.${place}.text`)}
          />
        </Stack>
      ))}
      {form.values.items.length < MOST_ITEMS && (
        <div>
          <Button variant="default" size="xs" onClick={() => form.insertListItem('items', NEW_ITEM)}>
            {t('transfers.addItem')}
          </Button>
        </div>
      )}
    </ActForm>
  );
}
