import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDraft } from '../../app/drafts.ts';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { ActForm } from '../../ui/form.tsx';
import { ProductFields, type ProductValues } from './product-fields.tsx';

const RegisterProductMutation = graphql(`
  mutation RegisterProduct($input: RegisterProductInput!) {
    registerProduct(input: $input) {
      product {
        id
      }
    }
  }
`);

type Values = ProductValues & { identifiers: string };

interface RegisterProductProps {
  userId: string | null;
  onCancel: () => void;
  onDone: (productId: string) => void;
}

export function RegisterProduct({ userId, onCancel, onDone }: RegisterProductProps) {
  const { t } = useWords('vendor');
  const term = useTerm();
  const form = useForm<Values>({
    initialValues: { name: '', englishName: '', kind: 'DEVICE', isConnectable: true, identifiers: '' },
    validate: { name: (name) => (name.trim() ? null : t('catalogue.nameMissing')) },
  });
  const { forget } = useDraft('register-product', userId, form);
  const act = useAct(RegisterProductMutation, {
    onDone({ registerProduct }) {
      forget();
      onDone(registerProduct.product.id);
    },
  });
  return (
    <ActForm
      form={form}
      act={act}
      submit={t('catalogue.register')}
      onCancel={onCancel}
      onSubmit={({ name, englishName, identifiers, ...values }) =>
        act.mutate({
          input: {
            ...values,
            name: name.trim(),
            englishName: englishName.trim() || null,
            identifiers: identifiers.trim() ? [{ scheme: 'GTIN', value: identifiers.trim() }] : [],
          },
        })
      }
    >
      <ProductFields form={form} />
      {/* Named as the API's input, so that what it refuses of it stands here. */}
      <TextInput
        label={term('IdentifierScheme', 'GTIN')}
        description={t('catalogue.gtinHelp')}
        inputMode="numeric"
        maxLength={40}
        {...form.getInputProps('identifiers')}
      />
    </ActForm>
  );
}
