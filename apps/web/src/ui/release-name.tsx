import { Anchor, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Enumeration } from '../app/graphql.ts';
import { type Language, nameOf, useLanguage, useTerm, useWords } from '../app/language.ts';
import { sideOf, useViewer } from '../app/session.ts';
import { Tag } from './tags.tsx';
import { Day } from './when.tsx';

interface Named {
  name: string;
  englishName: string | null;
}

export interface NamedProduct extends Named {
  id: string;
  makerName: string | null;
  vendor: Named | null;
}

export interface NamedRelease {
  id: string;
  version: string;
  product: NamedProduct;
}

/** Who makes it: a vendor of the portal, or whom the hospital noted. */
export const makerOf = ({ makerName, vendor }: NamedProduct, language: Language): string =>
  vendor ? nameOf(vendor, language) : (makerName ?? '');

export const releaseWords = ({ version, product }: NamedRelease, language: Language): string =>
  `${nameOf(product, language)} ${version}`;

/** A product with its version and maker; leads to the product's page. */
export function ReleaseName({ release }: { release: NamedRelease }) {
  const language = useLanguage();
  return (
    <div>
      <ProductLink product={release.product} releaseId={release.id}>
        {releaseWords(release, language)}
      </ProductLink>
      <Text size="sm" c="dimmed" dir="auto">
        {makerOf(release.product, language)}
      </Text>
    </div>
  );
}

interface ProductLinkProps {
  product: { id: string };
  releaseId?: string;
  children: string;
}

/** To the page of a product on this side of the portal. */
export function ProductLink({ product, releaseId, children }: ProductLinkProps) {
  const isVendor = sideOf(useViewer()) === 'vendor';
  return (
    <Anchor
      dir="auto"
      renderRoot={(props) =>
        isVendor ? (
          <Link to={`/catalogue/${product.id}`} {...props} />
        ) : (
          <Link
            to="/products/$productId"
            params={{ productId: product.id }}
            search={releaseId ? { releaseId } : {}}
            {...props}
          />
        )
      }
    >
      {children}
    </Anchor>
  );
}

const OF_STAGE = { SUPPORTED: 'good', LIMITED_SUPPORT: 'notice', END_OF_SUPPORT: 'warning' } as const;

interface SupportProps {
  release: { stage: Enumeration<'LifeCycleStage'>; endOfSupportOn: string | null };
}

/** The stage of its life, and until when it is supported. */
export function Support({ release: { stage, endOfSupportOn } }: SupportProps) {
  const { t } = useWords('devices');
  const term = useTerm();
  return (
    <Group gap={6}>
      <Tag tone={OF_STAGE[stage]}>{term('LifeCycleStage', stage)}</Tag>
      {endOfSupportOn && (
        <Text component="span" size="sm">
          {t('endOfSupport')} <Day on={endOfSupportOn} />
        </Text>
      )}
    </Group>
  );
}
