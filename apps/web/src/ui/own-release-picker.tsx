import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOwnRelease, useOwnReleases } from '../app/own-releases.ts';

const TYPING_MS = 200;
const LONGEST = 200;

interface OwnReleasePickerProps {
  label: string;
  error?: ReactNode;
  withAsterisk?: boolean;
  /** What is shown without one, where that is not nothing. */
  placeholder?: string;
  /** The release's id; undefined or empty: none. */
  value: string | undefined;
  onChange: (releaseId: string | undefined) => void;
}

/** A release of the own organisation, by the name of its product: of however many, those that fit are asked for. */
export function OwnReleasePicker({ value, onChange, ...input }: OwnReleasePickerProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), TYPING_MS);
  const chosen = useOwnRelease(value || undefined);
  // What is chosen stands in the box, and is not what one searches.
  const search = settled === chosen?.label ? '' : settled;
  const found = useOwnReleases(search || undefined);
  const all = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found;
  return (
    <Select
      {...input}
      searchable
      clearable
      nothingFoundMessage={t('noOwnRelease')}
      maxLength={LONGEST}
      data={all.map(({ id, label }) => ({ value: id, label }))}
      filter={({ options }) => options}
      value={chosen?.id ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      onSearchChange={setTyped}
    />
  );
}
