import { Button, Collapse, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useWords } from '../../app/language.ts';

/** Which component has the vulnerability, where no document says so yet: then SBOMs alone give an answer. */
export function ComponentQuestion({ vulnerability }: { vulnerability: string }) {
  const { t } = useWords('devices');
  const navigate = useNavigate();
  const { name = '', purl = '', cpe = '', versionRange = '' } = useSearch({ from: '/signed-in/exposure' });
  const isAsked = `${name}${purl}${cpe}` !== '';
  const [isOpen, { toggle }] = useDisclosure(isAsked);
  const form = useForm({ initialValues: { name, purl, cpe, versionRange } });
  const given = (text: string) => text.trim() || undefined;
  return (
    <Stack gap="xs">
      <Group>
        <Button variant="default" aria-expanded={isOpen} onClick={toggle}>
          {t('exposure.component.title')}
        </Button>
        {isAsked && (
          <Button
            variant="subtle"
            onClick={() => {
              form.setValues({ name: '', purl: '', cpe: '', versionRange: '' });
              void navigate({ to: '/exposure', search: { vulnerability } });
            }}
          >
            {t('exposure.component.clear')}
          </Button>
        )}
      </Group>
      <Collapse expanded={isOpen}>
        <form
          onSubmit={form.onSubmit((values) => {
            const component = {
              name: given(values.name),
              purl: given(values.purl),
              cpe: given(values.cpe),
              versionRange: given(values.versionRange),
            };
            void navigate({ to: '/exposure', search: { vulnerability, ...component } });
          })}
        >
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 5 }}>
            <TextInput
              label={t('components.field.name')}
              placeholder="log4j-core"
              maxLength={200}
              {...form.getInputProps('name')}
            />
            <TextInput
              label={t('components.field.versionRange')}
              placeholder="< 2.17.1"
              maxLength={200}
              {...form.getInputProps('versionRange')}
            />
            <TextInput
              label="purl"
              placeholder="pkg:maven/org.apache.logging.log4j/log4j-core"
              maxLength={500}
              {...form.getInputProps('purl')}
            />
            <TextInput
              label="CPE"
              placeholder="cpe:2.3:a:apache:log4j:*"
              maxLength={500}
              {...form.getInputProps('cpe')}
            />
            <Button type="submit" style={{ alignSelf: 'end' }}>
              {t('exposure.component.ask')}
            </Button>
          </SimpleGrid>
        </form>
      </Collapse>
    </Stack>
  );
}
