import { TagsInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useWords } from '../../app/language.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { OwnReleasesPicker } from './own-releases-picker.tsx';

const LONGEST = 200;

export interface DisclosureValues extends Record<string, unknown> {
  title: string;
  reporterName: string;
  cveIds: string[];
  jvnIds: string[];
  releaseIds: string[];
  embargoUntil: string;
}

export const NO_DISCLOSURE: DisclosureValues = {
  title: '',
  reporterName: '',
  cveIds: [],
  jvnIds: [],
  releaseIds: [],
  embargoUntil: '',
};

/** As the API takes it: what was left empty is nothing. */
export const disclosureOf = ({ title, reporterName, cveIds, jvnIds, releaseIds, embargoUntil }: DisclosureValues) => ({
  title,
  cveIds,
  jvnIds,
  releaseIds,
  reporterName: reporterName.trim() || null,
  embargoUntil: embargoUntil || null,
});

interface DisclosureFieldsProps<Values extends DisclosureValues> {
  form: UseFormReturnType<Values>;
}

/** What a vendor knows of what it discloses. */
export function DisclosureFields<Values extends DisclosureValues>({ form }: DisclosureFieldsProps<Values>) {
  const { t } = useWords('cases');
  return (
    <>
      <TextInput label={t('subject')} maxLength={LONGEST} {...form.getInputProps('title')} />
      <TextInput
        label={t('disclosure.reporter')}
        description={t('disclosure.reporterHelp')}
        maxLength={LONGEST}
        {...form.getInputProps('reporterName')}
      />
      <TagsInput label={t('disclosure.cveIds')} placeholder="CVE-2026-12345" {...form.getInputProps('cveIds')} />
      <TagsInput label={t('disclosure.jvnIds')} placeholder="JVN#12345678" {...form.getInputProps('jvnIds')} />
      <OwnReleasesPicker label={t('disclosure.releases')} {...form.getInputProps('releaseIds')} />
      <DayInput label={t('disclosure.embargo')} {...form.getInputProps('embargoUntil')} />
    </>
  );
}
