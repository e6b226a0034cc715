import { Group, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { VariablesOf } from 'gql.tada';
import { useState } from 'react';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { When } from '../../ui/when.tsx';
import { usePlanWords } from './plan-words.ts';

const ChasingPreviewQuery = graphql(`
  query ChasingPreview($plan: SetChasingPlanInput!, $deliveredAt: DateTime!, $dueOn: String) {
    chasingPreview(plan: $plan, deliveredAt: $deliveredAt, dueOn: $dueOn) {
      holidaysKnownUntil
      steps {
        step
        dueAt
        comesAt
      }
    }
  }
`);

type PlanInput = VariablesOf<typeof ChasingPreviewQuery>['plan'];

const TYPING_MS = 400;
const WEEK_MS = 7 * 86_400_000;
/** `2026-11-28T15:30` where the reader is, as the browser's own field takes it. */
const localMinute = (at: Date) => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** When each step would come, had something been delivered at a time that one chooses. */
export function PlanPreview({ plan }: { plan: PlanInput }) {
  const { t } = useWords('chasing');
  const words = usePlanWords();
  const [deliveredAt, setDeliveredAt] = useState(() => localMinute(new Date()));
  const [dueOn, setDueOn] = useState(() => localMinute(new Date(Date.now() + WEEK_MS)).slice(0, 10));
  const [asked] = useDebouncedValue(JSON.stringify({ plan, deliveredAt, dueOn }), TYPING_MS);
  const variables = JSON.parse(asked) as { plan: PlanInput; deliveredAt: string; dueOn: string };
  const isWhole = variables.deliveredAt !== '';
  const { data, error } = useAnswer(
    ChasingPreviewQuery,
    {
      plan: variables.plan,
      deliveredAt: isWhole ? new Date(variables.deliveredAt).toISOString() : '',
      dueOn: variables.dueOn || null,
    },
    { enabled: isWhole, refreshes: false },
  );
  return (
    <Stack gap="sm">
      <Group grow align="flex-start">
        <TextInput
          type="datetime-local"
          label={t('preview.deliveredAt')}
          value={deliveredAt}
          onChange={({ currentTarget }) => setDeliveredAt(currentTarget.value)}
        />
        <DayInput
          label={t('preview.dueOn')}
          value={dueOn}
          onChange={({ currentTarget }) => setDueOn(currentTarget.value)}
        />
      </Group>
      {error && <FailureNotice failure={failureOf(error)} />}
      {data && !error && (
        <>
          <PlainTable
            label={t('preview.title')}
            rows={data.chasingPreview.steps}
            keyOf={({ step }) => String(step)}
            columns={[
              {
                key: 'step',
                header: t('preview.step'),
                cell: ({ step }) => {
                  const planned = variables.plan.steps[step - 1];
                  return planned ? `${step}. ${words.whoAndHow(planned)}` : step;
                },
              },
              {
                key: 'due',
                header: t('preview.due'),
                cell: ({ dueAt }) => (dueAt ? <When at={dueAt} /> : t('preview.comesNot')),
              },
              {
                key: 'comes',
                header: t('preview.comes'),
                cell: ({ dueAt, comesAt }) =>
                  comesAt === null ? '–' : comesAt === dueAt ? t('preview.atOnce') : <When at={comesAt} />,
              },
            ]}
          />
          <Text size="sm" c="dimmed">
            {t('preview.holidays', { year: data.chasingPreview.holidaysKnownUntil })}
          </Text>
        </>
      )}
    </Stack>
  );
}
