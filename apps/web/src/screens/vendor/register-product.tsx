import { useForm } from '@mantine/form';
import { useDraft } from '../../app/drafts.ts';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { ActForm } from '../../ui/form.tsx';
import { IdentifierFields, type ProductToRegister } from './identifier-fields.tsx';
import { ProductFields } from './product-fields.tsx';

const RegisterProductMutation = graphql(`
  mutation RegisterProduct($input: RegisterProductInput!) {
    registerProduct(input: $input) {
      product {
        id
      }
    }
  }
`);

interface RegisterProductProps {
  userId: string | null;
  onCancel: () => void;
  onDone: (productId: string) => void;
}

export function RegisterProduct({ userId, onCancel, onDone }: RegisterProductProps) {
  const { t } = useWords('vendor');
  const form = useForm<ProductToRegister>({
    initialValues: {
      name: '',
      englishName: '',
      kind: 'DEVICE',
      isConnectable: true,
      identifiers: [{ scheme: 'GTIN', value: '' }],
    },
    validate: {
      name: (name) => (name.trim() ? null : t('catalogue.nameMissing')),
      // The one that the form begins with may stay empty.
      identifiers: {
        value: (value, { identifiers }) =>
          value.trim() || identifiers.length === 1 ? null : t('product.valueMissing'),
      },
    },
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
            identifiers: identifiers
              .map(({ scheme, value }) => ({ scheme, value: value.trim() }))
              .filter(({ value }) => value !== ''),
          },
        })
      }
    >
      <ProductFields form={form} />
      <IdentifierFields form={form} />
    </ActForm>
  );
}
