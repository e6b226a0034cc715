import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { graphql } from '../../app/graphql.ts';
import { LANGUAGES, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useSites } from '../../app/sites.ts';
import { ActForm } from '../../ui/form.tsx';

const MakeCalendarLinkMutation = graphql(`
  mutation MakeCalendarLink($input: MakeCalendarLinkInput!) {
    makeCalendarLink(input: $input) {
      url
    }
  }
`);

const LONGEST_NAME = 100;

interface MakeCalendarLinkProps {
  onCancel: () => void;
  onMade: (url: string) => void;
}

export function MakeCalendarLink({ onCancel, onMade }: MakeCalendarLinkProps) {
  const { t } = useWords('admin');
  const term = useTerm();
  const { active } = useSites();
  const form = useForm({
    initialValues: { siteId: null as string | null, name: '', language: useLanguage() },
    validate: {
      siteId: (value) => (value === null ? t('calendars.siteMissing') : null),
      name: (value) => (value.trim() ? null : t('calendars.nameMissing')),
    },
  });
  const make = useAct(MakeCalendarLinkMutation, { onDone: ({ makeCalendarLink }) => onMade(makeCalendarLink.url) });
  return (
    <ActForm
      form={form}
      act={make}
      submit={t('calendars.make')}
      onCancel={onCancel}
      onSubmit={({ siteId, name, language }) => {
        if (siteId !== null) make.mutate({ input: { siteId, name: name.trim(), language } });
      }}
    >
      <Select label={t('calendars.site')} data={active} searchable {...form.getInputProps('siteId')} />
      <TextInput
        label={t('calendars.name')}
        description={t('calendars.nameHelp')}
        maxLength={LONGEST_NAME}
        {...form.getInputProps('name')}
      />
      <Select
        label={t('calendars.language')}
        allowDeselect={false}
        data={LANGUAGES.map((value) => ({ value, label: term('Language', value) }))}
        {...form.getInputProps('language')}
      />
    </ActForm>
  );
}
