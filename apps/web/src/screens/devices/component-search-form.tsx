import { Button, Collapse, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../app/language.ts';
import { type ComponentSearch, recognise, typedOf } from './recognise.ts';

const LONGEST = 500;
const FIELDS = ['name', 'versionRange', 'purl', 'cpe', 'hash', 'licence', 'vulnerability'] as const;
const EXAMPLES: Record<(typeof FIELDS)[number], string> = {
  name: 'log4j-core',
  versionRange: '< 2.17.1',
  purl: 'pkg:maven/org.apache.logging.log4j/log4j-core',
  cpe: 'cpe:2.3:a:apache:log4j:*',
  hash: 'sha256:…',
  licence: 'Apache-2.0',
  vulnerability: 'CVE-2021-44228',
};

/** One box that tells what was typed; and every field by itself for who wants several to hold at once. */
export function ComponentSearchForm({ search }: { search: ComponentSearch }) {
  const { t } = useWords('devices');
  const navigate = useNavigate();
  const box = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => box.current?.focus()]]);
  const isFirst = FIELDS.every((field) => !search[field]);
  // The box is what one comes here for.
  useEffect(() => {
    if (isFirst) box.current?.focus();
  }, [isFirst]);
  const asked = FIELDS.filter((field) => search[field]);
  const isSimple = asked.every((field) => field === 'name' || field === 'versionRange') || asked.length === 1;
  const [isOpen, { toggle }] = useDisclosure(!isSimple);
  const [typed, setTyped] = useState(isSimple ? typedOf(search) : '');
  const found = recognise(typed);
  const go = (next: ComponentSearch) => void navigate({ to: '/components', search: next });
  const kind = FIELDS.find((field) => field !== 'versionRange' && found[field]);
  return (
    <Stack gap="sm">
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          if (kind) go(found);
        }}
      >
        <Group align="flex-end" gap="xs">
          <TextInput
            ref={box}
            flex="1 1 20rem"
            maw={640}
            label={t('components.box')}
            description={
              kind ? t('components.recognised', { kind: t(`components.field.${kind}`) }) : t('components.boxHelp')
            }
            maxLength={LONGEST}
            spellCheck={false}
            autoComplete="off"
            leftSection={<IconSearch size={16} aria-hidden />}
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
          <Button type="submit">{t('components.search')}</Button>
          <Button variant="default" aria-expanded={isOpen} onClick={toggle}>
            {t('components.advanced')}
          </Button>
        </Group>
      </form>
      <Collapse expanded={isOpen}>
        <AdvancedForm search={search} onSearch={go} />
      </Collapse>
    </Stack>
  );
}

interface AdvancedFormProps {
  search: ComponentSearch;
  onSearch: (search: ComponentSearch) => void;
}

function AdvancedForm({ search, onSearch }: AdvancedFormProps) {
  const { t } = useWords('devices');
  const form = useForm({
    initialValues: Object.fromEntries(FIELDS.map((field) => [field, search[field] ?? ''])),
  });
  return (
    <form
      onSubmit={form.onSubmit((values) => {
        const given = FIELDS.map((field) => [field, values[field]?.trim() ?? ''] as const);
        onSearch(Object.fromEntries(given.filter(([, text]) => text !== '')));
      })}
    >
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
        {FIELDS.map((field) => (
          <TextInput
            key={field}
            label={t(`components.field.${field}`)}
            placeholder={EXAMPLES[field]}
            maxLength={LONGEST}
            spellCheck={false}
            {...form.getInputProps(field)}
          />
        ))}
        <Button type="submit" style={{ alignSelf: 'end' }}>
          {t('components.search')}
        </Button>
      </SimpleGrid>
    </form>
  );
}
