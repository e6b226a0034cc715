import { Text } from '@mantine/core';
import type { Enumeration } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { Tag } from '../../ui/tags.tsx';

/** Active, or why nothing is sent. */
export function WebhookState({ pauseCause }: { pauseCause: Enumeration<'WebhookPauseCause'> | null }) {
  const { t } = useWords('webhooks');
  const term = useTerm();
  if (pauseCause === null) return <Tag tone="good">{t('active')}</Tag>;
  return <Tag tone={pauseCause === 'BY_HAND' ? 'quiet' : 'warning'}>{term('WebhookPauseCause', pauseCause)}</Tag>;
}

interface AttemptResultProps {
  status: number | null;
  failure: Enumeration<'WebhookFailure'> | null;
}

/** What came of an attempt, with the status of the answer where one came. */
export function AttemptResult({ status, failure }: AttemptResultProps) {
  const { t } = useWords('webhooks');
  const term = useTerm();
  return (
    <Text component="span" size="sm">
      {failure === null ? t('taken') : term('WebhookFailure', failure)}
      {status !== null && ` (${status})`}
    </Text>
  );
}
