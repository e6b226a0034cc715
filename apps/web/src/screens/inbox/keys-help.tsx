import { Kbd, Table, Text } from '@mantine/core';
import { useWords } from '../../app/language.ts';
import { Dialog } from '../../ui/dialog.tsx';

const KEYS = [
  { keys: ['j', '↓'], label: 'next' },
  { keys: ['k', '↑'], label: 'previous' },
  { keys: ['Enter'], label: 'open' },
  { keys: ['x'], label: 'select' },
  { keys: ['a'], label: 'acknowledge' },
  { keys: ['Ctrl K'], label: 'search' },
  { keys: ['?'], label: 'help' },
] as const;

interface KeysHelpProps {
  isOpen: boolean;
  onClose: () => void;
  mayAnswer: boolean;
}

/** The keys of the inbox: they work on a row, so that nobody who speaks to the page or types elsewhere sets them off. */
export function KeysHelp({ isOpen, onClose, mayAnswer }: KeysHelpProps) {
  const { t } = useWords('inbox');
  const shown = KEYS.filter(({ label }) => mayAnswer || (label !== 'select' && label !== 'acknowledge'));
  return (
    <Dialog opened={isOpen} onClose={onClose} title={t('keys.title')}>
      <Text size="sm" mb="sm">
        {t('keys.lead')}
      </Text>
      <Table>
        <Table.Tbody>
          {shown.map(({ keys, label }) => (
            <Table.Tr key={label}>
              <Table.Th scope="row">
                {keys.map((key) => (
                  <Kbd key={key} mr={6}>
                    {key}
                  </Kbd>
                ))}
              </Table.Th>
              <Table.Td>{t(`keys.${label}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  );
}
