import { Select, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { PERFORMERS } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { usePartners } from '../../app/partners.ts';
import { useAct } from '../../app/queries.ts';
import { ActForm } from '../../ui/form.tsx';
import { InstalledHash } from './installed-hash.tsx';
import { LONGEST_NOTE } from './note-form.tsx';

const ReportMutation = graphql(`
  mutation ReportUpdate($input: ReportUpdateInput!) {
    reportUpdate(input: $input) {
      report {
        id
      }
    }
  }
`);

const LONGEST_SERIAL = 100;
const OF_VENDOR = PERFORMERS.filter((one) => one !== 'HOSPITAL');

interface ReportUpdateProps {
  publicationId: string;
  onDone: () => void;
  onCancel: () => void;
}

/** The vendor's word by serial number. Whether the hospital has such a device it does not learn. */
export function ReportUpdate({ publicationId, onDone, onCancel }: ReportUpdateProps) {
  const { t } = useWords('updates');
  const term = useTerm();
  const { active } = usePartners();
  const form = useForm({
    initialValues: {
      hospitalId: '',
      serialNumber: '',
      performer: 'VENDOR_ON_SITE' as (typeof OF_VENDOR)[number],
      installedSha256: '',
      note: '',
    },
    validate: {
      hospitalId: (id) => (id ? null : t('report.hospitalMissing')),
      serialNumber: (serial) => (serial.trim() ? null : t('report.serialMissing')),
    },
  });
  const act = useAct(ReportMutation, { onDone });
  return (
    <ActForm
      form={form}
      act={act}
      submit={t('report.submit')}
      onCancel={onCancel}
      onSubmit={({ installedSha256, note, serialNumber, ...values }) =>
        act.mutate({
          input: {
            ...values,
            publicationId,
            serialNumber: serialNumber.trim(),
            installedSha256: installedSha256.trim() || null,
            note: note.trim() || null,
          },
        })
      }
    >
      <Text size="sm">{t('report.lead')}</Text>
      <Select
        label={t('report.hospital')}
        withAsterisk
        searchable
        data={active.map(({ organisationId, label }) => ({ value: organisationId, label }))}
        {...form.getInputProps('hospitalId')}
      />
      <TextInput
        label={t('report.serialNumber')}
        withAsterisk
        maxLength={LONGEST_SERIAL}
        {...form.getInputProps('serialNumber')}
      />
      <Select
        label={t('performer')}
        allowDeselect={false}
        data={OF_VENDOR.map((value) => ({ value, label: term('UpdatePerformer', value) }))}
        {...form.getInputProps('performer')}
      />
      <InstalledHash
        input={form.getInputProps('installedSha256')}
        onHash={(hash) => form.setFieldValue('installedSha256', hash)}
      />
      <Textarea
        label={t('form.note')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={LONGEST_NOTE}
        {...form.getInputProps('note')}
      />
    </ActForm>
  );
}
