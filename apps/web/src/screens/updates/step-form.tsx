import { Checkbox, Select, SimpleGrid, Stack, Textarea } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { COMPENSATING_CONTROLS, PERFORMERS } from '../../app/choices.ts';
import { useDraft } from '../../app/drafts.ts';
import type { Enumeration } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { ActForm } from '../../ui/form.tsx';
import { transfers } from '../publishing/transfer/transfers.ts';
import { useTransfers } from '../publishing/transfer/use-transfers.ts';
import { EvidenceFiles, readyOf } from './evidence-files.tsx';
import { InstalledHash } from './installed-hash.tsx';
import { LONGEST_NOTE } from './note-form.tsx';
import { asLocal, ScheduleFields, ZoneField } from './schedule-fields.tsx';
import { dayAfter, today } from './days.ts';
import { type Step, type StepResult, useRecordSteps } from './update-deeds.ts';
import type { Update } from './updates.query.ts';
import { useZoneOf } from './use-zone.ts';

type State = Enumeration<'UpdateState'>;

/** What cannot be said without a reason. */
const NEEDS_REASON: readonly State[] = ['FAILED', 'ROLLED_BACK', 'DEFERRED', 'NOT_APPLICABLE'];
/** Where it is told who really did the work. */
const TELLS_PERFORMER: readonly State[] = ['IN_PROGRESS', 'APPLIED'];
const SHA256 = /^[0-9a-f]{64}$/i;

type Values = {
  note: string;
  start: string;
  end: string;
  timeZone: string;
  controls: string[];
  reviewOn: string;
  performer: string;
  installedSha256: string;
  unverifiedReason: string;
  despiteEarlierWave: string;
  evidenceIds: string[];
};

interface StepFormProps {
  to: State;
  updates: readonly (Update & { verificationSteps?: readonly { doneAt: string | null }[] })[];
  onDone: (results: readonly StepResult[]) => void;
  onCancel: () => void;
}

/** A step, with what is asked for it and nothing else. */
export function StepForm({ to, updates, onDone, onCancel }: StepFormProps) {
  const zone = useZoneOf(updates.map(({ siteId }) => siteId));
  return zone === undefined ? null : <Form key={to} {...{ to, updates, onDone, onCancel, zone }} />;
}

function Form({ to, updates, onDone, onCancel, zone }: StepFormProps & { zone: string }) {
  const { t } = useWords('updates');
  const viewer = useViewer();
  const [first] = updates;
  const only = updates.length === 1 ? first : undefined;
  const place = `update:${only?.id ?? 'several'}`;
  const moving = useTransfers(viewer.userId, place);
  const needsReason = NEEDS_REASON.includes(to);
  const timeZone = only?.timeZone ?? zone;
  const form = useForm<Values>({
    initialValues: {
      note: '',
      start: only?.startsAt ? asLocal(only.startsAt, timeZone) : '',
      end: only?.endsAt ? asLocal(only.endsAt, timeZone) : '',
      timeZone,
      controls: [],
      reviewOn: '',
      performer: performerOf(only, sideOf(viewer) === 'vendor'),
      installedSha256: '',
      unverifiedReason: '',
      despiteEarlierWave: '',
      evidenceIds: [],
    },
    validate: {
      note: (note) => (needsReason && !note.trim() ? t('form.reasonMissing') : null),
      start: (start) => (to === 'SCHEDULED' && !start ? t('form.startMissing') : null),
      end: (end, { start }) => (to === 'SCHEDULED' && !(end > start) ? t('form.endMissing') : null),
      controls: (controls) => (to === 'DEFERRED' && controls.length === 0 ? t('form.controlsMissing') : null),
      reviewOn: (day) => (to === 'DEFERRED' && !(day > today()) ? t('form.reviewMissing') : null),
      installedSha256: (hash) =>
        to === 'APPLIED' && hash.trim() && !SHA256.test(hash.trim()) ? t('form.hashWrong') : null,
      evidenceIds: () => (moving.some(({ stage }) => stage !== 'READY') ? t('form.filesWaiting') : null),
    },
  });
  const draft = useDraft(`update-step:${place}:${to}`, viewer.userId, form);
  const act = useRecordSteps({
    onDone(results) {
      draft.forget();
      for (const { key, stage } of moving) if (stage === 'READY') transfers.forget(key);
      onDone(results);
    },
  });
  return (
    <ActForm
      form={form}
      act={act}
      submit={t(`step.${to}`)}
      onCancel={onCancel}
      onSubmit={(values) => act.mutate({ updates, step: stepOf(to, values, only, readyOf(moving)) })}
    >
      <OwnFields form={form} to={to} updates={updates} />
      <Textarea
        label={t(needsReason ? 'form.reason' : 'form.note')}
        withAsterisk={needsReason}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={LONGEST_NOTE}
        {...form.getInputProps('note')}
      />
      {only && viewer.userId && (
        <EvidenceFiles
          userId={viewer.userId}
          place={place}
          error={form.errors['evidenceIds']}
          label={t('evidence.label')}
          help={t('evidence.help')}
        />
      )}
    </ActForm>
  );
}

