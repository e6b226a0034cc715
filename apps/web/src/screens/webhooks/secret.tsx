import { Alert, Code, Group, Stack, Text } from '@mantine/core';
import { useWords } from '../../app/language.ts';
import { Copy } from '../../ui/copy.tsx';
import { Dialog } from '../../ui/dialog.tsx';

interface SecretProps {
  /** Shown once, kept nowhere: it is gone when the dialog closes. */
  secret: string | null;
  onClose: () => void;
}

export function Secret({ secret, onClose }: SecretProps) {
  const { t } = useWords('webhooks');
  return (
    <Dialog opened={secret !== null} onClose={onClose} closeOnClickOutside={false} title={t('secret.title')}>
      {secret !== null && (
        <Stack>
          <Alert color="orange" title={t('secret.once')}>
            {t('secret.text')}
          </Alert>
          <Code block tabIndex={0} aria-label={t('secret.title')}>
            {secret}
          </Code>
          <Text size="sm">{t('secret.how')}</Text>
          <Group justify="flex-end">
            <Copy value={secret} of={t('secret.title')} size="sm" />
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}
