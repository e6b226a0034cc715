import { Select, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { OUTSIDE_MEANS } from '../../app/choices.ts';
import { useDraft } from '../../app/drafts.ts';
import { type Enumeration, graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { ActForm } from '../../ui/form.tsx';

const RecordOutsideRecipient = graphql(`
  mutation RecordOutsideRecipient($input: RecordOutsideRecipientInput!) {
    recordOutsideRecipient(input: $input) {
      publication {
        id
      }
    }
  }
`);

type Values = {
  hospitalName: string;
  means: Enumeration<'OutsideMeans'>;
  sentOn: string;
  respondedOn: string;
  note: string;
};

interface OutsideRecipientFormProps {
  publicationId: string;
  userId: string | null;
  onClose: () => void;
}

export function OutsideRecipientForm({ publicationId, userId, onClose }: OutsideRecipientFormProps) {
  const { t } = useWords('vendor');
  const term = useTerm();
  const form = useForm<Values>({
    initialValues: { hospitalName: '', means: 'POST', sentOn: '', respondedOn: '', note: '' },
    validate: {
      hospitalName: (name) => (name.trim() ? null : t('outside.hospitalMissing')),
      sentOn: (day) => (day ? null : t('outside.sentOnMissing')),
    },
  });
  const { forget } = useDraft(`outside-recipient:${publicationId}`, userId, form);
  const act = useAct(RecordOutsideRecipient, {
    onDone() {
      forget();
      onClose();
    },
  });
  return (
    <ActForm
      form={form}
      act={act}
      submit={t('outside.submit')}
      onCancel={onClose}
      onSubmit={({ hospitalName, means, sentOn, respondedOn, note }) =>
        act.mutate({
          input: {
            publicationId,
            hospitalName: hospitalName.trim(),
            means,
            sentOn,
            respondedOn: respondedOn || null,
            note: note.trim() || null,
          },
        })
      }
    >
      <TextInput
        label={t('outside.hospitalName')}
        withAsterisk
        maxLength={200}
        data-autofocus
        {...form.getInputProps('hospitalName')}
      />
      <Select
        label={t('outside.means')}
        allowDeselect={false}
        data={OUTSIDE_MEANS.map((value) => ({ value, label: term('OutsideMeans', value) }))}
        {...form.getInputProps('means')}
      />
      <DayInput label={t('outside.sentOn')} withAsterisk {...form.getInputProps('sentOn')} />
      <DayInput
        label={t('outside.respondedOn')}
        description={t('outside.respondedOnHelp')}
        {...form.getInputProps('respondedOn')}
      />
      <Textarea
        label={t('outside.note')}
        description={t('outside.noteHelp')}
        autosize
        minRows={2}
        maxLength={2000}
        {...form.getInputProps('note')}
      />
    </ActForm>
  );
}