function performerOf(only: Update | undefined, isVendor: boolean): string {
  if (!only) return '';
  return isVendor && only.performer === 'HOSPITAL' ? 'VENDOR_ON_SITE' : only.performer;
}

/** What the API is told: only what this step asks for. */
function stepOf(to: State, values: Values, only: Update | undefined, evidenceIds: string[]): Step {
  const performer = PERFORMERS.find((one) => one === values.performer && one !== only?.performer);
  return {
    to,
    note: values.note.trim() || null,
    ...(to === 'SCHEDULED' && {
      schedule: { start: values.start, end: values.end, timeZone: values.timeZone },
    }),
    ...(to === 'DEFERRED' && {
      controls: COMPENSATING_CONTROLS.filter((control) => values.controls.includes(control)),
      reviewOn: values.reviewOn,
    }),
    ...(TELLS_PERFORMER.includes(to) && performer && { performer }),
    ...(to === 'IN_PROGRESS' && { despiteEarlierWave: values.despiteEarlierWave.trim() || null }),
    ...(to === 'APPLIED' && { installedSha256: values.installedSha256.trim() || null }),
    ...(to === 'VERIFIED' && { unverifiedReason: values.unverifiedReason.trim() || null }),
    evidenceIds,
  };
}

interface OwnFieldsProps extends Pick<StepFormProps, 'to' | 'updates'> {
  form: UseFormReturnType<Values>;
}

function OwnFields({ form, to, updates }: OwnFieldsProps) {
  const { t } = useWords('updates');
  switch (to) {
    case 'SCHEDULED':
      return (
        <>
          <ScheduleFields start={form.getInputProps('start')} end={form.getInputProps('end')} isNeeded />
          <ZoneField value={form.values.timeZone} onChange={(zone) => form.setFieldValue('timeZone', zone)} />
        </>
      );
    case 'IN_PROGRESS':
      return (
        <>
          <PerformerField form={form} />
          {updates.some(({ wave }) => wave > 1) && (
            <Textarea
              label={t('form.despiteEarlierWave')}
              description={t('form.despiteEarlierWaveHelp')}
              autosize
              maxLength={LONGEST_NOTE}
              {...form.getInputProps('despiteEarlierWave')}
            />
          )}
        </>
      );
    case 'APPLIED':
      return (
        <>
          <PerformerField form={form} />
          <InstalledHash
            input={form.getInputProps('installedSha256')}
            onHash={(hash) => form.setFieldValue('installedSha256', hash)}
          />
        </>
      );
    case 'VERIFIED':
      return <UnverifiedField form={form} updates={updates} />;
    case 'DEFERRED':
      return <DeferralFields form={form} />;
    default:
      return null;
  }
}

function PerformerField({ form }: { form: UseFormReturnType<Values> }) {
  const { t } = useWords('updates');
  const term = useTerm();
  const isVendor = sideOf(useViewer()) === 'vendor';
  return (
    <Select
      label={t('performer')}
      placeholder={t('form.asPlanned')}
      data={PERFORMERS.filter((one) => !isVendor || one !== 'HOSPITAL').map((value) => ({
        value,
        label: term('UpdatePerformer', value),
      }))}
      {...form.getInputProps('performer')}
    />
  );
}

/** Asked for where something of the list was not looked at; of several it is not known here. */
function UnverifiedField({ form, updates }: Pick<OwnFieldsProps, 'form' | 'updates'>) {
  const { t } = useWords('updates');
  const open = updates.flatMap(({ verificationSteps }) => verificationSteps ?? []).filter(({ doneAt }) => !doneAt);
  const isKnown = updates.every(({ verificationSteps }) => verificationSteps);
  if (isKnown && open.length === 0) return null;
  return (
    <Textarea
      label={t('form.unverifiedReason')}
      description={isKnown ? t('form.unverifiedOpen', { count: open.length }) : t('form.unverifiedHelp')}
      autosize
      minRows={2}
      maxLength={LONGEST_NOTE}
      {...form.getInputProps('unverifiedReason')}
    />
  );
}

function DeferralFields({ form }: { form: UseFormReturnType<Values> }) {
  const { t } = useWords('updates');
  const term = useTerm();
  return (
    <Stack>
      <DayInput
        label={t('form.reviewOn')}
        description={t('form.reviewOnHelp')}
        withAsterisk
        min={dayAfter(today())}
        {...form.getInputProps('reviewOn')}
      />
      <Checkbox.Group
        label={t('form.controls')}
        description={t('form.controlsHelp')}
        withAsterisk
        {...form.getInputProps('controls')}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" mt={4}>
          {COMPENSATING_CONTROLS.map((control) => (
            <Checkbox key={control} value={control} label={term('CompensatingControl', control)} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
    </Stack>
  );
}
