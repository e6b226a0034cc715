import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTerm, useWords } from '../../app/language.ts';
import { useReasons } from '../../app/reasons.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { NoteForm } from './note-form.tsx';
import { StepForm } from './step-form.tsx';
import type { Deed, StepResult } from './update-deeds.ts';
import { useUpdateWords } from './update-words.ts';
import type { Update } from './updates.query.ts';

interface UpdateDialogProps {
  deed: Deed;
  updates: readonly Update[];
  /** Those of which it was taken. */
  onTaken?: (ids: readonly string[]) => void;
  onClose: () => void;
}

/** What is said with a step, a countersignature or a decision; and of several, which were refused, and why. */
export function UpdateDialog({ deed, updates, onTaken, onClose }: UpdateDialogProps) {
  const { t } = useWords('updates');
  const term = useTerm();
  // As they were when the dialog was opened: what is taken leaves the choice behind it.
  const [named] = useState(updates);
  const [results, setResults] = useState<readonly StepResult[] | null>(null);
  const title = {
    step: () => t(`step.${(deed as { to: Update['state'] }).to}`),
    countersign: () => t(`countersign.${(deed as { verdict: 'COUNTERSIGNED' | 'DISPUTED' }).verdict}`),
    decide: () => term('WithdrawalDecision', (deed as { decision: 'KEEP' | 'ROLL_BACK' }).decision),
  }[deed.kind]();
  const finish = (all: readonly StepResult[]) => {
    onTaken?.(all.filter(({ refusal }) => !refusal).map(({ applicationId }) => applicationId));
    if (all.some(({ refusal }) => refusal)) setResults(all);
    else onClose();
  };
  // One that somebody else moved meanwhile is sent as it is now.
  const current = named.map((one) => updates.find(({ id }) => id === one.id) ?? one);
  const form = { updates: current, onDone: finish, onCancel: onClose };
  return (
    <Dialog opened onClose={onClose} size="lg" title={title}>
      {results ? (
        <Refusals results={results} updates={named} onClose={onClose} />
      ) : (
        <Stack>
          <Subject updates={named} />
          {deed.kind === 'step' ? <StepForm to={deed.to} {...form} /> : <NoteForm deed={deed} {...form} />}
        </Stack>
      )}
    </Dialog>
  );
}

function Subject({ updates }: { updates: readonly Update[] }) {
  const { t } = useWords('updates');
  const { deviceOf, numberOf, placeOf, versionsOf } = useUpdateWords();
  const [only] = updates;
  if (updates.length !== 1 || !only) return <Text>{t('many.subject', { count: updates.length })}</Text>;
  return (
    <Stack gap={0}>
      <Text fw={650} dir="auto">
        {[deviceOf(only), numberOf(only)].filter(Boolean).join(' · ')}
      </Text>
      <Text size="sm" c="dimmed" dir="auto">
        {[placeOf(only), versionsOf(only)].filter(Boolean).join(' · ')}
      </Text>
    </Stack>
  );
}

interface RefusalsProps {
  results: readonly StepResult[];
  updates: readonly Update[];
  onClose: () => void;
}

/** How many were taken, and each that was not, with the reason. */
function Refusals({ results, updates, onClose }: RefusalsProps) {
  const { t } = useWords('updates');
  const sentence = useReasons();
  const { deviceOf, numberOf } = useUpdateWords();
  const named = new Map(updates.map((one) => [one.id, [deviceOf(one), numberOf(one)].filter(Boolean).join(' · ')]));
  const refused = results.filter(({ refusal }) => refusal);
  return (
    <Stack role="status">
      <Text>{t('many.taken', { count: results.length - refused.length })}</Text>
      <Alert color="red" title={t('many.refused', { count: refused.length })}>
        <ul>
          {refused.map(({ applicationId, refusal }) => (
            <li key={applicationId}>
              <bdi>{named.get(applicationId)}</bdi>: {refusal && sentence(refusal)}
            </li>
          ))}
        </ul>
      </Alert>
      <Group justify="flex-end">
        <Button data-autofocus onClick={onClose}>
          {t('common:close')}
        </Button>
      </Group>
    </Stack>
  );
}
