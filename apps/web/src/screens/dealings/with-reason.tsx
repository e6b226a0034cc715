import { Button, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useWords } from '../../app/language.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';

const LONGEST_REASON = 1_000;

interface WithReasonProps {
  label: string;
  title: string;
  /** What will happen, and that it cannot be taken back. */
  text: string;
  reasonLabel: string;
  act: { isPending: boolean; error: Error | null; mutate: (variables: never) => void; reset: () => void };
  onSubmit: (reason: string) => void;
}

/** A grave act that others read the reason of: asked for a second time, together with the reason. */
export function WithReason({ label, title, text, reasonLabel, act, onSubmit }: WithReasonProps) {
  const { t } = useWords('dealings');
  const [isOpen, { open, close }] = useDisclosure(false, { onOpen: act.reset });
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (reason) => (reason.trim() ? null : t('reasonMissing')) },
  });
  return (
    <>
      <Button variant="default" onClick={open}>
        {label}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={title}>
        <ActForm
          form={form}
          act={act}
          submit={label}
          onCancel={close}
          onSubmit={({ reason }) => onSubmit(reason.trim())}
        >
          <Text>{text}</Text>
          <Textarea
            label={reasonLabel}
            autosize
            minRows={3}
            maxLength={LONGEST_REASON}
            {...form.getInputProps('reason')}
          />
        </ActForm>
      </Dialog>
    </>
  );
}
