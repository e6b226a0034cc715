import { useForm } from '@mantine/form';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { ActForm } from '../../ui/form.tsx';
import { type Identifier, IdentifierField } from './identifier-fields.tsx';

const AddIdentifierMutation = graphql(`
  mutation AddProductIdentifier($input: AddProductIdentifierInput!) {
    addProductIdentifier(input: $input) {
      product {
        id
      }
    }
  }
`);

export function AddIdentifier({ productId, onClose }: { productId: string; onClose: () => void }) {
  const { t } = useWords('vendor');
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
      <IdentifierField form={form} at="identifier" identifier={form.values.identifier} />
    </ActForm>
  );
}
