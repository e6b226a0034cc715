import { Radio, Stack } from '@mantine/core';
import { SHARES } from '../../app/choices.ts';
import type { Enumeration } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';

interface SharesChoiceProps {
  value?: Enumeration<'Shares'>;
  onChange?: (value: Enumeration<'Shares'>) => void;
}

/** What a hospital shows a vendor of its assets, with what each choice means. */
export function SharesChoice({ value, onChange }: SharesChoiceProps) {
  const { t } = useWords('dealings');
  const term = useTerm();
  return (
    <Radio.Group label={t('relationships.shares')} value={value ?? null} onChange={(chosen) => onChange?.(chosen)}>
      <Stack gap="xs" mt="xs">
        {SHARES.map((shares) => (
          <Radio
            key={shares}
            value={shares}
            label={term('Shares', shares)}
            description={t(`relationships.meaning.${shares}`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
