import { Checkbox, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { REQUIRED_ACTIONS } from '../../app/choices.ts';
import { useTerm, useWords } from '../../app/language.ts';
import type { DescriptionValues, Errors } from './description-values.ts';
import { dayInJapan, proposedDueOn } from './due-dates.ts';

type Actions = DescriptionValues['actions'];

interface ActionsFieldProps {
  actions: Actions;
  severity: DescriptionValues['severity'];
  errors: Errors;
  onChange: (actions: Actions) => void;
}

/** What is asked of the hospitals, each with its last day. */
export function ActionsField({ actions, severity, errors, onChange }: ActionsFieldProps) {
  const { t } = useWords('publishing');
  const term = useTerm();
  const [today] = useState(() => dayInJapan(new Date()));
  return (
    <Fieldset legend={t('actions.label')}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('actions.hint')}
        </Text>
        {REQUIRED_ACTIONS.map((kind) => {
          const index = actions.findIndex((one) => one.kind === kind);
          const asked = actions[index];
          return (
            <Group key={kind} gap="md" align="center" mih="2.25rem">
              <Checkbox
                w="16rem"
                label={term('RequiredActionKind', kind)}
                checked={asked !== undefined}
                onChange={() =>
                  onChange(
                    asked
                      ? actions.filter((one) => one !== asked)
                      : [...actions, { kind, dueOn: proposedDueOn(kind, severity, new Date()) }],
                  )
                }
              />
              {asked && (
                <TextInput
                  type="date"
                  aria-label={t('actions.dueOn', { action: term('RequiredActionKind', kind) })}
                  min={today}
                  required
                  value={asked.dueOn}
                  error={errors[`actions.${index}.dueOn`]}
                  onChange={({ currentTarget: { value: dueOn } }) =>
                    onChange(actions.map((one) => (one === asked ? { kind, dueOn } : one)))
                  }
                />
              )}
            </Group>
          );
        })}
      </Stack>
    </Fieldset>
  );
}
