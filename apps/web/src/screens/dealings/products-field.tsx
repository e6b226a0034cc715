import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { makerOf } from '../../ui/release-name.tsx';

const ProductsQuery = graphql(`
  query ProductsToMandate($search: String, $vendorId: ID) {
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

const TYPING_MS = 200;
const LONGEST = 200;

interface ProductsFieldProps {
  label: string;
  description: string;
  error?: ReactNode;
  value?: string[];
  onChange?: (productIds: string[]) => void;
}

/** Several products by name, maker or identifier: a manufacturer's own, a hospital's among all. */
export function ProductsField({ value = [], onChange, ...input }: ProductsFieldProps) {
  const { t } = useWords('dealings');
  const language = useLanguage();
  const viewer = useViewer();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), TYPING_MS);
  const [chosen, setChosen] = useState<readonly { value: string; label: string }[]>([]);
  const vendorId = sideOf(viewer) === 'vendor' ? (viewer.organisation?.id ?? null) : null;
  const { data, isFetching } = useAnswer(ProductsQuery, { search: search || null, vendorId }, { refreshes: false });
  const hits = (data?.products.edges ?? []).map(({ node }) => ({
    value: node.id,
    label: vendorId ? nameOf(node, language) : `${nameOf(node, language)} · ${makerOf(node, language)}`,
  }));
  const all = [...chosen.filter((one) => hits.every((hit) => hit.value !== one.value)), ...hits];
  return (
    <MultiSelect
      {...input}
      searchable
      clearable
      maxLength={LONGEST}
      nothingFoundMessage={t(isFetching ? 'common:loading' : 'mandates.noProduct')}
      data={all}
      filter={({ options }) => options}
      value={value}
      onChange={(ids) => {
        setChosen(all.filter((one) => ids.includes(one.value)));
        onChange?.(ids);
      }}
      onSearchChange={setTyped}
    />
  );
}
