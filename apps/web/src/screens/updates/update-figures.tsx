import { Button, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { Facts } from '../../ui/facts.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { useNumbers } from '../../ui/when.tsx';
import { StateCounts } from './state-counts.tsx';

const FiguresQuery = graphql(`
  query UpdateFiguresOf($publicationId: ID!) {
    updateFigures(publicationId: $publicationId) {
      applications
      failures
      rolledBack
      disputed
      otherPackage
      halted
      undecided
      counts {
        state
        applications
      }
    }
  }
`);

const NUMBERS = ['applications', 'failures', 'rolledBack', 'disputed', 'otherPackage', 'halted', 'undecided'] as const;

/** For its vendor: what became of an update in all hospitals that deal with it, in numbers. Nobody is named. */
export function UpdateFigures({ publicationId }: { publicationId: string }) {
  const { t } = useWords('updates');
  const { count } = useNumbers();
  const { data, error, refetch } = useAnswer(FiguresQuery, { publicationId });
  const figures = data?.updateFigures;
  return (
    <Section
      title={t('figures.title')}
      lead={t('figures.lead')}
      actions={
        <Button variant="default" renderRoot={(props) => <Link to="/updates" search={{ publicationId }} {...props} />}>
          {t('figures.toList')}
        </Button>
      }
    >
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {figures && (
        <Stack gap="sm">
          <StateCounts counts={figures.counts} />
          <Facts facts={NUMBERS.map((number) => ({ label: t(`figures.${number}`), value: count(figures[number]) }))} />
        </Stack>
      )}
    </Section>
  );
}
