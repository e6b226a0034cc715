import { Button, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { CHECKLIST_ANSWERS } from '../../app/choices.ts';
import type { Enumeration } from '../../app/graphql.ts';
import { useLanguage, useTerm, useWords } from '../../app/language.ts';
import { today } from '../updates/days.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';
import type { RequestOfPage } from './request.query.ts';

type Answer = Enumeration<'ChecklistAnswerValue'>;
interface Said {
  item: string;
  answer: Answer;
  confirmedOn: string;
  targetOn: string | null;
  remark: string | null;
}

interface ChecklistFormProps {
  items: NonNullable<RequestOfPage['round']>['items'];
  act: { isPending: boolean; error: Error | null; mutate: (variables: never) => void; reset: () => void };
  onSubmit: (words: string, checklist: Said[]) => void;
}

const LONGEST_REMARK = 2_000;

/** The vendor's answer, item by item: yes or no, and for a no by when. */
export function ChecklistForm({ items, act, onSubmit }: ChecklistFormProps) {
  const { t } = useWords('requests');
  const term = useTerm();
  const language = useLanguage();
  const [isOpen, { open, close }] = useDisclosure(false, { onOpen: act.reset });
  const form = useForm({
    initialValues: {
      confirmedOn: today(),
      words: '',
      said: items.map(({ id }) => ({ item: id, answer: 'YES' as Answer, targetOn: '', remark: '' })),
    },
    validate: {
      confirmedOn: (day) => (day ? null : t('rounds.dayMissing')),
      words: (words) => (words.trim() ? null : t('wordsMissing')),
    },
  });
  return (
    <>
      <Button onClick={open}>{t('answer')}</Button>
      <Dialog opened={isOpen} onClose={close} title={t('rounds.checklist.title')}>
        <ActForm
          form={form}
          act={act}
          submit={t('answer')}
          onCancel={close}
          onSubmit={({ confirmedOn, words, said }) =>
            onSubmit(
              words,
              said.map(({ item, answer, targetOn, remark }) => ({
                item,
                answer,
                confirmedOn,
                targetOn: answer === 'NO' && targetOn ? targetOn : null,
                remark: remark.trim() || null,
              })),
            )
          }
        >
          <Text size="sm">{t('rounds.checklist.source')}</Text>
          <DayInput label={t('rounds.confirmedOn')} {...form.getInputProps('confirmedOn')} />
          {items.map((item, place) => (
            <Stack key={item.id} gap={4} component="fieldset">
              <Text component="legend" size="sm" fw={600}>
                {item[language]}
              </Text>
              <SegmentedControl
                aria-label={item[language]}
                data={CHECKLIST_ANSWERS.map((value) => ({ value, label: term('ChecklistAnswerValue', value) }))}
                {...form.getInputProps(`said.${place}.answer`)}
              />
              {form.getValues().said[place]?.answer === 'NO' && (
                <DayInput label={t('rounds.targetOn')} {...form.getInputProps(`said.${place}.targetOn`)} />
              )}
              <TextInput
                label={t('rounds.remark')}
                maxLength={LONGEST_REMARK}
                {...form.getInputProps(`said.${place}.remark`)}
              />
            </Stack>
          ))}
          <Textarea label={t('words')} autosize minRows={2} {...form.getInputProps('words')} />
        </ActForm>
      </Dialog>
    </>
  );
}
