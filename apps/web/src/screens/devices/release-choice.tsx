import { Button, Group, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { OutsideProduct } from './outside-product.tsx';
import { ProductPicker } from './product-picker.tsx';

const ReleasesToChooseQuery = graphql(`
  query ReleasesToChoose($id: ID!) {
    product(id: $id) {
      id
      makerName
      releases {
        id
        version
        stage
      }
    }
  }
`);

interface ReleaseChoiceProps {
  productId: string | undefined;
  releaseId: string | undefined;
  onChange: (productId: string | undefined, releaseId: string | undefined) => void;
  error?: ReactNode;
}

/** A product and its version; one whose maker is not in Tasuki is put on record on the way. */
export function ReleaseChoice({ productId, releaseId, onChange, error }: ReleaseChoiceProps) {
  const { t } = useWords('devices');
  const term = useTerm();
  const [isOpen, { open, close }] = useDisclosure();
  const { data } = useAnswer(
    ReleasesToChooseQuery,
    { id: productId ?? '' },
    { enabled: productId !== undefined, refreshes: false },
  );
  const product = productId !== undefined && data?.product.id === productId ? data.product : undefined;
  const isKept = typeof product?.makerName === 'string';
  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <ProductPicker
          label={t('asset.product')}
          description={t('releaseChoice.productHelp')}
          withAsterisk
          value={productId}
          error={productId ? undefined : error}
          onChange={(chosen) => onChange(chosen, undefined)}
        />
        <Select
          label={t('asset.release')}
          description={t('releaseChoice.releaseHelp')}
          withAsterisk
          disabled={!product}
          searchable
          data={(product?.releases ?? []).map(({ id, version, stage }) => ({
            value: id,
            label: `${version}  (${term('LifeCycleStage', stage)})`,
          }))}
          value={releaseId ?? null}
          error={productId ? error : undefined}
          onChange={(chosen) => onChange(productId, chosen ?? undefined)}
        />
      </SimpleGrid>
      <Group gap="xs">
        <Text size="sm" c="dimmed">
          {isKept ? t('releaseChoice.keptHelp') : t('releaseChoice.outsideHelp')}
        </Text>
        <Button size="xs" variant="default" onClick={open}>
          {isKept ? t('releaseChoice.addVersion') : t('releaseChoice.outside')}
        </Button>
      </Group>
      <OutsideProduct
        isOpen={isOpen}
        productId={isKept ? productId : undefined}
        onClose={close}
        onKept={(keptId, keptReleaseId) => {
          onChange(keptId, keptReleaseId);
          close();
        }}
      />
    </Stack>
  );
}
