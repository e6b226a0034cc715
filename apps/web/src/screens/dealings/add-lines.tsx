import { NumberInput, Select, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDraft } from '../../app/drafts.ts';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useViewer } from '../../app/session.ts';
import { ActForm } from '../../ui/form.tsx';
import { OwnReleasePicker } from '../../ui/own-release-picker.tsx';
import { usePartners } from '../../app/partners.ts';

const ListInstalledBase = graphql(`
  mutation ListInstalledBase($input: ListInstalledBaseInput!) {
    listInstalledBase(input: $input) {
      newCount
    }
  }
`);

const MOST_LINES = 1_000;
const LONGEST_SERIAL = 100;
const MOST_DEVICES = 100_000;

/** One a line; empty lines and repeated ones are left out. */
const serialsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

/** Devices of one release at one hospital: by their serial numbers, or how many. */
export function AddLines({ onDone }: { onDone: () => void }) {
  const { t } = useWords('dealings');
  const partners = usePartners();
  const form = useForm({
    initialValues: { hospitalId: '', releaseId: '', serials: '', quantity: 1 as number | string },
    validate: {
      hospitalId: (id) => (id ? null : t('base.hospitalMissing')),
      releaseId: (id) => (id ? null : t('base.releaseMissing')),
      serials(text) {
        const serials = serialsOf(text);
        if (serials.length > MOST_LINES) return t('base.tooMany', { most: MOST_LINES });
        const tooLong = serials.find((serial) => serial.length > LONGEST_SERIAL);
        return tooLong ? t('base.serialTooLong', { start: tooLong.slice(0, 20), most: LONGEST_SERIAL }) : null;
      },
      quantity: (quantity, { serials }) =>
        serialsOf(serials).length > 0 || Number(quantity) >= 1 ? null : t('base.quantityMissing'),
    },
  });
  const draft = useDraft('installed-base', useViewer().userId, form);
  const add = useAct(ListInstalledBase, {
    onDone: () => {
      draft.forget();
      onDone();
    },
  });
  const serials = serialsOf(form.values.serials);
  return (
    <ActForm
      form={form}
      act={add}
      submit={t('base.add')}
      onCancel={onDone}
      onSubmit={({ hospitalId, releaseId, quantity }) =>
        add.mutate({
          input: {
            lines:
              serials.length > 0
                ? serials.map((serialNumber) => ({ hospitalId, releaseId, serialNumber, quantity: 1 }))
                : [{ hospitalId, releaseId, quantity: Number(quantity) }],
          },
        })
      }
    >
      <Text size="sm">{t('base.addText')}</Text>
      <Select
        label={t('relationships.hospital')}
        searchable
        nothingFoundMessage={t('base.noHospital')}
        data={partners.active.map(({ organisationId, label }) => ({ value: organisationId, label }))}
        {...form.getInputProps('hospitalId')}
      />
      <OwnReleasePicker
        label={t('base.release')}
        value={form.values.releaseId}
        error={form.errors['releaseId']}
        onChange={(releaseId = '') => form.setFieldValue('releaseId', releaseId)}
      />
      <Textarea
        label={t('base.serials')}
        description={t('base.serialsHelp')}
        autosize
        minRows={3}
        maxRows={10}
        {...form.getInputProps('serials')}
      />
      {serials.length === 0 && (
        <NumberInput
          label={t('base.quantity')}
          min={1}
          max={MOST_DEVICES}
          allowDecimal={false}
          {...form.getInputProps('quantity')}
        />
      )}
    </ActForm>
  );
}
