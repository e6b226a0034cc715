import {
  Button,
  Checkbox,
  Group,
  NumberInput,
  Paper,
  Radio,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TagsInput,
} from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { PERFORMERS } from '../../app/choices.ts';
import { useColleagues } from '../../app/colleagues.ts';
import { useDraft } from '../../app/drafts.ts';
import type { Enumeration } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useViewer } from '../../app/session.ts';
import { useSites } from '../../app/sites.ts';
import { ActForm } from '../../ui/form.tsx';
import { Section } from '../../ui/section.tsx';
import { DeviceChoice, type DeviceRows } from './device-choice.tsx';
import { type PlannedPublication, type PlanResult, PlanUpdates } from './plan.query.ts';
import { ScheduleFields, ZoneField } from './schedule-fields.tsx';

const WHICH = ['ALL', 'PART', 'DEVICES'] as const;

interface Wave {
  /** Empty: all that are left; only of the last one. */
  size: number | string;
  start: string;
  end: string;
}

type Values = {
  which: (typeof WHICH)[number];
  siteIds: string[];
  productId: string | null;
  zones: string[];
  assetIds: string[];
  waves: Wave[];
  timeZone: string;
  performer: Enumeration<'UpdatePerformer'>;
  responsibleId: string | null;
  toReleaseId: string | null;
};

/** A few first, to see that it works. */
const FIRST_DEVICES = 2;
const MOST_WAVES = 50;
const MOST_DEVICES = 20_000;

const wave = (size: number | string): Wave => ({ size, start: '', end: '' });

interface PlanFormProps {
  publication: PlannedPublication;
  devices: DeviceRows;
  zone: string;
  onPlanned: (result: PlanResult) => void;
}

/** Which devices, in which waves, when, and by whom. */
export function PlanForm({ publication, devices, zone, onPlanned }: PlanFormProps) {
  const { t } = useWords('updates');
  const navigate = useNavigate();
  const viewer = useViewer();
  const form = useForm<Values>({
    initialValues: {
      which: 'ALL',
      siteIds: [],
      productId: null,
      zones: [],
      assetIds: [],
      waves: [wave(FIRST_DEVICES), wave('')],
      timeZone: zone,
      performer: 'HOSPITAL',
      responsibleId: null,
      toReleaseId: null,
    },
    validate: {
      siteIds: (ids, { which, productId, zones }) =>
        which === 'PART' && ids.length === 0 && zones.length === 0 && !productId ? t('plan.partMissing') : null,
      assetIds: (ids, { which }) => (which === 'DEVICES' && ids.length === 0 ? t('plan.devicesMissing') : null),
      waves: {
        size: (size, { waves }, path) =>
          size === '' && Number(path.split('.')[1]) < waves.length - 1 ? t('plan.sizeMissing') : null,
        start: (start, { waves }, path) =>
          !start && waves[Number(path.split('.')[1])]?.end ? t('form.startMissing') : null,
        end: (end, { waves }, path) => {
          const start = waves[Number(path.split('.')[1])]?.start;
          return start && !(end > start) ? t('form.endMissing') : null;
        },
      },
    },
  });
  const draft = useDraft(`plan:${publication.id}`, viewer.userId, form);
  const act = useAct(PlanUpdates, {
    onDone({ planUpdates }) {
      draft.forget();
      onPlanned(planUpdates);
    },
  });
  return (
    <ActForm
      form={form}
      act={act}
      submit={t('plan.submit')}
      onCancel={() => void navigate({ to: '/publications/$publicationId', params: { publicationId: publication.id } })}
      onSubmit={(values) => act.mutate({ input: inputOf(publication.id, values) })}
    >
      <Which form={form} publication={publication} devices={devices} />
      <Waves form={form} />
      <Who form={form} publication={publication} />
    </ActForm>
  );
}

function inputOf(publicationId: string, values: Values) {
  const { which, siteIds, productId, zones, assetIds, waves, timeZone, performer, responsibleId, toReleaseId } = values;
  return {
    publicationId,
    performer,
    responsibleId,
    toReleaseId,
    ...(which === 'PART' && {
      siteIds: siteIds.length > 0 ? siteIds : null,
      productId,
      zones: zones.length > 0 ? zones : null,
    }),
    ...(which === 'DEVICES' && { assetIds }),
    waves: waves.map(({ size, start, end }) => ({
      size: size === '' ? null : Number(size),
      schedule: start ? { start, end, timeZone } : null,
    })),
  };
}

interface PartProps {
  form: UseFormReturnType<Values>;
}

