import { Stack, Text, Title } from '@mantine/core';
import { useWords } from '../../app/language.ts';
import { FindingsByFile, Justification } from '../../ui/findings.tsx';
import type { OwnPublication } from './publication-query.ts';

/** What was found in the files, each warning with the word of whoever submitted it. */
export function ReviewFindings({ publication: { findings } }: { publication: OwnPublication }) {
  const { t } = useWords('publishing');
  return (
    <section aria-labelledby="review-findings">
      <Title order={2} size="h3" id="review-findings" mb="sm">
        {t('submit.findings')}
      </Title>
      {findings.length === 0 && <Text c="dimmed">{t('submit.noFindings')}</Text>}
      <Stack>
        <FindingsByFile findings={findings}>{(one) => <Justification of={one} />}</FindingsByFile>
      </Stack>
    </section>
  );
}
