import { Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ANSWERS_TO } from '../../app/choices.ts';
import type { Enumeration } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useDeed } from '../../app/queries.ts';
import { ActForm } from '../../ui/form.tsx';
import { acknowledge, type OpenedLink } from './delegate.query.ts';

type Word = Enumeration<'ActionAnswerWord'>;

const LONGEST_NAME = 100;
const LONGEST_COMMENT = 2000;
/** Only a manager accepts a risk, signed in. */
const NEVER_BY_LINK: Word = 'ACCEPT_RISK';
const needsWords = (answer: Word | ''): boolean => answer === 'DEFERRED' || answer === 'REPLIED';

interface Values extends Record<string, unknown> {
  name: string;
  comment: string;
  answers: { action: Enumeration<'RequiredActionKind'>; answer: Word | ''; comment: string }[];
}

interface DelegateAnswerProps {
  secret: string;
  actions: OpenedLink['publication']['actions'];
  onDone: () => void;
}

/** The name of whoever acknowledges, as they type it, and an answer to each thing asked. */
export function DelegateAnswer({ secret, actions, onDone }: DelegateAnswerProps) {
  const { t } = useWords('chasing');
  const term = useTerm();
  const asked = actions.filter(({ kind }) => kind !== 'ACKNOWLEDGE');
  const form = useForm<Values>({
    initialValues: {
      name: '',
      comment: '',
      answers: asked.map(({ kind }) => ({ action: kind, answer: '', comment: '' })),
    },
    validate: {
      name: (name) => (name.trim() ? null : t('delegate.nameMissing')),
      answers: {
        answer: (answer) => (answer ? null : t('delegate.answerMissing')),
        comment: (comment, values, path) =>
          needsWords(values.answers[Number(path.split('.')[1])]?.answer ?? '') && !comment.trim()
            ? t('delegate.sayMore')
            : null,
      },
    },
  });
  const act = useDeed(
    ({ name, comment, answers }: Values) =>
      acknowledge(secret, {
        name: name.trim(),
        comment: comment.trim() || null,
        answers: answers.flatMap((one) =>
          one.answer ? [{ action: one.action, answer: one.answer, comment: one.comment.trim() || null }] : [],
        ),
      }),
    { onDone },
  );
  const { answers } = form.getValues();
  return (
    <ActForm form={form} act={act} submit={t('delegate.acknowledge')} onSubmit={(values) => act.mutate(values)}>
      {asked.map(({ kind }, place) => (
        <Stack key={kind} gap="xs">
          <Select
            label={term('RequiredActionKind', kind)}
            data={ANSWERS_TO[kind]
              .filter((value) => value !== NEVER_BY_LINK)
              .map((value) => ({ value, label: term('ActionAnswerWord', value) }))}
            {...form.getInputProps(`answers.${place}.answer`)}
          />
          {needsWords(answers[place]?.answer ?? '') && (
            <Textarea
              label={t('delegate.more')}
              autosize
              minRows={2}
              maxLength={LONGEST_COMMENT}
              {...form.getInputProps(`answers.${place}.comment`)}
            />
          )}
        </Stack>
      ))}
      <TextInput
        label={t('delegate.yourName')}
        description={t('delegate.yourNameHelp')}
        autoComplete="name"
        maxLength={LONGEST_NAME}
        {...form.getInputProps('name')}
      />
      <Textarea
        label={t('delegate.comment')}
        autosize
        minRows={2}
        maxLength={LONGEST_COMMENT}
        {...form.getInputProps('comment')}
      />
    </ActForm>
  );
}