function Which({ form, publication, devices }: PartProps & Pick<PlanFormProps, 'publication' | 'devices'>) {
  const { t } = useWords('updates');
  const language = useLanguage();
  const { active: sites } = useSites();
  const { which } = form.values;
  const products = new Map(publication.releases.map(({ product }) => [product.id, nameOf(product, language)]));
  return (
    <Section
      title={t('plan.devices')}
      lead={t('plan.concerned', { count: publication.myDelivery?.affectedAssets ?? 0 })}
    >
      <Radio.Group aria-label={t('plan.devices')} {...form.getInputProps('which')}>
        <Stack gap="xs">
          {WHICH.map((value) => (
            <Radio key={value} value={value} label={t(`plan.which.${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {which === 'PART' && (
        <Paper withBorder p="md">
          <Stack>
            <Checkbox.Group label={t('filter.site')} {...form.getInputProps('siteIds')}>
              <Group mt={4}>
                {sites.map(({ value, label }) => (
                  <Checkbox key={value} value={value} label={label} />
                ))}
              </Group>
            </Checkbox.Group>
            <TagsInput
              label={t('plan.zones')}
              description={t('plan.zonesHelp')}
              acceptValueOnBlur
              {...form.getInputProps('zones')}
            />
            {products.size > 1 && (
              <Select
                label={t('plan.product')}
                placeholder={t('common:everything')}
                clearable
                data={[...products].map(([value, label]) => ({ value, label }))}
                {...form.getInputProps('productId')}
              />
            )}
          </Stack>
        </Paper>
      )}
      {which === 'DEVICES' && (
        <DeviceChoice
          devices={devices}
          chosen={form.values.assetIds}
          error={form.errors['assetIds']}
          onChange={(assetIds) => form.setFieldValue('assetIds', assetIds)}
        />
      )}
    </Section>
  );
}

function Waves({ form }: PartProps) {
  const { t } = useWords('updates');
  const { waves, timeZone } = form.values;
  return (
    <Section
      title={t('plan.waves')}
      lead={t('plan.wavesLead')}
      actions={
        <Button
          variant="default"
          disabled={waves.length === MOST_WAVES}
          onClick={() => form.insertListItem('waves', wave(FIRST_DEVICES), waves.length - 1)}
        >
          {t('plan.addWave')}
        </Button>
      }
    >
      <Stack component="ol" gap="sm" p={0} m={0}>
        {waves.map((_, index) => (
          // A wave is its place: the first, the second, the rest.
          <Paper component="li" key={index} withBorder p="md" style={{ listStyle: 'none' }}>
            <Stack gap="xs">
              <Group justify="space-between">
                <Text fw={650}>{t('waveOf', { wave: index + 1 })}</Text>
                {waves.length > 1 && (
                  <Button
                    size="xs"
                    variant="subtle"
                    color="red"
                    aria-label={t('plan.removeWaveOf', { wave: index + 1 })}
                    onClick={() => form.removeListItem('waves', index)}
                  >
                    {t('plan.removeWave')}
                  </Button>
                )}
              </Group>
              <NumberInput
                label={t('plan.size')}
                placeholder={index === waves.length - 1 ? t('plan.rest') : ''}
                withAsterisk={index < waves.length - 1}
                min={1}
                max={MOST_DEVICES}
                allowDecimal={false}
                maw="16rem"
                {...form.getInputProps(`waves.${index}.size`)}
              />
              <ScheduleFields
                start={form.getInputProps(`waves.${index}.start`)}
                end={form.getInputProps(`waves.${index}.end`)}
              />
            </Stack>
          </Paper>
        ))}
      </Stack>
      <ZoneField value={timeZone} onChange={(zone) => form.setFieldValue('timeZone', zone)} />
    </Section>
  );
}

function Who({ form, publication }: PartProps & Pick<PlanFormProps, 'publication'>) {
  const { t } = useWords('updates');
  const term = useTerm();
  const language = useLanguage();
  const colleagues = useColleagues();
  const targets = new Map(
    publication.releases.flatMap(({ product }) =>
      product.releases.map(({ id, version }) => [id, `${nameOf(product, language)} ${version}`] as const),
    ),
  );
  return (
    <Section title={t('plan.who')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} style={{ alignItems: 'end' }}>
        <Select
          label={t('performer')}
          allowDeselect={false}
          data={PERFORMERS.map((value) => ({ value, label: term('UpdatePerformer', value) }))}
          {...form.getInputProps('performer')}
        />
        <Select
          label={t('responsible')}
          description={t('plan.responsibleHelp')}
          clearable
          searchable
          data={colleagues
            .filter(({ state }) => state === 'ACTIVE')
            .map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('responsibleId')}
        />
        <Select
          label={t('plan.toRelease')}
          description={t('plan.toReleaseHelp')}
          placeholder={t('plan.asManifest')}
          clearable
          searchable
          data={[...targets].map(([value, label]) => ({ value, label }))}
          {...form.getInputProps('toReleaseId')}
        />
      </SimpleGrid>
    </Section>
  );
}
