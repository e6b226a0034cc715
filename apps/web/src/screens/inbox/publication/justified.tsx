import { Stack } from '@mantine/core';
import { useWords } from '../../../app/language.ts';
import { FindingsByFile, Justification } from '../../../ui/findings.tsx';
import { Section } from '../../../ui/section.tsx';
import type { PublicationOfPage } from './publication.query.ts';

/** What was found in the files and its vendor let stand, with the reason. */
export function Justified({ publication: { findings } }: { publication: PublicationOfPage }) {
  const { t } = useWords('inbox');
  if (findings.length === 0) return null;
  return (
    <Section title={t('justified.title')} lead={t('justified.lead')}>
      <Stack>
        <FindingsByFile findings={findings}>{(one) => <Justification of={one} />}</FindingsByFile>
      </Stack>
    </Section>
  );
}
