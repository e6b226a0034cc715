import { MultiSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { graphql } from '../../app/graphql.ts';
import { useTrailTerm, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { ActForm } from '../../ui/form.tsx';

const KindsQuery = graphql(`
  query WebhookKinds {
    webhookKinds
  }
`);

interface Values {
  [name: string]: unknown;
  url: string;
  kinds: string[];
}

interface WebhookFormProps {
  initial: { url: string; kinds: readonly string[] };
  submit: string;
  /** What `useAct` gives. */
  act: { isPending: boolean; error: Error | null; mutate: (variables: never) => void };
  onSubmit: (values: { url: string; kinds: string[] }) => void;
  onCancel: () => void;
}

/** Where messages go, and of what they tell. */
export function WebhookForm({ initial, submit, act, onSubmit, onCancel }: WebhookFormProps) {
  const { t } = useWords('webhooks');
  const kindTerm = useTrailTerm();
  const kinds = useAnswer(KindsQuery, {}, { refreshes: false });
  const form = useForm<Values>({
    initialValues: { url: initial.url, kinds: [...initial.kinds] },
    validate: {
      url: (value) => (value.trim() ? null : t('urlMissing')),
      kinds: (value) => (value.length > 0 ? null : t('kindsMissing')),
    },
  });
  return (
    <ActForm
      form={form}
      act={act}
      submit={submit}
      onCancel={onCancel}
      onSubmit={({ url, kinds: chosen }) => onSubmit({ url: url.trim(), kinds: chosen })}
    >
      <TextInput
        type="url"
        label={t('url')}
        description={t('urlHelp')}
        placeholder="https://hooks.example.jp/tasuki"
        maxLength={500}
        autoComplete="off"
        {...form.getInputProps('url')}
      />
      <MultiSelect
        label={t('kinds')}
        description={t('kindsHelp')}
        data={(kinds.data?.webhookKinds ?? []).map((value) => ({ value, label: kindTerm(value) }))}
        searchable
        clearable
        {...form.getInputProps('kinds')}
      />
    </ActForm>
  );
}
