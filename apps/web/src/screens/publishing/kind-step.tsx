import { Button, Group, Radio, SimpleGrid, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { KINDS } from '../../app/choices.ts';
import type { Enumeration } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import classes from './publishing.module.css';

type Kind = Enumeration<'PublicationKind'>;

interface KindStepProps {
  kind: Kind | null;
  onChoose: (kind: Kind) => void;
  onNext: () => void;
}

/** What is going to be published: it decides what is asked afterwards, and cannot be changed later. */
export function KindStep({ kind, onChoose, onNext }: KindStepProps) {
  const { t } = useWords('publishing');
  const { t: help } = useTranslation('glossary' as 'common');
  const term = useTerm();
  return (
    <Stack>
      <Radio.Group
        label={t('kind.label')}
        description={t('kind.hint')}
        value={kind}
        onChange={(value) => onChoose(value)}
      >
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} mt="sm">
          {KINDS.map((value) => (
            <Radio.Card key={value} value={value} className={classes['kind'] ?? ''}>
              <Group wrap="nowrap" align="flex-start" gap="sm">
                <Radio.Indicator />
                <div>
                  <Text fw={650}>{term('PublicationKind', value)}</Text>
                  <Text size="sm" c="dimmed">
                    {(help as (key: string) => string)(`PublicationKind_${value}.text`)}
                  </Text>
                </div>
              </Group>
            </Radio.Card>
          ))}
        </SimpleGrid>
      </Radio.Group>
      <Group justify="flex-end">
        <Button onClick={onNext} disabled={!kind}>
          {t('steps.next')}
        </Button>
      </Group>
    </Stack>
  );
}
