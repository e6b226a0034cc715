import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Section } from '../../ui/section.tsx';
import { useNumbers, When } from '../../ui/when.tsx';
import { StateCounts } from './state-counts.tsx';

const WavesQuery = graphql(`
  query PlanWaves($id: ID!) {
    publication(id: $id) {
      updatePlan {
        wave
        applications
        open
        startsAt
        endsAt
        counts {
          state
          applications
        }
      }
    }
  }
`);

interface PlanOfPublicationProps {
  publicationId: string;
  /** Whether the package is in force: only then more is planned. */
  isInForce: boolean;
}

/** On the page of an update package: how the own hospital stands with it, wave by wave, and the way to plan it. */
export function PlanOfPublication({ publicationId, isInForce }: PlanOfPublicationProps) {
  const { t } = useWords('updates');
  const { count } = useNumbers();
  const mayPlan = useMay('plan UpdateApplication') && isInForce;
  const { data } = useAnswer(WavesQuery, { id: publicationId });
  const waves = data?.publication.updatePlan ?? [];
  if (waves.length === 0 && !mayPlan) return null;
  return (
    <Section
      title={t('ofPublication.title')}
      lead={waves.length === 0 && t('ofPublication.none')}
      actions={
        <Group gap="xs">
          {waves.length > 0 && (
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/updates" search={{ publicationId }} {...props} />}
            >
              {t('ofPublication.toList')}
            </Button>
          )}
          {mayPlan && (
            <Button
              renderRoot={(props) => <Link to="/updates/plan" search={{ publication: publicationId }} {...props} />}
            >
              {t('ofPublication.plan')}
            </Button>
          )}
        </Group>
      }
    >
      {waves.length > 0 && (
        <PlainTable
          label={t('ofPublication.title')}
          rows={waves}
          keyOf={({ wave }) => String(wave)}
          columns={[
            { key: 'wave', header: t('wave'), cell: ({ wave }) => t('waveOf', { wave }) },
            { key: 'devices', header: t('plan.count'), align: 'end', cell: (one) => count(one.applications) },
            { key: 'states', header: t('state'), cell: ({ counts }) => <StateCounts counts={counts} /> },
            {
              key: 'start',
              header: t('schedule.start'),
              cell: ({ startsAt }) => (startsAt ? <When at={startsAt} /> : '–'),
            },
          ]}
        />
      )}
    </Section>
  );
}
