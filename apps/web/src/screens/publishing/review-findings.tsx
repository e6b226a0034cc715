import { Stack, Text, Title } from '@mantine/core';
import { useWords } from '../../app/language.ts';
import { Findings } from './findings.tsx';
import { groupsOf } from './groups.ts';
import type { OwnPublication } from './publication-query.ts';

/** What was found in the files, each warning with the word of whoever submitted it. */
export function ReviewFindings({ publication: { findings } }: { publication: OwnPublication }) {
  const { t } = useWords('publishing');
  const byFile = groupsOf(findings, ({ uploadId }) => uploadId);
  return (
    <section aria-labelledby="review-findings">
      <Title order={2} size="h3" id="review-findings" mb="sm">
        {t('submit.findings')}
      </Title>
      {byFile.length === 0 && <Text c="dimmed">{t('submit.noFindings')}</Text>}
      <Stack>
        {byFile.map(({ key, first, rows }) => (
          <section key={key} aria-label={first.artifactName}>
            <Title order={3} size="h5" dir="auto" mb="xs">
              {first.artifactName}
            </Title>
            <Findings findings={rows}>
              {({ justification }) =>
                justification && (
                  <Text size="sm">
                    {t('review.justification')} <q dir="auto">{justification}</q>
                  </Text>
                )
              }
            </Findings>
          </section>
        ))}
      </Stack>
    </section>
  );
}
