import { Alert, Button, Fieldset, Group, Paper, Select, Stack, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import type { DescriptionValues, Errors } from './description-values.ts';
import { HospitalName } from './hospital-name.tsx';

const HospitalsQuery = graphql(`
  query HospitalsToName($search: String) {
    organisations(first: 50, kind: HOSPITAL, search: $search) {
      edges {
        node {
          id
          name
          englishName
        }
      }
    }
  }
`);

type Named = DescriptionValues['namedHospitals'];

interface HospitalsFieldProps {
  named: Named;
  /** TLP:RED reaches members by name only. */
  isRed: boolean;
  errors: Errors;
  onChange: (named: Named) => void;
}

const TYPING_MS = 300;

/** Hospitals that receive it whatever they hold; for TLP:RED with the people who alone may read it. */
export function HospitalsField({ named, isRed, errors, onChange }: HospitalsFieldProps) {
  const { t } = useWords('publishing');
  const language = useLanguage();
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search.trim(), TYPING_MS);
  const { data } = useAnswer(HospitalsQuery, { search: asked || null });
  const choices = (data?.organisations.edges ?? [])
    .filter(({ node }) => !named.some(({ hospitalId }) => hospitalId === node.id))
    .map(({ node }) => ({ value: node.id, label: nameOf(node, language) }));
  return (
    <Fieldset legend={t('hospitals.label')}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('hospitals.hint')}
        </Text>
        {isRed && <Alert color="red">{t('hospitals.red')}</Alert>}
        <Select
          label={t('hospitals.add')}
          placeholder={t('hospitals.search')}
          searchable
          searchValue={search}
          onSearchChange={setSearch}
          filter={({ options }) => options}
          nothingFoundMessage={t('hospitals.notFound')}
          data={choices}
          value={null}
          onChange={(hospitalId) => {
            if (hospitalId) onChange([...named, { hospitalId, emails: '' }]);
            setSearch('');
          }}
        />
        {named.map((one, index) => (
          <Paper key={one.hospitalId} withBorder p="sm">
            <Stack gap="xs">
              <Group justify="space-between">
                <Text fw={650} dir="auto">
                  <HospitalName id={one.hospitalId} />
                </Text>
                <Button
                  size="xs"
                  variant="subtle"
                  color="red"
                  onClick={() => onChange(named.filter((other) => other !== one))}
                >
                  {t('hospitals.remove')}
                </Button>
              </Group>
              {(isRed || one.emails !== '') && (
                <Textarea
                  label={t('hospitals.emails')}
                  description={t('hospitals.emailsHint')}
                  autosize
                  minRows={2}
                  value={one.emails}
                  onChange={({ currentTarget: { value: emails } }) =>
                    onChange(named.map((other) => (other === one ? { ...one, emails } : other)))
                  }
                />
              )}
              {errorOf(errors, index) && (
                <Text size="sm" c="var(--mantine-color-error)" role="alert">
                  {errorOf(errors, index)}
                </Text>
              )}
            </Stack>
          </Paper>
        ))}
      </Stack>
    </Fieldset>
  );
}

const errorOf = (errors: Errors, index: number) =>
  Object.entries(errors).find(([path]) => path.startsWith(`namedHospitals.${index}.`))?.[1];
