import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { makerOf, type NamedProduct } from '../../ui/release-name.tsx';

const ProductHitsQuery = graphql(`
  query ProductHits($search: String, $vendorId: ID) {
    products(first: 20, search: $search, vendorId: $vendorId) {
      edges {
        node {
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
  }
`);

const ChosenProductQuery = graphql(`
  query ChosenProduct($id: ID!) {
    product(id: $id) {
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
`);

const TYPING_MS = 200;
const LONGEST = 200;

interface ProductPickerProps {
  label: string;
  description?: string;
  error?: ReactNode;
  withAsterisk?: boolean;
  /** Of this vendor alone. */
  vendorId?: string | undefined;
  value: string | undefined;
  onChange: (productId: string | undefined) => void;
}

/** A product by its name, its maker's, or any identifier: a bar code read into it finds the device's own product. */
export function ProductPicker({ vendorId, value, onChange, ...input }: ProductPickerProps) {
  const { t } = useWords('devices');
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(searchOf(typed), TYPING_MS);
  const chosen = useAnswer(ChosenProductQuery, { id: value ?? '' }, { enabled: value !== undefined, refreshes: false });
  const product = value === undefined ? undefined : chosen.data?.product;
  const wordsOf = (one: NamedProduct) => `${nameOf(one, language)} · ${makerOf(one, language)}`;
  // What is chosen stands in the box, and is not what one searches.
  const search = product && settled === wordsOf(product) ? '' : settled;
  const { data, isFetching } = useAnswer(
    ProductHitsQuery,
    { search: search || null, vendorId: vendorId ?? null },
    { refreshes: false },
  );

  const hits = data?.products.edges.map(({ node }) => node) ?? [];
  const all = product && !hits.some(({ id }) => id === product.id) ? [product, ...hits] : hits;
  return (
    <Select
      {...input}
      searchable
      clearable
      placeholder={t('productPicker.placeholder')}
      nothingFoundMessage={isFetching ? t('common:loading') : t('productPicker.nothing')}
      maxLength={LONGEST}
      data={all.map((one) => ({ value: one.id, label: wordsOf(one) }))}
      filter={({ options }) => options}
      value={product?.id ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      onSearchChange={setTyped}
    />
  );
}

/** What stands in a GS1 bar code before the serial number: `01` and the GTIN's 14 digits. */
const GS1 = /^\(?01\)?(?<gtin>\d{14})/;

const searchOf = (typed: string): string => GS1.exec(typed.trim())?.groups?.['gtin'] ?? typed.trim();
