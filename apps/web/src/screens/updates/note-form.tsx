import { Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTerm, useWords } from '../../app/language.ts';
import { ActForm } from '../../ui/form.tsx';
import { type Chosen, type Deed, type StepResult, useCountersign, useDecideWithdrawn } from './update-deeds.ts';

export const LONGEST_NOTE = 2_000;

interface NoteFormProps {
  deed: Exclude<Deed, { kind: 'step' }>;
  updates: readonly Chosen[];
  onDone: (results: readonly StepResult[]) => void;
  onCancel: () => void;
}

/** A countersignature, or what becomes of an update whose package was withdrawn: with the words that it needs. */
export function NoteForm({ deed, updates, onDone, onCancel }: NoteFormProps) {
  const { t } = useWords('updates');
  const term = useTerm();
  const countersign = useCountersign(deed.kind === 'countersign' ? deed.verdict : 'COUNTERSIGNED', { onDone });
  const decide = useDecideWithdrawn(deed.kind === 'decide' ? deed.decision : 'KEEP', { onDone });
  const isNeeded = deed.kind === 'decide' || deed.verdict === 'DISPUTED';
  const act = deed.kind === 'decide' ? decide : countersign;
  const form = useForm({
    initialValues: { note: '' },
    validate: { note: (note) => (isNeeded && !note.trim() ? t('form.noteMissing') : null) },
  });
  return (
    <ActForm
      form={form}
      act={act}
      submit={deed.kind === 'decide' ? term('WithdrawalDecision', deed.decision) : t(`countersign.${deed.verdict}`)}
      onCancel={onCancel}
      onSubmit={({ note }) => act.mutate({ updates, note: note.trim() })}
    >
      <Text>{t(deed.kind === 'decide' ? `decide.${deed.decision}` : `countersign.text.${deed.verdict}`)}</Text>
      <Textarea
        label={t(isNeeded ? 'form.reason' : 'form.note')}
        withAsterisk={isNeeded}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={LONGEST_NOTE}
        {...form.getInputProps('note')}
      />
    </ActForm>
  );
}
