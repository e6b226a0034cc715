import { useForm } from '@mantine/form';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { ActForm } from '../../ui/form.tsx';
import type { OwnProduct } from './own-product-query.ts';
import { ProductFields, type ProductValues } from './product-fields.tsx';

const ChangeProductMutation = graphql(`
  mutation ChangeProduct($input: ChangeProductInput!) {
    changeProduct(input: $input) {
      product {
        id
      }
    }
  }
`);

export function ChangeProduct({ product, onClose }: { product: OwnProduct; onClose: () => void }) {
  const { t } = useWords('vendor');
  const act = useAct(ChangeProductMutation, { onDone: onClose });
  const { name, englishName, kind, isConnectable } = product;
  const form = useForm<ProductValues>({
    initialValues: { name, englishName: englishName ?? '', kind, isConnectable },
    validate: { name: (typed) => (typed.trim() ? null : t('catalogue.nameMissing')) },
  });
  return (
    <ActForm
      form={form}
      act={act}
      submit={t('product.save')}
      onCancel={onClose}
      onSubmit={(values) =>
        act.mutate({
          input: {
            ...values,
            productId: product.id,
            name: values.name.trim(),
            englishName: values.englishName.trim() || null,
          },
        })
      }
    >
      <ProductFields form={form} />
    </ActForm>
  );
}
