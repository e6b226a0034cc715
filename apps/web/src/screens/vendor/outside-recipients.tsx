import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTerm, useWords } from '../../app/language.ts';
import { useMay, useViewer } from '../../app/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Day } from '../../ui/when.tsx';
import { OutsideRecipientForm } from './outside-recipient-form.tsx';
import type { ResponsesOf } from './responses.query.ts';

interface OutsideRecipientsProps {
  publicationId: string;
  recipients: ResponsesOf['outsideRecipients'];
}

/** Hospitals that were told by other means, because they are not in Tasuki. */
export function OutsideRecipients({ publicationId, recipients }: OutsideRecipientsProps) {
  const { t } = useWords('vendor');
  const term = useTerm();
  const viewer = useViewer();
  const mayRecord = useMay('recordOutsideRecipient Publication');
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <div id="outside">
      <Section
        title={t('outside.title')}
        lead={t('outside.lead')}
        actions={
          mayRecord && (
            <Button variant="default" onClick={open}>
              {t('outside.record')}
            </Button>
          )
        }
      >
        {recipients.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('outside.empty')}
          </Text>
        ) : (
          <PlainTable
            label={t('outside.title')}
            rows={recipients}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'hospital',
                header: t('outside.hospitalName'),
                cell: ({ hospitalName }) => <bdi>{hospitalName}</bdi>,
              },
              { key: 'means', header: t('outside.means'), cell: ({ means }) => term('OutsideMeans', means) },
              { key: 'sentOn', header: t('outside.sentOn'), cell: ({ sentOn }) => <Day on={sentOn} /> },
              {
                key: 'respondedOn',
                header: t('outside.respondedOn'),
                cell: ({ respondedOn }) => (respondedOn ? <Day on={respondedOn} /> : t('outside.notYet')),
              },
              { key: 'note', header: t('outside.note'), cell: ({ note }) => note && <span dir="auto">{note}</span> },
            ]}
          />
        )}
      </Section>
      <Dialog opened={isOpen} onClose={close} title={t('outside.record')}>
        <OutsideRecipientForm publicationId={publicationId} userId={viewer.userId} onClose={close} />
      </Dialog>
    </div>
  );
}
