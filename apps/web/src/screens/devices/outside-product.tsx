import { Alert, Checkbox, Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { ask } from '../../app/ask.ts';
import { PRODUCT_KINDS } from '../../app/choices.ts';
import { type Enumeration, graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useDeed } from '../../app/queries.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';

const KeepProductMutation = graphql(`
  mutation KeepProduct($input: RegisterOutsideProductInput!) {
    registerOutsideProduct(input: $input) {
      product {
        id
      }
    }
  }
`);

const AddKeptReleaseMutation = graphql(`
  mutation AddKeptRelease($input: AddReleaseInput!) {
    addRelease(input: $input) {
      release {
        id
      }
    }
  }
`);

type Values = {
  makerName: string;
  name: string;
  englishName: string;
  kind: Enumeration<'ProductKind'>;
  isConnectable: boolean;
  gtin: string;
  approvalNumber: string;
  version: string;
  endOfSupportOn: string;
};

interface OutsideProductProps {
  isOpen: boolean;
  /** A product that is kept already, and gets a further version. */
  productId: string | undefined;
  onClose: () => void;
  onKept: (productId: string, releaseId: string) => void;
}

/** Keeps a record of a product whose maker is not in Tasuki, and of the version that the hospital has. */
export function OutsideProduct({ isOpen, productId, onClose, onKept }: OutsideProductProps) {
  const { t } = useWords('devices');
  return (
    <Dialog
      opened={isOpen}
      onClose={onClose}
      size="lg"
      title={productId ? t('outside.versionTitle') : t('outside.title')}
    >
      <OutsideProductForm productId={productId} onClose={onClose} onKept={onKept} />
    </Dialog>
  );
}

function OutsideProductForm({ productId, onClose, onKept }: Omit<OutsideProductProps, 'isOpen'>) {
  const { t } = useWords('devices');
  const term = useTerm();
  // The product of a first try whose version was refused: the next try adds the version to it.
  const [keptId, setKeptId] = useState(productId);
  const isKept = keptId !== undefined;
  const missing = (words: string) => (value: string) => (value.trim() ? null : words);
  const form = useForm<Values>({
    initialValues: {
      makerName: '',
      name: '',
      englishName: '',
      kind: 'DEVICE',
      isConnectable: true,
      gtin: '',
      approvalNumber: '',
      version: '',
      endOfSupportOn: '',
    },
    validate: {
      ...(productId ? {} : { makerName: missing(t('outside.makerMissing')), name: missing(t('outside.nameMissing')) }),
      version: missing(t('outside.versionMissing')),
    },
  });
  const act = useDeed(
    async (values: Values) => {
      const madeId = keptId ?? (await keep(values));
      setKeptId(madeId);
      const input = {
        productId: madeId,
        version: values.version.trim(),
        endOfSupportOn: values.endOfSupportOn || null,
      };
      const { addRelease } = await ask(AddKeptReleaseMutation, { input });
      return { productId: madeId, releaseId: addRelease.release.id };
    },
    { onDone: (made) => onKept(made.productId, made.releaseId) },
  );
  return (
    <ActForm
      form={form}
      act={act}
      onSubmit={act.mutate}
      submit={productId ? t('outside.addVersion') : t('outside.keep')}
      onCancel={onClose}
    >
      {!productId && (
        <>
          <Text size="sm">{t('outside.text')}</Text>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              label={t('outside.maker')}
              withAsterisk
              maxLength={200}
              data-autofocus
              {...form.getInputProps('makerName')}
            />
            <TextInput label={t('outside.name')} withAsterisk maxLength={200} {...form.getInputProps('name')} />
            <TextInput label={t('outside.englishName')} maxLength={200} {...form.getInputProps('englishName')} />
            <Select
              label={t('outside.kind')}
              allowDeselect={false}
              data={PRODUCT_KINDS.map((value) => ({ value, label: term('ProductKind', value) }))}
              {...form.getInputProps('kind')}
            />
            <TextInput
              label={term('IdentifierScheme', 'GTIN')}
              description={t('outside.gtinHelp')}
              maxLength={40}
              {...form.getInputProps('gtin')}
            />
            <TextInput
              label={term('IdentifierScheme', 'APPROVAL_NUMBER')}
              description={t('outside.approvalHelp')}
              maxLength={40}
              {...form.getInputProps('approvalNumber')}
            />
          </SimpleGrid>
          <Checkbox label={t('outside.connectable')} {...form.getInputProps('isConnectable', { type: 'checkbox' })} />
        </>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={t('outside.version')}
          description={t('outside.versionHelp')}
          withAsterisk
          maxLength={100}
          {...form.getInputProps('version')}
        />
        <DayInput
          label={t('outside.endOfSupportOn')}
          description={t('outside.endOfSupportHelp')}
          {...form.getInputProps('endOfSupportOn')}
        />
      </SimpleGrid>
      {isKept && !productId && <Alert>{t('outside.keptAlready')}</Alert>}
    </ActForm>
  );
}

async function keep(values: Values): Promise<string> {
  const { makerName, name, englishName, kind, isConnectable, gtin, approvalNumber } = values;
  const identifiers = [
    { scheme: 'GTIN' as const, value: gtin.trim() },
    { scheme: 'APPROVAL_NUMBER' as const, value: approvalNumber.trim() },
  ].filter(({ value }) => value !== '');
  const input = {
    makerName: makerName.trim(),
    name: name.trim(),
    englishName: englishName.trim() || null,
    kind,
    isConnectable,
    identifiers,
  };
  return (await ask(KeepProductMutation, { input })).registerOutsideProduct.product.id;
}
