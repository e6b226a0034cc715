import { Checkbox, SimpleGrid } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { CONNECTIONS } from '../../app/choices.ts';
import { useTerm, useWords } from '../../app/language.ts';

/** What a device is connected to; "unknown" is an answer. */
export function ConnectionsField<Values extends { connections: string[] }>({
  form,
}: {
  form: UseFormReturnType<Values>;
}) {
  const { t } = useWords('devices');
  const { t: glossary } = useWords('glossary');
  const term = useTerm();
  const help = glossary as (key: string) => string;
  return (
    <Checkbox.Group
      label={t('asset.connections')}
      description={t('asset.connectionsHelp')}
      withAsterisk
      {...form.getInputProps('connections')}
      onChange={(chosen) =>
        form.setFieldValue('connections', consistent(form.getValues().connections, chosen) as never)
      }
    >
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} mt="xs">
        {CONNECTIONS.map((connection) => (
          <Checkbox
            key={connection}
            value={connection}
            label={term('ConnectionKind', connection)}
            description={help(`ConnectionKind_${connection}.text`)}
          />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  );
}

const ALONE = ['NONE', 'UNKNOWN'];

/** "None" and "unknown" are answers by themselves: choosing one takes the others away, and the other way round. */
function consistent(former: readonly string[], chosen: readonly string[]): string[] {
  const added = chosen.find((one) => !former.includes(one));
  if (added === undefined) return [...chosen];
  return ALONE.includes(added) ? [added] : chosen.filter((one) => !ALONE.includes(one));
}
