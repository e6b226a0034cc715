import { Alert, Anchor, Text } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { graphql } from '../../app/graphql.ts';
import { titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Section } from '../../ui/section.tsx';
import { SeverityTag } from '../../ui/tags.tsx';
import { When } from '../../ui/when.tsx';
import { ChaseGaps } from './chase-gaps.tsx';
import { type ChaseOfPage, ChaseQuery } from './chase.query.ts';
import { ChasedSites } from './chased-sites.tsx';
import { usePlanWords } from './plan-words.ts';

const DemandChase = graphql(`
  mutation DemandChase($input: DemandChaseInput!) {
    demandChase(input: $input) {
      chase {
        nextDemandAt
      }
    }
  }
`);

export function ChaseScreen() {
  const { t } = useWords('chasing');
  const { publicationId } = useParams({ from: '/signed-in/publishing/$publicationId/chase' });
  const answer = useAnswer(ChaseQuery, { publicationId });
  return (
    <Answered of={answer} title={t('chase.title')}>
      {(data) => <ChasePage data={data} />}
    </Answered>
  );
}

/** Who was asked again, when, and by what means; and who will be. */
function ChasePage({ data: { publication, chase } }: { data: ChaseOfPage }) {
  const { t } = useWords('chasing');
  const language = useLanguage();
  const mayDemand = useMay('demand ChaseDemand') && publication.state === 'PUBLISHED';
  const title = titleOf(publication, language);
  return (
    <Page
      title={t('chase.title')}
      tabTitle={`${t('chase.title')}: ${title}`}
      lead={
        <Anchor
          dir="auto"
          renderRoot={(props) => (
            <Link to="/publishing/$publicationId" params={{ publicationId: publication.id }} {...props} />
          )}
        >
          {title}
        </Anchor>
      }
      above={[
        {
          label: t('chase.responses'),
          link: { to: '/publishing/$publicationId/responses', params: { publicationId: publication.id } },
        },
      ]}
      actions={
        <>
          <SeverityTag severity={publication.severity} />
          {mayDemand && !chase.nextDemandAt && <Demand publicationId={publication.id} />}
        </>
      }
    >
      {mayDemand && chase.nextDemandAt && (
        <Alert title={t('chase.askedLately')}>
          {t('chase.askedLatelyText')} <When at={chase.nextDemandAt} />
        </Alert>
      )}
      <ChaseGaps publicationId={publication.id} />
      <PlanSteps chase={chase} />
      <ChasedSites publicationId={publication.id} ofHospitals />
    </Page>
  );
}

function PlanSteps({ chase: { plan, counts } }: { chase: ChaseOfPage['chase'] }) {
  const { t } = useWords('chasing');
  const term = useTerm();
  const words = usePlanWords();
  if (!plan) return null;
  const steps = plan.steps.map((step, place) => ({
    ...step,
    number: place + 1,
    came: counts.find((one) => one.side === 'VENDOR' && one.step === place + 1),
  }));
  return (
    <Section
      title={t('chase.steps')}
      lead={t(plan.isDefault ? 'chase.planGiven' : 'chase.planOwn', { name: words.holdsFor(plan) })}
    >
      <PlainTable
        label={t('chase.steps')}
        rows={steps}
        keyOf={({ number }) => String(number)}
        columns={[
          { key: 'step', header: t('preview.step'), cell: (step) => `${step.number}. ${words.whoAndHow(step)}` },
          { key: 'when', header: t('chase.when'), cell: (step) => words.when(step) },
          { key: 'asked', header: t('chase.asked'), align: 'end', cell: ({ came }) => came?.asked ?? 0 },
          {
            key: 'became',
            header: t('chase.became'),
            cell: ({ came }) => {
              if (!came) return <Text c="dimmed">{t('chase.notYet')}</Text>;
              const { sent, refused, bounced, opened, waiting, done, skipped, moved } = came;
              return (
                Object.entries({ sent, refused, bounced, opened, waiting, done, skipped, moved })
                  .filter(([, number]) => number > 0)
                  .map(([what, number]) => t(`chase.counts.${what as keyof typeof came & 'sent'}`, { count: number }))
                  .join(' · ') || '–'
              );
            },
          },
        ]}
      />
      <Facts
        facts={[
          { label: t('plans.stopsAt'), value: term('ChaseStop', plan.stopsAt) },
          { label: t('plans.rest'), value: words.rest(plan) },
        ]}
      />
    </Section>
  );
}

function Demand({ publicationId }: { publicationId: string }) {
  const { t } = useWords('chasing');
  const demand = useAct(DemandChase);
  return (
    <Confirm
      label={t('chase.demand')}
      title={t('chase.demandTitle')}
      act={demand}
      onConfirm={() => demand.mutate({ input: { publicationId } })}
    >
      <Text>{t('chase.demandText')}</Text>
    </Confirm>
  );
}
