import { Button, Card, Group, List, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { sideOf, useMay, useViewer } from '../../app/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { usePlanWords } from './plan-words.ts';
import { ChasingPlansQuery, type Plan } from './plans.query.ts';

const RemoveChasingPlan = graphql(`
  mutation RemoveChasingPlan($input: ChasingPlanInput!) {
    removeChasingPlan(input: $input) {
      chasingPlan {
        id
      }
    }
  }
`);

/** By which steps those are chased who do not answer. */
export function ChasingPlansScreen() {
  const { t } = useWords('chasing');
  const isHospital = sideOf(useViewer()) === 'hospital';
  const maySet = useMay('set ChasingPlan');
  const { data, error, refetch } = useAnswer(ChasingPlansQuery, {});
  const own = data?.chasingPlans.filter(({ isDefault }) => !isDefault) ?? [];
  const given = data?.chasingPlans.filter(({ isDefault }) => isDefault) ?? [];
  return (
    <Page
      title={t('plans.title')}
      lead={t(isHospital ? 'plans.leadHospital' : 'plans.leadVendor')}
      actions={
        maySet && (
          <Button renderRoot={(props) => <Link to="/chasing-plans/edit" {...props} />}>{t('plans.write')}</Button>
        )
      }
    >
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Waiting />}
      {data && (
        <>
          <Section title={t('plans.own')} lead={t('plans.ownLead')}>
            {own.length === 0 && <Text c="dimmed">{t('plans.noOwn')}</Text>}
            {own.map((plan) => (
              <PlanCard key={plan.id} plan={plan} maySet={maySet} />
            ))}
          </Section>
          <Section title={t('plans.given')} lead={t('plans.givenLead')}>
            {given.map((plan) => (
              <PlanCard key={plan.id} plan={plan} maySet={maySet} />
            ))}
          </Section>
        </>
      )}
    </Page>
  );
}

function PlanCard({ plan, maySet }: { plan: Plan; maySet: boolean }) {
  const { t } = useWords('chasing');
  const term = useTerm();
  const words = usePlanWords();
  const remove = useAct(RemoveChasingPlan);
  const name = words.holdsFor(plan);
  return (
    <Card withBorder>
      <Stack gap="sm">
        <Text fw={600}>{name}</Text>
        <List type="ordered" size="sm">
          {plan.steps.map((step) => (
            <List.Item key={`${step.base}${step.delayHours}`}>
              {words.when(step)}: {words.whoAndHow(step)}
            </List.Item>
          ))}
        </List>
        <Facts
          facts={[
            { label: t('plans.stopsAt'), value: term('ChaseStop', plan.stopsAt) },
            { label: t('plans.rest'), value: words.rest(plan) },
          ]}
        />
        {maySet && (
          <Group gap="xs">
            <Button
              size="xs"
              variant="default"
              aria-label={t(plan.isDefault ? 'plans.copyOf' : 'plans.changeOf', { name })}
              renderRoot={(props) => <Link to="/chasing-plans/edit" search={{ planId: plan.id }} {...props} />}
            >
              {t(plan.isDefault ? 'plans.copy' : 'plans.change')}
            </Button>
            {!plan.isDefault && (
              <Confirm
                label={t('plans.remove')}
                title={t('plans.removeTitle', { name })}
                act={remove}
                isGrave
                onConfirm={() => remove.mutate({ input: { planId: plan.id } })}
              >
                <Text>{t('plans.removeText')}</Text>
              </Confirm>
            )}
          </Group>
        )}
      </Stack>
    </Card>
  );
}
