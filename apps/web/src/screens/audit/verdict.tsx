import { Alert } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useWords } from '../../app/language.ts';
import type { Step } from './verify/steps.ts';

/** The last word on a verification, in one sentence. */
export function Verdict({
  steps,
  isRunning,
  of,
}: {
  steps: readonly Step[];
  isRunning: boolean;
  of: 'receipt' | 'log';
}) {
  const { t } = useWords('audit');
  if (isRunning || steps.length === 0) return null;
  const isValid = steps.every(({ isPassed }) => isPassed);
  const Icon = isValid ? IconShieldCheck : IconShieldX;
  return (
    <Alert
      role="status"
      color={isValid ? 'green' : 'red'}
      icon={<Icon aria-hidden />}
      title={t(isValid ? `verify.valid.${of}` : `verify.invalid.${of}`)}
    >
      {t(isValid ? `verify.validText.${of}` : 'verify.invalidText')}
    </Alert>
  );
}
