import { Checkbox, Fieldset, Group, Pill, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTerm, useWords } from '../../app/language.ts';
import { groupsOf } from '../../ui/groups.ts';
import { useOwnReleases } from '../../app/own-releases.ts';
import classes from './publishing.module.css';

interface ChosenRelease {
  id: string;
  label: string;
}

interface ReleasesFieldProps {
  chosen: readonly ChosenRelease[];
  error: ReactNode;
  onChange: (chosen: ChosenRelease[]) => void;
}

const TYPING_MS = 300;

/** Which releases it is about: products are searched, releases ticked; what was chosen stays above. */
export function ReleasesField({ chosen, error, onChange }: ReleasesFieldProps) {
  const { t } = useWords('publishing');
  const term = useTerm();
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search.trim(), TYPING_MS);
  const releases = useOwnReleases(asked || undefined);
  const products = groupsOf(releases, ({ productId }) => productId);
  const isChosen = (id: string) => chosen.some((one) => one.id === id);
  const toggle = ({ id, label }: ChosenRelease) =>
    onChange(isChosen(id) ? chosen.filter((one) => one.id !== id) : [...chosen, { id, label }]);
  return (
    <Fieldset legend={t('releases.label')}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('releases.hint')}
        </Text>
        <div role="status">
          {chosen.length === 0 ? (
            <Text size="sm">{t('releases.none')}</Text>
          ) : (
            <Group gap="xs">
              {chosen.map((one) => (
                <Pill
                  key={one.id}
                  size="md"
                  withRemoveButton
                  removeButtonProps={{
                    'aria-label': t('releases.remove', { name: one.label }),
                    'aria-hidden': false,
                    tabIndex: 0,
                  }}
                  onRemove={() => toggle(one)}
                >
                  {one.label}
                </Pill>
              ))}
            </Group>
          )}
        </div>
        {error && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {error}
          </Text>
        )}
        <TextInput
          type="search"
          label={t('releases.search')}
          maxLength={200}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          onKeyDown={(event) => {
            // It searches by itself; Enter here would send the whole form.
            if (event.key === 'Enter') event.preventDefault();
          }}
        />
        <Stack
          gap="md"
          className={classes['scrolling'] ?? ''}
          tabIndex={0}
          role="group"
          aria-label={t('releases.found')}
        >
          {products.length === 0 && <Text size="sm">{t('releases.notFound')}</Text>}
          {products.map(({ key, first, rows }) => (
            <Checkbox.Group
              key={key}
              label={first.productName}
              value={rows.filter(({ id }) => isChosen(id)).map(({ id }) => id)}
            >
              <Group gap="lg" mt={4}>
                {rows.map(({ id, version, stage, label }) => (
                  <Checkbox
                    key={id}
                    value={id}
                    label={stage === 'SUPPORTED' ? version : `${version} (${term('LifeCycleStage', stage)})`}
                    onChange={() => toggle({ id, label })}
                  />
                ))}
              </Group>
            </Checkbox.Group>
          ))}
        </Stack>
      </Stack>
    </Fieldset>
  );
}
