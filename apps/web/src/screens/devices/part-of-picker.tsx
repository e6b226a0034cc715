import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { graphql } from '../../app/graphql.ts';
import { type Language, useLanguage, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { type NamedRelease, releaseWords } from '../../ui/release-name.tsx';

const AssetsOfSiteQuery = graphql(`
  query AssetsOfSite($siteId: ID, $search: String) {
    assets(first: 20, siteId: $siteId, search: $search) {
      edges {
        node {
          id
          name
          serialNumber
          location
          status
          release {
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
      }
    }
  }
`);

const WholeQuery = graphql(`
  query WholeOfPart($id: ID!) {
    asset(id: $id) {
      id
      name
      serialNumber
      location
      status
      release {
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
  }
`);

interface NamedAsset {
  name: string | null;
  serialNumber: string | null;
  location: string | null;
  release: NamedRelease;
}

/** What a device is called where several stand beside each other. */
export const assetWords = ({ name, serialNumber, location, release }: NamedAsset, language: Language): string =>
  [name, releaseWords(release, language), serialNumber, location].filter((words) => words).join(' · ');

const TYPING_MS = 200;
const LONGEST = 200;

interface PartOfPickerProps {
  /** The device that is a part; null for one that is not there yet. */
  assetId: string | null;
  siteId: string | null;
  value: string | null;
  error?: ReactNode;
  onChange: (assetId: string | null) => void;
}

/** The system that a device is a part of: another device of its site, by its name, serial number, place or tag. */
export function PartOfPicker({ assetId, siteId, value, error, onChange }: PartOfPickerProps) {
  const { t } = useWords('devices');
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), TYPING_MS);
  const chosen = useAnswer(WholeQuery, { id: value ?? '' }, { enabled: value !== null, refreshes: false });
  const whole = value === null ? undefined : chosen.data?.asset;
  // What is chosen stands in the box, and is not what one searches.
  const search = whole && settled === assetWords(whole, language) ? '' : settled;
  const { data, isFetching } = useAnswer(
    AssetsOfSiteQuery,
    { siteId, search: search || null },
    { enabled: siteId !== null, refreshes: false },
  );
  const hits = (data?.assets.edges ?? [])
    .map(({ node }) => node)
    .filter(({ id, status }) => id !== assetId && status !== 'RETIRED');
  const all = whole && !hits.some(({ id }) => id === whole.id) ? [whole, ...hits] : hits;
  return (
    <Select
      label={t('record.partOf')}
      description={t(siteId === null ? 'record.partOfSiteFirst' : 'record.partOfHelp')}
      error={error}
      searchable
      clearable
      nothingFoundMessage={isFetching ? t('common:loading') : t('record.partOfNothing')}
      maxLength={LONGEST}
      data={all.map((one) => ({ value: one.id, label: assetWords(one, language) }))}
      filter={({ options }) => options}
      value={whole?.id ?? null}
      onChange={onChange}
      onSearchChange={setTyped}
    />
  );
}
