import { Checkbox, Group, NumberInput, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { WEEKDAYS } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useSites } from '../../app/sites.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { ActForm } from '../../ui/form.tsx';
import { DEFAULT_ZONE, ZoneField } from './schedule-fields.tsx';
import { today } from './days.ts';

const AgreeMutation = graphql(`
  mutation AgreeMaintenanceWindow($input: AgreeMaintenanceWindowInput!) {
    agreeMaintenanceWindow(input: $input) {
      window {
        id
      }
    }
  }
`);

const LONGEST_NAME = 200;
/** A week. */
const MOST_MINUTES = 10_080;

/** A window that comes again each week, on the days on which it begins. */
export function AgreeWindow({ siteId, onDone }: { siteId: string | undefined; onDone: () => void }) {
  const { t } = useWords('updates');
  const term = useTerm();
  const { active: sites } = useSites();
  const form = useForm({
    initialValues: {
      siteId: siteId ?? (sites.length === 1 ? (sites[0]?.value ?? '') : ''),
      name: '',
      weekdays: [] as string[],
      localStart: '22:00',
      minutes: 240 as number | string,
      timeZone: DEFAULT_ZONE,
      from: today(),
      until: '',
    },
    validate: {
      siteId: (id) => (id ? null : t('windows.siteMissing')),
      name: (name) => (name.trim() ? null : t('windows.nameMissing')),
      weekdays: (days) => (days.length > 0 ? null : t('windows.daysMissing')),
      localStart: (time) => (time ? null : t('form.startMissing')),
      minutes: (minutes) => (minutes === '' ? t('windows.minutesMissing') : null),
      from: (day) => (day ? null : t('windows.dayMissing')),
    },
  });
  const act = useAct(AgreeMutation, { onDone });
  return (
    <ActForm
      form={form}
      act={act}
      submit={t('windows.agree')}
      onCancel={onDone}
      onSubmit={({ name, weekdays, minutes, until, ...values }) =>
        act.mutate({
          input: {
            ...values,
            name: name.trim(),
            weekdays: WEEKDAYS.filter((day) => weekdays.includes(day)),
            minutes: Number(minutes),
            until: until || null,
          },
        })
      }
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          label={t('filter.site')}
          withAsterisk
          allowDeselect={false}
          data={sites}
          {...form.getInputProps('siteId')}
        />
        <TextInput label={t('windows.name')} withAsterisk maxLength={LONGEST_NAME} {...form.getInputProps('name')} />
      </SimpleGrid>
      <Checkbox.Group label={t('windows.weekdays')} withAsterisk {...form.getInputProps('weekdays')}>
        <Group mt={4}>
          {WEEKDAYS.map((day) => (
            <Checkbox key={day} value={day} label={term('Weekday', day)} />
          ))}
        </Group>
      </Checkbox.Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput type="time" label={t('schedule.start')} withAsterisk {...form.getInputProps('localStart')} />
        <NumberInput
          label={t('windows.minutes')}
          withAsterisk
          min={1}
          max={MOST_MINUTES}
          allowDecimal={false}
          {...form.getInputProps('minutes')}
        />
        <DayInput label={t('windows.firstDay')} withAsterisk {...form.getInputProps('from')} />
        <DayInput
          label={t('windows.lastDay')}
          description={t('windows.lastDayHelp')}
          {...form.getInputProps('until')}
        />
      </SimpleGrid>
      <ZoneField value={form.values.timeZone} onChange={(zone) => form.setFieldValue('timeZone', zone)} />
    </ActForm>
  );
}
