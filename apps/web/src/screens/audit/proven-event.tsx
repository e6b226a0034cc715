import { Code, Stack, Text, Title } from '@mantine/core';
import { useWords } from '../../app/language.ts';
import type { ProvenEvent } from './verify/receipt.ts';

/** What a receipt proves, letter by letter as it was recorded. */
export function ProvenEventView({ event }: { event: ProvenEvent }) {
  const { t } = useWords('audit');
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {t('verify.event')}
      </Title>
      <Code block dir="auto" tabIndex={0} aria-label={t('verify.event')}>
        {JSON.stringify(event.facts, null, 2)}
      </Code>
      <Text size="sm" fw={600}>
        {t('verify.person')}
      </Text>
      {event.person === null ? (
        <Text size="sm">{t('verify.personNone')}</Text>
      ) : (
        <Code block dir="auto" tabIndex={0} aria-label={t('verify.person')}>
          {JSON.stringify(event.person, null, 2)}
        </Code>
      )}
    </Stack>
  );
}
