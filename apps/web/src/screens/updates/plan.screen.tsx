import { Alert } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { titleOf, useLanguage, useWords } from '../../app/language.ts';
import { useAnswer, useRows } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Answered } from '../../ui/answered.tsx';
import { Page } from '../../ui/page.tsx';
import { NotFound } from '../../ui/problem.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { PlanForm } from './plan-form.tsx';
import { PlannableAssetsQuery, type PlannedPublication, PlanQuery, type PlanResult } from './plan.query.ts';
import { Planned } from './planned.tsx';
import { useZoneOf } from './use-zone.ts';

/** Plans an update package for the hospital's devices: a few first, to see that it works, and then the rest. */
export function PlanScreen() {
  const { t } = useWords('updates');
  const { publication: id } = useSearch({ from: '/signed-in/updates/plan' });
  const answer = useAnswer(PlanQuery, { id: id ?? '' }, { enabled: id !== undefined });
  if (id === undefined) return <NotFound />;
  return (
    <Answered of={answer} title={t('plan.title')}>
      {({ publication }) => <PlanPage publication={publication} />}
    </Answered>
  );
}

function PlanPage({ publication }: { publication: PlannedPublication }) {
  const { t } = useWords('updates');
  const language = useLanguage();
  const mayPlan = useMay('plan UpdateApplication');
  const zone = useZoneOf([]);
  const { myDelivery } = publication;
  const devices = useRows(
    PlannableAssetsQuery,
    { deliveryId: myDelivery?.id ?? '' },
    ({ affectedAssets }) => affectedAssets,
    { enabled: myDelivery !== null },
  );
  const [result, setResult] = useState<PlanResult | null>(null);
  const title = titleOf(publication, language);
  const whyNot = !mayPlan
    ? 'notYours'
    : publication.kind !== 'UPDATE_PACKAGE' || publication.state !== 'PUBLISHED' || !myDelivery
      ? 'notPlannable'
      : null;
  return (
    <Page
      title={t('plan.title')}
      above={[
        { label: t('title'), link: { to: '/updates' } },
        {
          label: title,
          link: { to: '/publications/$publicationId', params: { publicationId: publication.id } },
        },
      ]}
    >
      {whyNot && <Alert color="orange">{t(`plan.${whyNot}`)}</Alert>}
      {result && (
        <Planned
          publicationId={publication.id}
          result={result}
          devices={devices.rows}
          onAgain={() => setResult(null)}
        />
      )}
      {!whyNot &&
        !result &&
        (zone === undefined ? (
          <Waiting />
        ) : (
          <PlanForm publication={publication} devices={devices} zone={zone} onPlanned={setResult} />
        ))}
    </Page>
  );
}
