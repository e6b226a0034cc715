import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useOwnReleases } from '../../app/own-releases.ts';

const TYPING_MS = 200;
const MOST = 100;

interface OwnReleasesPickerProps {
  label: string;
  value?: string[];
  onChange: (releaseIds: string[]) => void;
  error?: ReactNode;
}

/** Several releases of the own organisation: those that a search finds, and those that are chosen. */
export function OwnReleasesPicker({ value = [], ...input }: OwnReleasesPickerProps) {
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), TYPING_MS);
  const found = useOwnReleases(settled || undefined);
  const [labels, setLabels] = useState(new Map<string, string>());
  const all = new Map([...labels, ...found.map(({ id, label }) => [id, label] as const)]);
  return (
    <MultiSelect
      {...input}
      searchable
      maxValues={MOST}
      value={value}
      data={[...new Set([...value, ...all.keys()])].map((id) => ({ value: id, label: all.get(id) ?? id }))}
      filter={({ options }) => options}
      onSearchChange={setTyped}
      onChange={(ids) => {
        setLabels(new Map(ids.map((id) => [id, all.get(id) ?? id])));
        input.onChange(ids);
      }}
    />
  );
}
