import { Stack, Text, UnstyledButton } from '@mantine/core';
import { PUBLISHING_STEPS, type PublishingStep } from '../../app/choices.ts';
import { useWords } from '../../app/language.ts';
import classes from './publishing.module.css';

interface StepsProps {
  current: PublishingStep;
  /** Steps that can be gone to now. */
  open: readonly PublishingStep[];
  onStep: (step: PublishingStep) => void;
}

/** The way from a file to an approved publication; every step that is open can be gone back to. */
export function Steps({ current, open, onStep }: StepsProps) {
  const { t } = useWords('publishing');
  return (
    <Stack component="nav" gap={0} aria-label={t('steps.label')} data-print="no">
      <ol className={classes['steps']}>
        {PUBLISHING_STEPS.map((step, index) => (
          <li key={step}>
            <UnstyledButton
              className={classes['step'] ?? ''}
              disabled={!open.includes(step)}
              aria-current={step === current ? 'step' : undefined}
              onClick={() => onStep(step)}
            >
              <Text component="span" size="sm">
                {index + 1}
              </Text>
              <Text component="span" size="sm" fw="inherit">
                {t(`steps.${step}`)}
              </Text>
            </UnstyledButton>
          </li>
        ))}
      </ol>
    </Stack>
  );
}
