import { Alert, Button, Code, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useWords } from '../../app/language.ts';
import { Copy } from '../../ui/copy.tsx';
import { PrintButton } from '../../ui/print-button.tsx';

/** Shown this once: for the day on which the phone is lost. */
export function BackupCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useWords('account');
  return (
    <Alert role="status" title={t('backup.title')}>
      <Stack>
        <Text size="sm">{t('backup.text')}</Text>
        <SimpleGrid cols={{ base: 1, xs: 2 }} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {codes.map((code) => (
            <li key={code}>
              <Code fz="md">{code}</Code>
            </li>
          ))}
        </SimpleGrid>
        <Group data-print="no">
          <Copy value={codes.join('\n')} size="sm" />
          <PrintButton />
          <Button onClick={onKept}>{t('backup.kept')}</Button>
        </Group>
      </Stack>
    </Alert>
  );
}
