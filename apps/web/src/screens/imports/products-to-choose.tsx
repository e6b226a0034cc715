import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { failureOf } from '../../app/failure.ts';
import { nameOf, useLanguage, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { useNumbers } from '../../ui/when.tsx';
import { ProductPicker } from '../devices/product-picker.tsx';
import { ChooseProduct, KeepProduct, type ProductOfFile } from './import-query.ts';
import { useTableKind } from './table-kind.ts';

/** Products of the file that were not found: which they are, or a record of one whose maker is not in Tasuki. */
export function ProductsToChoose({ importId, products }: { importId: string; products: readonly ProductOfFile[] }) {
  const { t } = useWords('imports');
  const { words } = useTableKind();
  const open = products.filter(({ productId }) => productId === null);
  if (open.length === 0) return null;
  return (
    <Section title={t('products.title')} lead={t(`${words}.products`)}>
      <Stack component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {open.map((product) => (
          <Paper key={product.key} component="li" withBorder p="md" maw={960}>
            <ProductToChoose importId={importId} product={product} />
          </Paper>
        ))}
      </Stack>
    </Section>
  );
}

function ProductToChoose({ importId, product }: { importId: string; product: ProductOfFile }) {
  const { t } = useWords('imports');
  const language = useLanguage();
  const viewer = useViewer();
  const isVendor = sideOf(viewer) === 'vendor';
  const { count } = useNumbers();
  const [picked, setPicked] = useState<string | undefined>();
  const [isKeeping, { open, close }] = useDisclosure();
  const choose = useAct(ChooseProduct);
  const { key, name, gtin, approvalNumber, makerName, rows, suggestions } = product;
  const words = [name, makerName, gtin, approvalNumber].filter(Boolean).join(' · ');
  const say = (productId: string) => choose.mutate({ input: { importId, key, productId } });
  return (
    <Stack gap="xs">
      <Text fw={600} dir="auto">
        {words}
      </Text>
      <Text size="sm">{t('products.rows', { number: count(rows) })}</Text>
      {suggestions.length > 0 && (
        <Group gap="xs">
          {suggestions.map((one) => (
            <Button key={one.id} variant="default" size="xs" loading={choose.isPending} onClick={() => say(one.id)}>
              {[nameOf(one, language), one.vendor ? nameOf(one.vendor, language) : one.makerName]
                .filter(Boolean)
                .join(' · ')}
            </Button>
          ))}
        </Group>
      )}
      <Group align="flex-end">
        <ProductPicker
          label={t('products.other')}
          vendorId={isVendor ? viewer.organisation?.id : undefined}
          value={picked}
          onChange={setPicked}
        />
        <Button
          variant="default"
          disabled={!picked}
          loading={choose.isPending}
          onClick={() => picked && say(picked)}
          aria-label={t('products.chooseFor', { words })}
        >
          {t('products.choose')}
        </Button>
        {!isVendor && (
          <Button variant="default" onClick={open} aria-label={t('products.keepFor', { words })}>
            {t('products.keep')}
          </Button>
        )}
      </Group>
      {choose.error && <FailureNotice failure={failureOf(choose.error)} />}
      <Dialog opened={isKeeping} onClose={close} title={t('products.keepTitle')}>
        <KeepRecord importId={importId} product={product} onDone={close} />
      </Dialog>
    </Stack>
  );
}

interface KeepRecordProps {
  importId: string;
  product: ProductOfFile;
  onDone: () => void;
}

function KeepRecord({ importId, product, onDone }: KeepRecordProps) {
  const { t } = useWords('imports');
  const keep = useAct(KeepProduct, { onDone });
  const form = useForm({
    initialValues: { name: product.name ?? '', makerName: product.makerName ?? '' },
    validate: {
      name: (name) => (name.trim() ? null : t('products.nameMissing')),
      makerName: (makerName) => (makerName.trim() ? null : t('products.makerMissing')),
    },
  });
  return (
    <ActForm
      form={form}
      act={keep}
      submit={t('products.keep')}
      onCancel={onDone}
      onSubmit={({ name, makerName }) =>
        keep.mutate({ input: { importId, key: product.key, name: name.trim(), makerName: makerName.trim() } })
      }
    >
      <Text size="sm">{t('products.keepText')}</Text>
      <TextInput label={t('products.name')} withAsterisk maxLength={200} {...form.getInputProps('name')} />
      <TextInput label={t('products.maker')} withAsterisk maxLength={200} {...form.getInputProps('makerName')} />
    </ActForm>
  );
}
