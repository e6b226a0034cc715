import { List, Stack, Text, Timeline } from '@mantine/core';
import { useTerm, useWords } from '../../app/language.ts';
import { Tag } from '../../ui/tags.tsx';
import { When } from '../../ui/when.tsx';
import type { ChasedSite, ChasedStep } from './chase.query.ts';
import { usePlanWords } from './plan-words.ts';

const TONES = {
  MOVED: 'notice',
  ASKED: 'good',
  WAITING: 'warning',
  DONE: 'good',
  SKIPPED: 'grave',
} as const satisfies Record<ChasedStep['state'], string>;

/** The chase of one site: each step that came, what happened with it, and the steps that would come. */
export function ChasedSteps({ site }: { site: Pick<ChasedSite, 'steps' | 'coming'> }) {
  const { t } = useWords('chasing');
  const words = usePlanWords();
  const term = useTerm();
  const coming = site.coming.filter(
    ({ step }) => !site.steps.some((one) => one.side === 'VENDOR' && one.step === step),
  );
  if (site.steps.length + coming.length === 0) return <Text c="dimmed">{t('steps.none')}</Text>;
  return (
    <Timeline active={site.steps.length - 1} bulletSize={16}>
      {site.steps.map((step) => (
        <Timeline.Item key={step.id} title={`${step.step}. ${words.whoAndHow(step)}`}>
          <Stack gap={4} align="flex-start">
            <Tag tone={TONES[step.state]}>{term('ChaseStepState', step.state)}</Tag>
            <Text size="sm">
              {step.side === 'HOSPITAL' && <>{t('steps.inside')} · </>}
              {step.isDemanded && <>{t('steps.demanded')} · </>}
              {t('steps.recipients', { count: step.recipientCount })}
            </Text>
            <Happenings step={step} />
          </Stack>
        </Timeline.Item>
      ))}
      {coming.map((step) => (
        <Timeline.Item key={step.step} lineVariant="dashed" title={`${step.step}. ${words.whoAndHow(step)}`}>
          <Text size="sm" c="dimmed">
            {t('steps.comes')} <When at={step.comesAt} />
          </Text>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

function Happenings({ step }: { step: ChasedStep }) {
  const { t } = useWords('chasing');
  const term = useTerm();
  const nameOf = new Map(step.recipients.map(({ id, name, email }) => [id, email ? `${name} (${email})` : name]));
  return (
    <List size="sm">
      {step.happenings.map(({ id, what, at, recipientId, outcome, reachedName, reachedAt, words, detail }) => (
        <List.Item key={id}>
          {outcome ? (
            <>
              {term('ChaseOutcome', outcome)}
              {reachedName && (
                <>
                  {': '}
                  <bdi>{reachedName}</bdi>
                </>
              )}
              {reachedAt && (
                <>
                  {' · '}
                  <When at={reachedAt} />
                </>
              )}
              <Text size="sm" dir="auto" style={{ whiteSpace: 'pre-line' }}>
                {words}
              </Text>
            </>
          ) : (
            <>
              {term('ChaseHappeningKind', what)}
              {recipientId && nameOf.has(recipientId) && (
                <>
                  {': '}
                  <bdi>{nameOf.get(recipientId)}</bdi>
                </>
              )}
              {' · '}
              <When at={at} />
              {what === 'MOVED' && step.movedTo && (
                <>
                  {' → '}
                  <When at={step.movedTo} />
                </>
              )}
              {(what === 'REFUSED' || what === 'BOUNCED') && detail && (
                <Text size="sm" c="dimmed" dir="auto">
                  {detail}
                </Text>
              )}
            </>
          )}
        </List.Item>
      ))}
      {step.happenings.length === 0 && <List.Item>{t('steps.nothing')}</List.Item>}
    </List>
  );
}
