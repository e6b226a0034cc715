import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IDENTIFIER_SCHEMES } from '../../app/choices.ts';
import { type Enumeration, graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { ActForm } from '../../ui/form.tsx';

const AddIdentifierMutation = graphql(`
  mutation AddProductIdentifier($input: AddProductIdentifierInput!) {
    addProductIdentifier(input: $input) {
      product {
        id
      }
    }
  }
`);

interface Identifier {
  scheme: Enumeration<'IdentifierScheme'>;
  value: string;
}

export function AddIdentifier({ productId, onClose }: { productId: string; onClose: () => void }) {
  const { t } = useWords('vendor');
  const term = useTerm();
  // Named and nested as the API's input, so that what it refuses stands at its field.
  const form = useForm<{ identifier: Identifier }>({
    initialValues: { identifier: { scheme: 'GTIN', value: '' } },
    validate: { identifier: { value: (value) => (value.trim() ? null : t('product.valueMissing')) } },
  });
  const act = useAct(AddIdentifierMutation, { onDone: onClose });
  return (
    <ActForm
      form={form}
      act={act}
      submit={t('product.add')}
      onCancel={onClose}
      onSubmit={({ identifier }) =>
        act.mutate({ input: { productId, identifier: { ...identifier, value: identifier.value.trim() } } })
      }
    >
      <Select
        label={t('product.scheme')}
        allowDeselect={false}
        data={IDENTIFIER_SCHEMES.map((value) => ({ value, label: term('IdentifierScheme', value) }))}
        {...form.getInputProps('identifier.scheme')}
      />
      <TextInput
        label={t('product.value')}
        withAsterisk
        maxLength={40}
        data-autofocus
        {...form.getInputProps('identifier.value')}
        error={form.errors['identifier.value'] ?? form.errors['identifier']}
      />
    </ActForm>
  );
}
