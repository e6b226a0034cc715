import { Button, Card, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { send } from '../../app/ask.ts';
import { failureOf } from '../../app/failure.ts';
import { FreshSignIn } from '../../app/fresh-sign-in.tsx';
import { useWords } from '../../app/language.ts';
import { addPasskey, whyNoPasskeys } from '../../app/passkeys.ts';
import { useDeed } from '../../app/queries.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { When } from '../../ui/when.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { AccountSection } from './account-section.tsx';

interface Passkey {
  id: string;
  name: string | null;
  createdAt: string;
  /** Kept by a provider for several devices. */
  backedUp: boolean;
}

const LONGEST = 100;

/** Passkeys of this person: each is enough by itself to sign in. */
export function Passkeys() {
  const { t } = useWords('account');
  const hindrance = whyNoPasskeys();
  const canHave = hindrance === null;
  const { data, error, refetch } = useQuery({
    queryKey: ['passkeys'],
    queryFn: () => send<Passkey[]>('/auth/passkey/list-user-passkeys'),
    enabled: canHave,
  });
  return (
    <AccountSection title={t('passkeys.title')} lead={t('passkeys.lead')}>
      {hindrance && <Text>{t(`passkeys.hindered.${hindrance}`)}</Text>}
      {canHave && error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {canHave && !error && !data && <Waiting />}
      {data?.length === 0 && <Text>{t('passkeys.none')}</Text>}
      {data?.map((passkey) => (
        <PasskeyCard key={passkey.id} passkey={passkey} />
      ))}
      {canHave && <AddPasskey />}
    </AccountSection>
  );
}

function PasskeyCard({ passkey }: { passkey: Passkey }) {
  const { t } = useWords('account');
  const remove = useDeed((id: string) => send('/auth/passkey/delete-passkey', { id }));
  const name = passkey.name ?? t('passkeys.nameless');
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" gap="sm">
        <Stack gap={0} flex="1 1 12rem">
          <Text fw={600} dir="auto">
            {name}
          </Text>
          <Text size="sm" c="dimmed">
            {t('passkeys.since')} <When at={passkey.createdAt} /> ·{' '}
            {t(passkey.backedUp ? 'passkeys.synced' : 'passkeys.onDevice')}
          </Text>
        </Stack>
        <Group gap="xs">
          <NamePasskey
            label={t('passkeys.rename')}
            name={passkey.name ?? ''}
            deed={(typed) => send('/auth/passkey/update-passkey', { id: passkey.id, name: typed })}
          />
          <Confirm
            label={t('passkeys.remove')}
            title={t('passkeys.removeTitle', { name })}
            act={remove}
            isGrave
            onConfirm={() => remove.mutate(passkey.id)}
          >
            <Text>{t('passkeys.removeText')}</Text>
          </Confirm>
          <FreshSignIn act={remove} />
        </Group>
      </Group>
    </Card>
  );
}

function AddPasskey() {
  const { t } = useWords('account');
  return (
    <Group>
      <NamePasskey label={t('passkeys.add')} name="" text={t('passkeys.addText')} deed={addPasskey} />
    </Group>
  );
}

interface NamePasskeyProps {
  label: string;
  name: string;
  text?: string;
  deed: (name: string) => Promise<unknown>;
}

function NamePasskey({ label, name, text, deed }: NamePasskeyProps) {
  const { t } = useWords('account');
  const form = useForm({
    initialValues: { name },
    validate: { name: (value) => (value.trim() ? null : t('passkeys.nameMissing')) },
  });
  const act = useDeed(deed, { onDone: () => close() });
  const [isOpen, { open, close }] = useDisclosure(false, {
    onOpen() {
      form.setValues({ name });
      act.reset();
    },
  });
  return (
    <>
      <Button variant="default" onClick={open}>
        {label}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={label}>
        <Stack>
          {text && <Text size="sm">{text}</Text>}
          <ActForm
            form={form}
            act={act}
            submit={label}
            onCancel={close}
            onSubmit={(values) => act.mutate(values.name.trim())}
          >
            <TextInput
              label={t('passkeys.name')}
              description={t('passkeys.nameText')}
              maxLength={LONGEST}
              data-autofocus
              {...form.getInputProps('name')}
            />
          </ActForm>
        </Stack>
      </Dialog>
      <FreshSignIn act={act} />
    </>
  );
}
