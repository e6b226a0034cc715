import { ActionIcon, Button, Group, Select, Stack, Text, TextInput, type TextInputProps } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconX } from '@tabler/icons-react';
import { IDENTIFIER_SCHEMES } from '../../app/choices.ts';
import type { Enumeration } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import type { ProductValues } from './product-fields.tsx';

export interface Identifier {
  scheme: Enumeration<'IdentifierScheme'>;
  value: string;
}

/** What helps stands below, so that the fields beside one another stand in one line. */
const ORDER: TextInputProps['inputWrapperOrder'] = ['label', 'input', 'description', 'error'];

interface IdentifierFieldProps<Values extends Record<string, unknown>> {
  form: UseFormReturnType<Values>;
  at: string;
  identifier: Identifier;
}

/** One name by which a product is found: what kind it is, and the value. `at` is its place in the form, as in the API's input. */
export function IdentifierField<Values extends Record<string, unknown>>(props: IdentifierFieldProps<Values>) {
  const { form, at, identifier } = props;
  const { t } = useWords('vendor');
  const term = useTerm();
  return (
    <>
      <Select
        label={t('product.scheme')}
        allowDeselect={false}
        data={IDENTIFIER_SCHEMES.map((value) => ({ value, label: term('IdentifierScheme', value) }))}
        {...form.getInputProps(`${at}.scheme`)}
      />
      <TextInput
        label={t('product.value')}
        withAsterisk
        maxLength={40}
        {...(identifier.scheme === 'GTIN' ? { description: t('catalogue.gtinHelp'), inputWrapperOrder: ORDER } : {})}
        {...form.getInputProps(`${at}.value`)}
        error={form.errors[`${at}.value`] ?? form.errors[at]}
      />
    </>
  );
}

export type ProductToRegister = ProductValues & { identifiers: Identifier[] };

/** As many names as the product has; a product without one is found by its name alone. */
export function IdentifierFields({ form }: { form: UseFormReturnType<ProductToRegister> }) {
  const { t } = useWords('vendor');
  const { identifiers } = form.getValues();
  const unused = IDENTIFIER_SCHEMES.find((scheme) => !identifiers.some((one) => one.scheme === scheme)) ?? 'GTIN';
  return (
    <Stack gap="xs" role="group" aria-label={t('catalogue.identifiers')}>
      <Text size="sm" fw={500}>
        {t('catalogue.identifiers')}
      </Text>
      <Text size="sm" c="dimmed">
        {t('catalogue.identifiersHelp')}
      </Text>
      {identifiers.map((identifier, place) => (
        <Group key={place} align="flex-start" wrap="nowrap">
          <Group grow flex={1} align="flex-start" wrap="nowrap">
            <IdentifierField form={form} at={`identifiers.${place}`} identifier={identifier} />
          </Group>
          <ActionIcon
            variant="subtle"
            size="lg"
            mt="1.5rem"
            aria-label={t('catalogue.removeIdentifier', { number: place + 1 })}
            onClick={() => form.removeListItem('identifiers', place)}
          >
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          onClick={() => form.insertListItem('identifiers', { scheme: unused, value: '' })}
        >
          {t('product.addIdentifier')}
        </Button>
      </div>
    </Stack>
  );
}
