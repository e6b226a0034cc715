import { Alert, Button, Code, FileInput, Group, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ResultOf } from 'gql.tada';
import { useState } from 'react';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useReasons } from '../../app/reasons.ts';
import { ActForm } from '../../ui/form.tsx';
import { inFours } from './fingerprint.ts';

const Register = graphql(`
  mutation RegisterSigningKey($input: RegisterSigningKeyInput!) {
    registerSigningKey(input: $input) {
      signingKey {
        id
        fingerprint
      }
      findings {
        reason
        detail
      }
    }
  }
`);

/** Far more than any key has; a larger file is another one, picked by mistake. */
const LARGEST_FILE = 1_000_000;
const BEGINNING = '-----BEGIN PGP PUBLIC KEY BLOCK-----';
const SECRET = 'PGP PRIVATE KEY BLOCK';

/** Takes a public key, pasted or from a file. A private one is stopped here, before it leaves the machine. */
export function RegisterKey({ onDone }: { onDone: () => void }) {
  const { t } = useWords('dealings');
  const register = useAct(Register);
  const [file, setFile] = useState<File | null>(null);
  const form = useForm({
    initialValues: { armoredKey: '' },
    validate: {
      armoredKey(key) {
        if (!key.trim()) return t('keys.missing');
        return key.includes(BEGINNING) ? null : t('keys.notAKey');
      },
    },
  });
  // What may not be sent does not stay in the page either.
  const refuse = (why: string) => {
    setFile(null);
    form.setFieldValue('armoredKey', '');
    form.setFieldError('armoredKey', why);
  };
  const take = async (chosen: File | null) => {
    setFile(chosen);
    if (!chosen) return;
    if (chosen.size > LARGEST_FILE) refuse(t('keys.fileTooLarge'));
    else put(await chosen.text());
  };
  const put = (key: string) => {
    if (key.includes(SECRET)) refuse(t('keys.secret'));
    else form.setFieldValue('armoredKey', key);
  };
  if (register.data) return <Registered {...register.data.registerSigningKey} onDone={onDone} />;
  return (
    <ActForm
      form={form}
      act={register}
      submit={t('keys.register')}
      onCancel={onDone}
      onSubmit={({ armoredKey }) => register.mutate({ input: { armoredKey: armoredKey.trim() } })}
    >
      <Text size="sm">{t('keys.registerText')}</Text>
      <Code block>gpg --armor --export KEY</Code>
      <FileInput
        label={t('keys.file')}
        placeholder={t('keys.chooseFile')}
        clearable
        value={file}
        accept=".asc,.pgp,.gpg,.txt"
        onChange={(chosen) => void take(chosen)}
      />
      <Textarea
        label={t('keys.armoredKey')}
        autosize
        minRows={6}
        maxRows={14}
        spellCheck={false}
        {...form.getInputProps('armoredKey')}
        onChange={({ currentTarget }) => put(currentTarget.value)}
      />
    </ActForm>
  );
}

type RegisteredProps = ResultOf<typeof Register>['registerSigningKey'] & { onDone: () => void };

/** The fingerprint is what people compare; a key that has expired is taken, and said. */
function Registered({ signingKey, findings, onDone }: RegisteredProps) {
  const { t } = useWords('dealings');
  const sentence = useReasons();
  return (
    <Stack role="status">
      <Text>{t('keys.isRegistered')}</Text>
      <Code block>{inFours(signingKey.fingerprint)}</Code>
      {findings.map(({ reason, detail }) => (
        <Alert key={reason} color="yellow">
          {sentence({ reason, message: detail })}
        </Alert>
      ))}
      <Group justify="flex-end">
        <Button data-autofocus onClick={onDone}>
          {t('common:close')}
        </Button>
      </Group>
    </Stack>
  );
}
