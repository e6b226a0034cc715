import { Select, Text, Textarea, TextInput } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import { URGENCIES } from '../../app/choices.ts';
import { useTerm, useWords } from '../../app/language.ts';

const LONGEST_TITLE = 200;
const LONGEST_WORDS = 20_000;

interface QuestionFieldsProps {
  inputOf: (field: 'urgency' | 'title' | 'words') => GetInputPropsReturnType;
}

/** What is asked, and how soon an answer is needed. */
export function QuestionFields({ inputOf }: QuestionFieldsProps) {
  const { t } = useWords('requests');
  const term = useTerm();
  return (
    <>
      <Select
        label={t('urgency')}
        allowDeselect={false}
        data={URGENCIES.map((value) => ({ value, label: term('RequestUrgency', value) }))}
        {...inputOf('urgency')}
      />
      <TextInput label={t('titleOfRequest')} maxLength={LONGEST_TITLE} {...inputOf('title')} />
      <Textarea label={t('ask.question')} autosize minRows={6} maxLength={LONGEST_WORDS} {...inputOf('words')} />
      <Text size="sm" c="dimmed">
        {t('ask.plainText')}
      </Text>
    </>
  );
}
