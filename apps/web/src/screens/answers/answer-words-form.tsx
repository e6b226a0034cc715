import { Button, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useWords } from '../../app/language.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';

const LONGEST_TITLE = 200;
const LONGEST_WORDS = 20_000;

type AnswerWords = Record<'title' | 'question' | 'words', string>;

interface AnswerWordsFormProps {
  label: string;
  /** What it begins with. */
  initial: AnswerWords;
  act: { isPending: boolean; error: Error | null; mutate: (variables: never) => void; reset: () => void };
  onSubmit: (words: AnswerWords) => void;
}

/** The words of an answer to all, which do not lead to who asked. */
export function AnswerWordsForm({ label, initial, act, onSubmit }: AnswerWordsFormProps) {
  const { t } = useWords('answers');
  const [isOpen, { open, close }] = useDisclosure(false, { onOpen: act.reset });
  const missing = (words: string) => (words.trim() ? null : t('missing'));
  const form = useForm({ initialValues: initial, validate: { title: missing, question: missing, words: missing } });
  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          form.setValues(initial);
          open();
        }}
      >
        {label}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={label} size="lg">
        <ActForm form={form} act={act} submit={t('propose')} onCancel={close} onSubmit={onSubmit}>
          <Text>{t('proposeText')}</Text>
          <TextInput label={t('subject')} maxLength={LONGEST_TITLE} {...form.getInputProps('title')} />
          <Textarea
            label={t('question')}
            description={t('questionHelp')}
            autosize
            minRows={3}
            maxLength={LONGEST_WORDS}
            {...form.getInputProps('question')}
          />
          <Textarea
            label={t('answer')}
            autosize
            minRows={5}
            maxLength={LONGEST_WORDS}
            {...form.getInputProps('words')}
          />
        </ActForm>
      </Dialog>
    </>
  );
}
