import { MultiSelect, Select, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { ORGANISATION_KINDS, SERVICE_KINDS } from '../../app/choices.ts';
import { useDraft } from '../../app/drafts.ts';
import { graphql, type Enumeration } from '../../app/graphql.ts';
import { LANGUAGES, type Language, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useViewer } from '../../app/session.ts';
import { ActForm } from '../../ui/form.tsx';

const Admit = graphql(`
  mutation AdmitOrganisation($input: AdmitOrganisationInput!) {
    admitOrganisation(input: $input) {
      organisation {
        id
      }
    }
  }
`);

interface Values extends Record<string, unknown> {
  name: string;
  englishName: string;
  kind: Enumeration<'OrganisationKind'> | null;
  serviceKinds: Enumeration<'ServiceKind'>[];
  administratorEmail: string;
  language: Language;
}

const LONGEST_NAME = 200;

/** Founds an organisation, with the invitation of whoever administers it first. */
export function AdmitForm({ onDone }: { onDone: () => void }) {
  const { t } = useWords('operator');
  const term = useTerm();
  const language = useLanguage();
  const viewer = useViewer();
  const form = useForm<Values>({
    initialValues: { name: '', englishName: '', kind: null, serviceKinds: [], administratorEmail: '', language },
    validate: {
      name: (value) => (value.trim() ? null : t('organisations.nameMissing')),
      kind: (value) => (value ? null : t('organisations.kindMissing')),
      administratorEmail: (value) => (value.trim() ? null : t('organisations.emailMissing')),
    },
  });
  const { forget } = useDraft('admit organisation', viewer.userId, form);
  const admit = useAct(Admit, {
    onDone() {
      forget();
      const { name, administratorEmail } = form.getValues();
      notifications.show({ message: t('organisations.admitted', { name, email: administratorEmail }) });
      onDone();
    },
  });
  const isService = form.getValues().kind === 'SERVICE_PROVIDER';
  return (
    <ActForm
      form={form}
      act={admit}
      submit={t('organisations.admit')}
      onCancel={onDone}
      onSubmit={({ kind, englishName, serviceKinds, ...values }) => {
        if (!kind) return;
        admit.mutate({
          input: {
            ...values,
            kind,
            englishName: englishName.trim() || null,
            ...(isService && { serviceKinds }),
          },
        });
      }}
    >
      <Text size="sm">{t('organisations.admitText')}</Text>
      <TextInput
        label={t('organisations.name')}
        maxLength={LONGEST_NAME}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <TextInput
        label={t('organisations.englishName')}
        maxLength={LONGEST_NAME}
        {...form.getInputProps('englishName')}
      />
      <Select
        label={t('organisations.kind')}
        required
        data={ORGANISATION_KINDS.map((value) => ({ value, label: term('OrganisationKind', value) }))}
        {...form.getInputProps('kind')}
      />
      {isService && (
        <MultiSelect
          label={t('organisations.serviceKinds')}
          data={SERVICE_KINDS.map((value) => ({ value, label: term('ServiceKind', value) }))}
          {...form.getInputProps('serviceKinds')}
        />
      )}
      <TextInput type="email" label={t('organisations.email')} required {...form.getInputProps('administratorEmail')} />
      <Select
        label={t('organisations.language')}
        allowDeselect={false}
        data={LANGUAGES.map((value) => ({ value, label: term('Language', value) }))}
        {...form.getInputProps('language')}
      />
    </ActForm>
  );
}
