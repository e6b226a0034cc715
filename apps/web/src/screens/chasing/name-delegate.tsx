import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { graphql } from '../../app/graphql.ts';
import { LANGUAGES, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useSites } from '../../app/sites.ts';
import { DayInput, startOfDay } from '../../ui/day-input.tsx';
import { ActForm } from '../../ui/form.tsx';

const NameDelegateMutation = graphql(`
  mutation NameDelegate($input: NameDelegateInput!) {
    nameDelegate(input: $input) {
      delegate {
        id
      }
    }
  }
`);

const LONGEST_NAME = 100;

export function NameDelegate({ onClose }: { onClose: () => void }) {
  const { t } = useWords('chasing');
  const term = useTerm();
  const { active } = useSites();
  const act = useAct(NameDelegateMutation, { onDone: onClose });
  const form = useForm({
    initialValues: { siteId: null as string | null, name: '', email: '', language: useLanguage(), expiresAt: '' },
    validate: {
      siteId: (value) => (value === null ? t('delegates.siteMissing') : null),
      name: (value) => (value.trim() ? null : t('delegates.nameMissing')),
      email: (value) => (value.trim() ? null : t('delegates.emailMissing')),
      expiresAt: (value) => (value ? null : t('delegates.untilMissing')),
    },
  });
  return (
    <ActForm
      form={form}
      act={act}
      submit={t('delegates.name')}
      onCancel={onClose}
      onSubmit={({ siteId, name, email, language, expiresAt }) => {
        if (siteId === null) return;
        const input = { siteId, name: name.trim(), email: email.trim(), language, expiresAt: startOfDay(expiresAt) };
        act.mutate({ input });
      }}
    >
      <Select label={t('delegates.site')} data={active} searchable {...form.getInputProps('siteId')} />
      <TextInput label={t('delegates.nameOf')} maxLength={LONGEST_NAME} {...form.getInputProps('name')} />
      <TextInput
        type="email"
        label={t('delegates.email')}
        description={t('delegates.emailHelp')}
        {...form.getInputProps('email')}
      />
      <Select
        label={t('delegates.language')}
        allowDeselect={false}
        data={LANGUAGES.map((value) => ({ value, label: term('Language', value) }))}
        {...form.getInputProps('language')}
      />
      <DayInput
        label={t('delegates.until')}
        description={t('delegates.untilHelp')}
        {...form.getInputProps('expiresAt')}
      />
    </ActForm>
  );
}
