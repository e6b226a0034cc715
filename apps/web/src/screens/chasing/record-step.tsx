import { Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { type Enumeration, graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { ActForm } from '../../ui/form.tsx';

const RecordChase = graphql(`
  mutation RecordChase($input: RecordChaseInput!) {
    recordChase(input: $input) {
      step {
        id
      }
    }
  }
`);

const OUTCOMES = ['REACHED', 'NOT_REACHED', 'GIVEN_UP'] as const satisfies readonly Enumeration<'ChaseOutcome'>[];
const LONGEST_NAME = 100;
const LONGEST_WORDS = 2000;
const localMinute = (at: Date) => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

interface Values extends Record<string, unknown> {
  outcome: Enumeration<'ChaseOutcome'>;
  reachedName: string;
  reachedAt: string;
  words: string;
}

/** Who was reached, when, and what was said. */
export function RecordStep({ stepId, onClose }: { stepId: string; onClose: () => void }) {
  const { t } = useWords('chasing');
  const term = useTerm();
  const act = useAct(RecordChase, { onDone: onClose });
  const [now] = useState(() => localMinute(new Date()));
  const form = useForm<Values>({
    initialValues: { outcome: 'REACHED', reachedName: '', reachedAt: now, words: '' },
    validate: {
      reachedName: (name, { outcome }) => (outcome === 'REACHED' && !name.trim() ? t('record.nameMissing') : null),
      reachedAt: (at) => (at ? null : t('record.atMissing')),
      words: (words) => (words.trim() ? null : t('record.wordsMissing')),
    },
  });
  return (
    <ActForm
      form={form}
      act={act}
      submit={t('record.submit')}
      onCancel={onClose}
      onSubmit={({ outcome, reachedName, reachedAt, words }) =>
        act.mutate({
          input: {
            stepId,
            outcome,
            reachedName: reachedName.trim() || null,
            reachedAt: new Date(reachedAt).toISOString(),
            words: words.trim(),
          },
        })
      }
    >
      <Radio.Group label={t('record.outcome')} {...form.getInputProps('outcome')}>
        <Stack gap="xs" mt="xs">
          {OUTCOMES.map((value) => (
            <Radio key={value} value={value} label={term('ChaseOutcome', value)} />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label={t('record.name')}
        description={t('record.nameHelp')}
        maxLength={LONGEST_NAME}
        {...form.getInputProps('reachedName')}
      />
      <TextInput type="datetime-local" label={t('record.at')} {...form.getInputProps('reachedAt')} />
      <Textarea
        label={t('record.words')}
        description={t('record.wordsHelp')}
        autosize
        minRows={3}
        maxLength={LONGEST_WORDS}
        {...form.getInputProps('words')}
      />
    </ActForm>
  );
}
