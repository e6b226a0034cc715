import { Checkbox, Stack, Text } from '@mantine/core';
import { useColleagues } from '../../app/colleagues.ts';
import { failureOf } from '../../app/failure.ts';
import { type Enumeration, graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { FailureNotice } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { useMoments } from '../../ui/when.tsx';
import { CheckListFields, type CheckLists } from './update.query.ts';
import classes from './updates.module.css';

const CheckItems = graphql(
  `
    mutation CheckUpdateItems($input: CheckUpdateItemsInput!) {
      checkUpdateItems(input: $input) {
        application {
          ...CheckListFields
        }
      }
    }
  `,
  [CheckListFields],
);

const OF_LIST = { PREREQUISITES: 'prerequisites', VERIFICATION_STEPS: 'verificationSteps' } as const;

interface CheckListSectionProps {
  update: CheckLists;
  list: Enumeration<'UpdateCheckList'>;
}

/** What the manifest asks for, ticked one by one: each tick is on record at once, with who and when. */
export function CheckListSection({ update, list }: CheckListSectionProps) {
  const { t } = useWords('updates');
  const term = useTerm();
  const moment = useMoments();
  const colleagues = useColleagues();
  const mayRecord = useMay('record UpdateApplication');
  const act = useAct(CheckItems);
  // Until the page is read anew, what the last tick made of it.
  const ticked = act.data?.checkUpdateItems.application;
  const current = ticked && ticked.version > update.version ? ticked : update;
  const items = current[OF_LIST[list]];
  if (items.length === 0) return null;
  const done = items.filter(({ doneAt }) => doneAt !== null).length;
  const saidOf = ({ doneBy, doneAt }: (typeof items)[number]) =>
    doneAt && [moment(doneAt), colleagues.find(({ userId }) => userId === doneBy)?.name].filter(Boolean).join(' · ');
  return (
    <Section title={term('UpdateCheckList', list)} lead={t('checks.done', { done, total: items.length })}>
      <Stack gap="xs">
        {items.map((item, place) =>
          mayRecord ? (
            <Checkbox
              key={`${place} ${item.text}`}
              size="lg"
              className={classes['check'] ?? ''}
              label={<span dir="auto">{item.text}</span>}
              description={saidOf(item)}
              checked={item.doneAt !== null}
              onChange={({ currentTarget }) =>
                act.mutate({
                  input: {
                    applicationId: current.id,
                    version: current.version,
                    list,
                    places: [place],
                    isDone: currentTarget.checked,
                  },
                })
              }
            />
          ) : (
            <div key={`${place} ${item.text}`}>
              <Text dir="auto">
                {item.doneAt === null ? '☐' : '☑'} {item.text}
              </Text>
              <Text size="sm" c="dimmed">
                {saidOf(item)}
              </Text>
            </div>
          ),
        )}
      </Stack>
      {act.error && <FailureNotice failure={failureOf(act.error)} />}
    </Section>
  );
}
