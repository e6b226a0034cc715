import { Button, Checkbox, Group, NumberInput, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { KINDS, SEVERITIES } from '../../app/choices.ts';
import { type Enumeration, graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { ActForm } from '../../ui/form.tsx';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { minuteOf, timeOf } from './plan-words.ts';
import { PlanPreview } from './plan-preview.tsx';
import { ChasingPlansQuery, type Plan } from './plans.query.ts';

const SetChasingPlan = graphql(`
  mutation SetChasingPlan($input: SetChasingPlanInput!) {
    setChasingPlan(input: $input) {
      chasingPlan {
        id
      }
    }
  }
`);

const MAX_STEPS = 20;
const BASES = ['DELIVERY', 'DUE'] as const satisfies readonly Enumeration<'ChaseBase'>[];
const STOPS = ['ANSWERED', 'VIEWED'] as const satisfies readonly Enumeration<'ChaseStop'>[];
const CHANNELS = {
  vendor: ['MAIL', 'PORTAL', 'PHONE', 'FAX', 'POST', 'VISIT'],
  hospital: ['MAIL', 'PORTAL'],
} as const satisfies Record<string, readonly Enumeration<'ChaseChannel'>[]>;
const ROLES = {
  hospital: ['RESPONSIBLE', 'HOSPITAL_SECURITY', 'HOSPITAL_ADMIN', 'BACKUP_CONTACT', 'EMERGENCY_CONTACT', 'DELEGATE'],
  vendor: [
    'RESPONSIBLE',
    'HOSPITAL_SECURITY',
    'HOSPITAL_ADMIN',
    'BACKUP_CONTACT',
    'EMERGENCY_CONTACT',
    'DELEGATE',
    'VENDOR_SUPPORT',
  ],
} as const satisfies Record<string, readonly Enumeration<'ChasedRole'>[]>;

interface StepValues {
  base: Enumeration<'ChaseBase'>;
  delayHours: number | string;
  channel: Enumeration<'ChaseChannel'>;
  role: Enumeration<'ChasedRole'>;
}
interface Values extends Record<string, unknown> {
  severity: Enumeration<'Severity'> | null;
  publicationKind: Enumeration<'PublicationKind'> | null;
  stopsAt: Enumeration<'ChaseStop'>;
  quietFrom: string;
  quietUntil: string;
  restsOnHolidays: boolean;
  steps: StepValues[];
}

const NEW_STEP: StepValues = { base: 'DELIVERY', delayHours: 24, channel: 'MAIL', role: 'RESPONSIBLE' };

const timeOrNone = (minute: number | null | undefined): string => (typeof minute === 'number' ? timeOf(minute) : '');

const valuesOf = (plan: Plan | undefined): Values => ({
  severity: plan?.severity ?? null,
  publicationKind: plan?.publicationKind ?? null,
  stopsAt: plan?.stopsAt ?? 'ANSWERED',
  quietFrom: timeOrNone(plan?.quietFrom),
  quietUntil: timeOrNone(plan?.quietUntil),
  restsOnHolidays: plan?.restsOnHolidays ?? true,
  steps: plan ? plan.steps.map((step) => ({ ...step })) : [NEW_STEP],
});

/** What is sent of what was typed. */
const inputOf = (values: Values) => ({
  severity: values.severity,
  publicationKind: values.publicationKind,
  stopsAt: values.stopsAt,
  quietFrom: values.quietFrom ? minuteOf(values.quietFrom) : null,
  quietUntil: values.quietUntil ? minuteOf(values.quietUntil) : null,
  restsOnHolidays: values.restsOnHolidays,
  steps: values.steps.map((step) => ({ ...step, delayHours: Number(step.delayHours) })),
});

export function ChasingPlanScreen() {
  const { t } = useWords('chasing');
  const { planId } = useSearch({ from: '/signed-in/chasing-plans/edit' });
  const { data } = useAnswer(ChasingPlansQuery, {}, { refreshes: false });
  return (
    <Page
      title={t('plan.title')}
      lead={t('plan.lead')}
      above={[{ label: t('plans.title'), link: { to: '/chasing-plans' } }]}
    >
      {data ? <PlanForm plan={data.chasingPlans.find(({ id }) => id === planId)} /> : <Waiting />}
    </Page>
  );
}

function PlanForm({ plan }: { plan: Plan | undefined }) {
  const { t } = useWords('chasing');
  const term = useTerm();
  const navigate = useNavigate();
  const set = useAct(SetChasingPlan, { onDone: () => navigate({ to: '/chasing-plans' }) });
  const form = useForm<Values>({ initialValues: valuesOf(plan) });
  const { steps } = form.getValues();
  return (
    <>
      <ActForm
        form={form}
        act={set}
        submit={t('plan.submit')}
        onCancel={() => void navigate({ to: '/chasing-plans' })}
        onSubmit={(values) => set.mutate({ input: inputOf(values) })}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Select
            label={t('plan.severity')}
            placeholder={t('plan.every')}
            clearable
            data={SEVERITIES.map((value) => ({ value, label: term('Severity', value) }))}
            {...form.getInputProps('severity')}
          />
          <Select
            label={t('plan.kind')}
            placeholder={t('plan.every')}
            clearable
            data={KINDS.map((value) => ({ value, label: term('PublicationKind', value) }))}
            {...form.getInputProps('publicationKind')}
          />
          <TextInput
            type="time"
            label={t('plan.quietFrom')}
            description={t('plan.quietHelp')}
            {...form.getInputProps('quietFrom')}
          />
          <TextInput
            type="time"
            label={t('plan.quietUntil')}
            description={t('plan.criticalNeverQuiet')}
            {...form.getInputProps('quietUntil')}
          />
        </SimpleGrid>
        <Checkbox label={t('plan.restsOnHolidays')} {...form.getInputProps('restsOnHolidays', { type: 'checkbox' })} />
        <Select
          label={t('plans.stopsAt')}
          allowDeselect={false}
          data={STOPS.map((value) => ({ value, label: term('ChaseStop', value) }))}
          {...form.getInputProps('stopsAt')}
        />
        {steps.map((_, place) => (
          // Steps have no other name than their place.
          <StepFields key={place} form={form} place={place} isOnly={steps.length === 1} />
        ))}
        <Group>
          <Button
            variant="default"
            disabled={steps.length === MAX_STEPS}
            onClick={() => {
              const last = steps.at(-1) ?? NEW_STEP;
              form.insertListItem('steps', { ...last, delayHours: Number(last.delayHours) + 24 });
            }}
          >
            {t('plan.addStep')}
          </Button>
        </Group>
      </ActForm>
      <Section title={t('preview.title')} lead={t('preview.lead')}>
        <PlanPreview plan={inputOf(form.getValues())} />
      </Section>
    </>
  );
}

interface StepFieldsProps {
  form: UseFormReturnType<Values>;
  place: number;
  isOnly: boolean;
}

function StepFields({ form, place, isOnly }: StepFieldsProps) {
  const { t } = useWords('chasing');
  const term = useTerm();
  const side = sideOf(useViewer()) === 'hospital' ? 'hospital' : 'vendor';
  const at = (field: string) => form.getInputProps(`steps.${place}.${field}`);
  return (
    <fieldset>
      <legend>{t('plan.step', { number: place + 1 })}</legend>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
        <NumberInput
          label={t('plan.delay')}
          description={t('plan.delayHelp')}
          allowDecimal={false}
          required
          {...at('delayHours')}
        />
        <Select
          label={t('plan.base')}
          description={t('plan.baseHelp')}
          allowDeselect={false}
          data={BASES.map((value) => ({ value, label: term('ChaseBase', value) }))}
          {...at('base')}
        />
        <Select
          label={t('plan.role')}
          description={t('plan.roleHelp')}
          allowDeselect={false}
          data={ROLES[side].map((value) => ({ value, label: term('ChasedRole', value) }))}
          {...at('role')}
        />
        <Select
          label={t('plan.channel')}
          description={t('plan.channelHelp')}
          allowDeselect={false}
          data={CHANNELS[side].map((value) => ({ value, label: term('ChaseChannel', value) }))}
          {...at('channel')}
        />
      </SimpleGrid>
      {!isOnly && (
        <Group justify="flex-end" mt="xs">
          <Button
            size="xs"
            variant="default"
            aria-label={t('plan.removeStepOf', { number: place + 1 })}
            onClick={() => form.removeListItem('steps', place)}
          >
            {t('plan.removeStep')}
          </Button>
        </Group>
      )}
    </fieldset>
  );
}
