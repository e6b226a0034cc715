import { Checkbox, Stack } from '@mantine/core';
import { useTerm, useWords } from '../../app/language.ts';
import { ROLES_OF_SIDE } from '../../app/choices.ts';
import { type Role, sideOf, useViewer } from '../../app/session.ts';

interface RolesFieldProps {
  label: string;
  value?: string[];
  onChange?: (roles: string[]) => void;
  error?: React.ReactNode;
  /** Roles that cannot be chosen here: an outside approver has one, a program may not have all. */
  among?: readonly Role[];
}

/** The roles that somebody of this organisation may have, with what each one may do. */
export function RolesField({ label, value = [], onChange, error, among }: RolesFieldProps) {
  const { t } = useWords('glossary');
  const term = useTerm();
  const side = sideOf(useViewer());
  const choices = among ?? (side === 'none' ? [] : ROLES_OF_SIDE[side]);
  return (
    <Checkbox.Group label={label} value={value} onChange={(roles) => onChange?.(roles)} error={error}>
      <Stack gap="xs" mt={4}>
        {choices.map((role) => (
          <Checkbox key={role} value={role} label={term('Role', role)} description={t(`Role_${role}.text`)} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
