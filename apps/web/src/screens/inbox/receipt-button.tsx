import { Button, Stack } from '@mantine/core';
import { IconFileCertificate } from '@tabler/icons-react';
import { ask } from '../../app/ask.ts';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useDeed } from '../../app/queries.ts';
import { FailureNotice } from '../../ui/problem.tsx';

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
    onDone: ({ receipt }) => saveAs(receipt.fileName, receipt.content),
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

/** Hands the browser a file, byte for byte as it was given. */
function saveAs(name: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'application/octet-stream' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
