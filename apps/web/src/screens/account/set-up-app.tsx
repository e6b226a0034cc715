import { Anchor, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { send } from '../../app/ask.ts';
import { useWords } from '../../app/language.ts';
import { useDeed } from '../../app/queries.ts';
import { Copy } from '../../ui/copy.tsx';
import { ActForm } from '../../ui/form.tsx';
import { QrCode } from './qr-code.tsx';

export interface Enrolment {
  totpURI: string;
  backupCodes: string[];
}

interface SetUpAppProps {
  enrolment: Enrolment;
  onDone: () => void;
  onCancel: () => void;
}

/** The secret goes into the app; a first code of it switches the second factor on. */
export function SetUpApp({ enrolment, onDone, onCancel }: SetUpAppProps) {
  const { t } = useWords('account');
  const secret = new URL(enrolment.totpURI).searchParams.get('secret') ?? '';
  const form = useForm({
    initialValues: { code: '' },
    validate: { code: (value) => (value.trim() ? null : t('secondFactor.codeMissing')) },
  });
  const verify = useDeed((code: string) => send('/auth/two-factor/verify-totp', { code }), { onDone });
  return (
    <Stack>
      <Text>{t('secondFactor.enter')}</Text>
      <QrCode value={enrolment.totpURI} label={t('secondFactor.qrCode')} />
      <Text>{t('secondFactor.orType')}</Text>
      <Group>
        <Code fz="md" data-secret>
          {secret.match(/.{1,4}/g)?.join(' ')}
        </Code>
        <Copy value={secret} />
      </Group>
      <Anchor href={enrolment.totpURI} size="sm">
        {t('secondFactor.openApp')}
      </Anchor>
      <ActForm
        form={form}
        act={verify}
        submit={t('secondFactor.switchOn')}
        onCancel={onCancel}
        onSubmit={({ code }) => verify.mutate(code.replaceAll(/\s/g, ''))}
      >
        <TextInput
          label={t('secondFactor.code')}
          description={t('secondFactor.tryCode')}
          autoComplete="one-time-code"
          inputMode="numeric"
          {...form.getInputProps('code')}
        />
      </ActForm>
    </Stack>
  );
}
