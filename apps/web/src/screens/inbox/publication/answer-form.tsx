import { Checkbox, Group, Radio, Stack, Textarea } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { ANSWERS_TO } from '../../../app/choices.ts';
import { useDraft } from '../../../app/drafts.ts';
import type { Enumeration } from '../../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../../app/language.ts';
import { useViewer } from '../../../app/session.ts';
import { ActForm } from '../../../ui/form.tsx';
import { type DeliveryOfPage, derivedAnswers, type SiteOfDelivery } from './delivery.ts';
import { type Refused, useAnswering } from './use-answering.ts';

type Action = Enumeration<'RequiredActionKind'>;
type Word = Enumeration<'ActionAnswerWord'>;

interface Values extends Record<string, unknown> {
  siteIds: string[];
  answers: { action: Action; answer: Word | ''; comment: string }[];
  comment: string;
}

interface AnswerFormProps {
  delivery: DeliveryOfPage;
  /** The sites that can be answered for; several are offered to be chosen among. */
  sites: readonly SiteOfDelivery[];
  chosen: readonly SiteOfDelivery[];
  /** The site that it is asked for by itself: what was begun for one is not recorded for another. */
  only?: string | null;
  /** What the site said before, where it is corrected. */
  former?: SiteOfDelivery['acknowledgement'];
  /** What came of it: the sites that it was not recorded for, mostly none. */
  onDone: (refused: readonly Refused[]) => void;
  onCancel?: () => void;
}

/** Says more than its word: why it is put off, what the reply is. */
const needsWords = (answer: Word | ''): boolean => answer === 'DEFERRED' || answer === 'REPLIED';

/** One answer to each thing that is asked, for one site or for several at once. */
export function AnswerForm({ delivery, sites, chosen, only = null, former = null, onDone, onCancel }: AnswerFormProps) {
  const { t } = useWords('inbox');
  const language = useLanguage();
  const { userId } = useViewer();
  const offered = sites.map(({ siteId }) => siteId);
  /** Of the sites that are offered: a draft may name one that answered meanwhile. */
  const chosenOf = (siteIds: readonly string[]) =>
    offered.length === 1 ? offered : offered.filter((siteId) => siteIds.includes(siteId));
  const isDerived = (kind: Action) => sites.every((site) => derivedAnswers(site).some(({ action }) => action === kind));
  // Acknowledging is itself the answer to that it is asked.
  const asked = delivery.actions.filter(({ kind }) => kind !== 'ACKNOWLEDGE' && !isDerived(kind));
  const form = useForm<Values>({
    initialValues: {
      siteIds: chosen.map(({ siteId }) => siteId),
      answers: asked.map(({ kind }) => {
        const said = former?.answers.find(({ action }) => action === kind);
        const only = ANSWERS_TO[kind].length === 1 ? (ANSWERS_TO[kind][0] ?? '') : '';
        return { action: kind, answer: said?.answer ?? only, comment: said?.comment ?? '' };
      }),
      comment: former?.comment ?? '',
    },
    validate: {
      siteIds: (siteIds) => (chosenOf(siteIds).length > 0 ? null : t('answer.chooseSite')),
      answers: {
        answer: (answer) => (answer ? null : t('answer.choose')),
        comment: (comment, values, path) => {
          const answer = values.answers[Number(path.split('.')[1])]?.answer ?? '';
          return needsWords(answer) && comment.trim() === '' ? t('answer.sayMore') : null;
        },
      },
    },
  });
  const draft = useDraft(`answer:${delivery.id}:${former?.id ?? only ?? 'all'}`, userId, form);
  // What was read when this form began, whatever the page learns while one types.
  const [correctsId] = useState(former?.id ?? null);
  const act = useAnswering((refused) => {
    // What was typed stays for those whom it was not recorded for.
    if (refused.length > 0)
      form.setFieldValue(
        'siteIds',
        refused.map(({ siteId }) => siteId),
      );
    else draft.forget();
    onDone(refused);
  });
  const nameOfSite = (siteId: string) => {
    const site = sites.find((one) => one.siteId === siteId)?.site;
    return site ? nameOf(site, language) : t('site.unnamed');
  };

  return (
    <ActForm
      form={form}
      act={act}
      submit={t(asked.length > 0 ? 'answer.send' : former ? 'answer.correct' : 'answer.acknowledge')}
      {...(onCancel ? { onCancel } : {})}
      onSubmit={({ siteIds, answers, comment }) =>
        act.mutate({
          deliveryId: delivery.id,
          sites: sites
            .filter(({ siteId }) => chosenOf(siteIds).includes(siteId))
            .map((site) => ({
              siteId: site.siteId,
              correctsId,
              derived: derivedAnswers(site).map(({ action }) => action),
            })),
          comment: comment.trim() || null,
          answers: answers.map((one) => ({
            action: one.action,
            answer: one.answer as Word,
            comment: one.comment.trim() || null,
          })),
        })
      }
    >
      {sites.length > 1 && (
        <Checkbox.Group label={t('answer.sites')} {...form.getInputProps('siteIds')}>
          <Group mt={4}>
            {sites.map(({ siteId }) => (
              <Checkbox key={siteId} value={siteId} label={nameOfSite(siteId)} />
            ))}
          </Group>
        </Checkbox.Group>
      )}
      {form.values.answers.map(({ action, answer }, index) => (
        <Question key={action} form={form} action={action} answer={answer} index={index} />
      ))}
      <Textarea
        label={t('answer.comment')}
        description={t('answer.commentHelp')}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={2000}
        {...form.getInputProps('comment')}
      />
    </ActForm>
  );
}

interface QuestionProps {
  form: UseFormReturnType<Values>;
  action: Action;
  answer: Word | '';
  index: number;
}

function Question({ form, action, answer, index }: QuestionProps) {
  const { t } = useWords('inbox');
  const term = useTerm();
  const { roles } = useViewer();
  const choices: readonly Word[] = ANSWERS_TO[action];
  const isWordsAlone = choices.length === 1;
  return (
    <Stack gap="xs">
      {!isWordsAlone && (
        <Radio.Group
          label={t(`answer.question.${action}`)}
          withAsterisk
          {...form.getInputProps(`answers.${index}.answer`)}
        >
          <Stack gap={6} mt={4}>
            {choices.map((choice) => (
              <Radio
                key={choice}
                value={choice}
                label={term('ActionAnswerWord', choice)}
                {...(choice === 'ACCEPT_RISK' && !roles.includes('HOSPITAL_MANAGER')
                  ? { disabled: true, description: t('answer.byManager') }
                  : {})}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {(isWordsAlone || answer !== '') && (
        <Textarea
          label={t(
            isWordsAlone ? `answer.question.${action}` : answer === 'DEFERRED' ? 'answer.whyDeferred' : 'answer.more',
          )}
          withAsterisk={needsWords(answer)}
          autosize
          minRows={isWordsAlone ? 3 : 1}
          maxRows={12}
          maxLength={2000}
          {...form.getInputProps(`answers.${index}.comment`)}
        />
      )}
    </Stack>
  );
}
