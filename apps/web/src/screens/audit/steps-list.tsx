import { List, Text, ThemeIcon } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useWords } from '../../app/language.ts';
import { useNumbers } from '../../ui/when.tsx';
import type { Step } from './verify/steps.ts';

/** Each step in words as it is done: what was looked at, and what was found. */
export function StepsList({ steps }: { steps: readonly Step[] }) {
  const { t } = useWords('audit');
  const { count } = useNumbers();
  const say = t as unknown as (key: string, values?: object) => string;
  if (steps.length === 0) return <Text c="dimmed">{t('verify.nothingYet')}</Text>;
  return (
    <List listStyleType="none" spacing="sm" center aria-live="polite">
      {steps.map((step) => (
        <List.Item
          key={step.name}
          icon={
            <ThemeIcon size={26} radius="xl" color={step.isPassed ? 'green' : 'red'}>
              {step.isPassed ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
            </ThemeIcon>
          }
        >
          <Text fw={600}>
            {t(step.isPassed ? 'verify.passed' : 'verify.failed')} {say(`verify.step.${step.name}`)}
          </Text>
          <Text size="sm" c="dimmed">
            {step.isPassed
              ? say(
                  `verify.found.${step.name}`,
                  Object.fromEntries(
                    Object.entries(step.values).map(([name, value]) => [
                      name,
                      typeof value === 'number' ? count(value) : value,
                    ]),
                  ),
                )
              : say(`verify.why.${step.why}`)}
          </Text>
        </List.Item>
      ))}
    </List>
  );
}
