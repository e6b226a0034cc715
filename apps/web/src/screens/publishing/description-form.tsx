import { Fieldset, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { SEVERITIES, TLPS } from '../../app/choices.ts';
import type { Enumeration } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { ActForm } from '../../ui/form.tsx';
import { ActionsField } from './actions-field.tsx';
import type { DescriptionValues, Errors } from './description-values.ts';
import { movedBySeverity } from './due-dates.ts';
import { HospitalsField } from './hospitals-field.tsx';
import { ReleasesField } from './releases-field.tsx';

const LONGEST_TITLE = 200;

interface DescriptionFormProps {
  kind: Enumeration<'PublicationKind'>;
  form: UseFormReturnType<DescriptionValues>;
  act: { isPending: boolean; error: Error | null; mutate: (variables: never) => void };
  onSubmit: (values: DescriptionValues) => void;
}

/** What is said of a publication, as its kind asks it. */
export function DescriptionForm({ kind, form, act, onSubmit }: DescriptionFormProps) {
  const { t } = useWords('publishing');
  const { t: help } = useTranslation('glossary' as 'common');
  const term = useTerm();
  const { severity, tlp, actions, releaseIds, namedHospitals } = form.values;
  return (
    <ActForm form={form} act={act} onSubmit={onSubmit} submit={t('description.submit')}>
      <Fieldset legend={t('description.words')}>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('description.wordsHint')}
          </Text>
          <SimpleGrid cols={{ base: 1, md: 2 }}>
            <TextInput
              label={t('description.titleJa')}
              maxLength={LONGEST_TITLE}
              lang="ja"
              {...form.getInputProps('titleJa')}
            />
            <TextInput
              label={t('description.titleEn')}
              maxLength={LONGEST_TITLE}
              lang="en"
              {...form.getInputProps('titleEn')}
            />
            <Textarea
              label={t('description.summaryJa')}
              autosize
              minRows={4}
              maxRows={16}
              lang="ja"
              {...form.getInputProps('summaryJa')}
            />
            <Textarea
              label={t('description.summaryEn')}
              autosize
              minRows={4}
              maxRows={16}
              lang="en"
              {...form.getInputProps('summaryEn')}
            />
          </SimpleGrid>
        </Stack>
      </Fieldset>
      <ReleasesField
        chosen={releaseIds}
        error={form.errors['releaseIds'] ?? firstError(form.errors, 'releaseIds.')}
        onChange={(chosen) => form.setFieldValue('releaseIds', chosen)}
      />
      <Fieldset legend={t('description.weight')}>
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <Select
              label={t('column.severity')}
              allowDeselect={false}
              data={SEVERITIES.map((value) => ({ value, label: term('Severity', value) }))}
              {...form.getInputProps('severity')}
              onChange={(value) => {
                const to = SEVERITIES.find((one) => one === value) ?? severity;
                form.setFieldValue('actions', movedBySeverity(actions, severity, to, new Date()));
                form.setFieldValue('severity', to);
              }}
            />
            <Select
              label={t('description.tlp')}
              allowDeselect={false}
              data={TLPS.map((value) => ({ value, label: term('Tlp', value) }))}
              {...form.getInputProps('tlp')}
            />
            <TextInput
              type="date"
              label={t(`description.effectiveOn.${kind === 'LIFECYCLE_NOTICE' ? 'lifecycle' : 'other'}`)}
              {...form.getInputProps('effectiveOn')}
            />
          </SimpleGrid>
          <div role="status">
            <Text size="sm" c="dimmed">
              {(help as (key: string) => string)(`Severity_${severity}.text`)}
            </Text>
            <Text size="sm" c="dimmed">
              {(help as (key: string) => string)(`Tlp_${tlp}.text`)}
            </Text>
          </div>
        </Stack>
      </Fieldset>
      <ActionsField
        actions={actions}
        severity={severity}
        errors={form.errors}
        onChange={(asked) => form.setFieldValue('actions', asked)}
      />
      <HospitalsField
        named={namedHospitals}
        isRed={tlp === 'RED'}
        errors={form.errors}
        onChange={(hospitals) => form.setFieldValue('namedHospitals', hospitals)}
      />
    </ActForm>
  );
}

/** The API refuses one of a list by its place; a field that shows the list as a whole says the first. */
const firstError = (errors: Errors, prefix: string) =>
  Object.entries(errors).find(([path]) => path.startsWith(prefix))?.[1];
