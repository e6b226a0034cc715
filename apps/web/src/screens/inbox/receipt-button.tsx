import { Button, Stack } from '@mantine/core';
import { IconFileCertificate } from '@tabler/icons-react';
import { ask } from '../../app/ask.ts';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useDeed } from '../../app/queries.ts';
import { FailureNotice } from '../../ui/problem.tsx';
import { saveFile } from '../../ui/save-file.ts';

const ReceiptQuery = graphql(`
  query Receipt($eventId: ID!) {
    receipt(eventId: $eventId) {
      fileName
      content
    }
  }
`);

/** Saves the proof of one recorded act as a file. */
export function ReceiptButton({ eventId, of }: { eventId: string; of: string }) {
  const { t } = useWords('inbox');
  const save = useDeed(() => ask(ReceiptQuery, { eventId }), {
    onDone: ({ receipt }) => saveFile(receipt.fileName, receipt.content, 'application/octet-stream'),
  });
  return (
    <Stack gap="xs" align="flex-start" data-print="no">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconFileCertificate size={16} aria-hidden />}
        loading={save.isPending}
        aria-label={t('receipts.saveOf', { name: of })}
        onClick={() => save.mutate(undefined)}
      >
        {t('receipts.save')}
      </Button>
      {save.error && <FailureNotice failure={failureOf(save.error)} />}
    </Stack>
  );
}
