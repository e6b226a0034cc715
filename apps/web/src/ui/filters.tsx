import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconSearch } from '@tabler/icons-react';
import { DayInput } from './day-input.tsx';
import classes from './filters.module.css';

const TYPING_MS = 300;
const LONGEST = 200;

/** The filters of a list; they stand in the address, so that a list can be sent to somebody and found again. */
export const Filters = ({ children }: { children: ReactNode }) => (
  <search className={classes['filters']} data-print="no">
    {children}
  </search>
);

interface FilterSearchProps {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** Searches a moment after the last letter was typed. */
export function FilterSearch({ label, value, onChange }: FilterSearchProps) {
  const [text, setText] = useState(value ?? '');
  const told = useRef(value);
  const tell = useDebouncedCallback((typed: string) => {
    told.current = typed.trim() || undefined;
    onChange(told.current);
  }, TYPING_MS);
  useEffect(() => {
    // What comes back is what was told, while one types on; anything else was chosen elsewhere, and counts.
    if (value === told.current) return;
    told.current = value;
    tell.cancel();
    setText(value ?? '');
  }, [value]);
  return (
    <TextInput
      type="search"
      label={label}
      maxLength={LONGEST}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        tell(currentTarget.value);
      }}
      // Whoever goes on to another filter, or clears them, does so with all that was typed.
      onBlur={() => tell.flush()}
    />
  );
}

interface FilterSelectProps<Value extends string> {
  label: string;
  value: Value | undefined;
  choices: readonly { value: Value; label: string }[];
  /** What is shown without one, where that is not everything. */
  placeholder?: string;
  /** Undefined: everything. */
  onChange: (value: Value | undefined) => void;
}

export function FilterSelect<Value extends string>(props: FilterSelectProps<Value>) {
  const { label, value, choices, placeholder, onChange } = props;
  const { t } = useTranslation();
  return (
    <Select
      label={label}
      placeholder={placeholder ?? t('everything')}
      clearable
      searchable={choices.length > 12}
      data={choices}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  );
}

/** Shown while a filter is set. */
export function ClearFilters({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation();
  return (
    <Button variant="subtle" onClick={onClear}>
      {t('clearFilters')}
    </Button>
  );
}

interface FilterDayProps {
  label: string;
  value: string | undefined;
  onChange: (day: string | undefined) => void;
}

export const FilterDay = ({ label, value, onChange }: FilterDayProps) => (
  <DayInput
    label={label}
    value={value ?? ''}
    onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
  />
);
