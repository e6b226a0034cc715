import { Checkbox, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { PRODUCT_KINDS } from '../../app/choices.ts';
import type { Enumeration } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';

export type ProductValues = {
  name: string;
  englishName: string;
  kind: Enumeration<'ProductKind'>;
  isConnectable: boolean;
};

/** What a product is called and is, when it is registered and when it is changed. */
export function ProductFields<Values extends ProductValues>({ form }: { form: UseFormReturnType<Values> }) {
  const { t } = useWords('vendor');
  const term = useTerm();
  return (
    <>
      <TextInput
        label={t('catalogue.name')}
        withAsterisk
        maxLength={200}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <TextInput label={t('catalogue.englishName')} maxLength={200} {...form.getInputProps('englishName')} />
      <Select
        label={t('catalogue.kind')}
        allowDeselect={false}
        data={PRODUCT_KINDS.map((value) => ({ value, label: term('ProductKind', value) }))}
        {...form.getInputProps('kind')}
      />
      <Checkbox label={t('catalogue.connectable')} {...form.getInputProps('isConnectable', { type: 'checkbox' })} />
    </>
  );
}
