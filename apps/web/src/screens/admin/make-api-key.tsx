import { NumberInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ROLES_OF_SIDE } from '../../app/choices.ts';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { type Role, sideOf, useViewer } from '../../app/session.ts';
import { ActForm } from '../../ui/form.tsx';
import { RolesField } from './roles-field.tsx';

const MakeApiKeyMutation = graphql(`
  mutation MakeApiKey($input: MakeApiKeyInput!) {
    makeApiKey(input: $input) {
      secret
    }
  }
`);

const DAY_MS = 86_400_000;
const USUAL_DAYS = 180;
const LONGEST_DAYS = 365;
const LONGEST_NAME = 100;

interface MakeApiKeyProps {
  onCancel: () => void;
  onMade: (secret: string) => void;
}

export function MakeApiKey({ onCancel, onMade }: MakeApiKeyProps) {
  const { t } = useWords('admin');
  const side = sideOf(useViewer());
  const form = useForm({
    initialValues: { name: '', roles: [] as string[], days: USUAL_DAYS as number | string },
    validate: {
      name: (value) => (value.trim() ? null : t('keys.nameMissing')),
      roles: (value) => (value.length > 0 ? null : t('members.rolesMissing')),
      days: (value) => (Number(value) >= 1 ? null : t('keys.daysMissing')),
    },
  });
  const make = useAct(MakeApiKeyMutation, { onDone: ({ makeApiKey }) => onMade(makeApiKey.secret) });
  return (
    <ActForm
      form={form}
      act={make}
      submit={t('keys.make')}
      onCancel={onCancel}
      onSubmit={({ name, roles, days }) =>
        make.mutate({
          input: {
            name: name.trim(),
            roles: roles as Role[],
            expiresAt: new Date(Date.now() + Number(days) * DAY_MS).toISOString(),
          },
        })
      }
    >
      <TextInput
        label={t('keys.name')}
        description={t('keys.nameHelp')}
        maxLength={LONGEST_NAME}
        {...form.getInputProps('name')}
      />
      <RolesField
        label={t('members.roles')}
        among={side === 'none' ? [] : ROLES_OF_SIDE[side]}
        {...form.getInputProps('roles')}
      />
      <NumberInput
        label={t('keys.days')}
        min={1}
        max={LONGEST_DAYS}
        clampBehavior="strict"
        {...form.getInputProps('days')}
      />
    </ActForm>
  );
}
