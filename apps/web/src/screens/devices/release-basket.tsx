import { ActionIcon, Button, Group, Paper, Select, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../app/graphql.ts';
import { useLanguage, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { ProductPicker } from './product-picker.tsx';
import { releaseWords } from '../../ui/release-name.tsx';
import classes from './devices.module.css';

const ReleasesOfPickedQuery = graphql(`
  query ReleasesOfPicked($id: ID!) {
    product(id: $id) {
      id
      releases {
        id
        version
      }
    }
  }
`);

const PickedReleaseQuery = graphql(`
  query PickedRelease($id: ID!) {
    release(id: $id) {
      id
      version
      product {
        id
        name
        englishName
        makerName
        vendor {
          name
          englishName
        }
      }
    }
  }
`);

const MOST = 10;

interface ReleaseBasketProps {
  /** What the releases are chosen for. */
  label: string;
  addLabel: string;
  releaseIds: readonly string[];
  onChange: (releaseIds: string[]) => void;
}

/** The releases that were chosen, and one more. */
export function ReleaseBasket({ label, addLabel, releaseIds, onChange }: ReleaseBasketProps) {
  const { t } = useWords('devices');
  const [productId, setProductId] = useState<string>();
  const [releaseId, setReleaseId] = useState<string | null>(null);
  const { data } = useAnswer(
    ReleasesOfPickedQuery,
    { id: productId ?? '' },
    { enabled: productId !== undefined, refreshes: false },
  );
  const releases = productId && data?.product.id === productId ? data.product.releases : [];
  const left = releases.filter(({ id }) => !releaseIds.includes(id));
  const isFull = releaseIds.length >= MOST;
  return (
    <Paper withBorder p="md" data-print="no">
      <Stack gap="sm">
        {releaseIds.length > 0 && (
          <ul className={classes['plainList']} aria-label={label}>
            {releaseIds.map((id) => (
              <li key={id}>
                <Picked id={id} onRemove={() => onChange(releaseIds.filter((one) => one !== id))} />
              </li>
            ))}
          </ul>
        )}
        <Group align="flex-end" gap="sm">
          <ProductPicker
            label={t('asset.product')}
            value={productId}
            onChange={(chosen) => {
              setProductId(chosen);
              setReleaseId(null);
            }}
          />
          <Select
            label={t('asset.release')}
            disabled={left.length === 0}
            data={left.map(({ id, version }) => ({ value: id, label: version }))}
            value={releaseId}
            onChange={setReleaseId}
          />
          <Button
            variant="default"
            disabled={releaseId === null || isFull}
            onClick={() => {
              if (releaseId) onChange([...releaseIds, releaseId]);
              setReleaseId(null);
            }}
          >
            {addLabel}
          </Button>
          {isFull && <Text size="sm">{t('mds2.full', { most: MOST })}</Text>}
        </Group>
      </Stack>
    </Paper>
  );
}

function Picked({ id, onRemove }: { id: string; onRemove: () => void }) {
  const { t } = useWords('devices');
  const language = useLanguage();
  const { data, error } = useAnswer(PickedReleaseQuery, { id }, { refreshes: false });
  const words = data ? releaseWords(data.release, language) : error ? t('mds2.gone') : t('common:loading');
  return (
    <Group gap="xs">
      <ActionIcon
        variant="subtle"
        size="md"
        color="gray"
        aria-label={t('mds2.remove', { release: words })}
        onClick={onRemove}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
      <Text component="span" size="sm" dir="auto">
        {words}
      </Text>
    </Group>
  );
}
