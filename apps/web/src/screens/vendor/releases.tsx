import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTerm, useWords } from '../../app/language.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tags.tsx';
import { Day } from '../../ui/when.tsx';
import type { OwnProduct, OwnRelease } from './own-product-query.ts';
import { ReleaseForm } from './release-form.tsx';

const TONE = { SUPPORTED: 'good', LIMITED_SUPPORT: 'notice', END_OF_SUPPORT: 'warning' } as const;

/** The releases of a product with their dates. */
export function Releases({ product, mayChange }: { product: OwnProduct; mayChange: boolean }) {
  const { t } = useWords('vendor');
  const term = useTerm();
  // Which one is changed; 'new': one is added.
  const [open, setOpen] = useState<OwnRelease | 'new' | null>(null);
  const close = () => setOpen(null);
  return (
    <Section
      title={t('product.releases')}
      lead={t('product.releasesLead')}
      actions={mayChange && <Button onClick={() => setOpen('new')}>{t('product.addRelease')}</Button>}
    >
      {product.releases.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('product.noReleases')}
        </Text>
      ) : (
        <PlainTable
          label={t('product.releases')}
          rows={product.releases}
          keyOf={({ id }) => id}
          columns={[
            { key: 'version', header: t('product.version'), cell: ({ version }) => <bdi>{version}</bdi> },
            {
              key: 'stage',
              header: t('product.stage'),
              cell: ({ stage }) => <Tag tone={TONE[stage]}>{term('LifeCycleStage', stage)}</Tag>,
            },
            ...(['releasedOn', 'endOfLifeOn', 'endOfSupportOn'] as const).map((key) => ({
              key,
              header: t(`product.${key}`),
              cell: ({ [key]: on }: OwnRelease) => (on ? <Day on={on} /> : '–'),
            })),
            ...(mayChange
              ? [
                  {
                    key: 'change',
                    header: '',
                    cell: (release: OwnRelease) => (
                      <Button
                        size="xs"
                        variant="default"
                        aria-label={t('product.changeReleaseOf', { version: release.version })}
                        onClick={() => setOpen(release)}
                      >
                        {t('product.changeRelease')}
                      </Button>
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
      <Dialog
        opened={open !== null}
        onClose={close}
        title={
          open === null || open === 'new'
            ? t('product.addRelease')
            : t('product.changeReleaseOf', { version: open.version })
        }
      >
        {open && <ReleaseForm productId={product.id} release={open === 'new' ? null : open} onClose={close} />}
      </Dialog>
    </Section>
  );
}
