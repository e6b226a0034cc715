import { Code, FileInput, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { ActForm } from '../../ui/form.tsx';

const Register = graphql(`
  mutation RegisterSigningKey($input: RegisterSigningKeyInput!) {
    registerSigningKey(input: $input) {
      signingKey {
        id
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
  const register = useAct(Register, { onDone });
  const form = useForm({
    initialValues: { armoredKey: '' },
    validate: {
      armoredKey(key) {
        if (!key.trim()) return t('keys.missing');
        if (key.includes(SECRET)) return t('keys.secret');
        return key.includes(BEGINNING) ? null : t('keys.notAKey');
      },
    },
  });
  const take = async (file: File | null) => {
    if (!file) return;
    if (file.size > LARGEST_FILE) form.setFieldError('armoredKey', t('keys.fileTooLarge'));
    else form.setFieldValue('armoredKey', await file.text());
  };
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
        accept=".asc,.pgp,.gpg,.txt"
        onChange={(file) => void take(file)}
      />
      <Textarea
        label={t('keys.armoredKey')}
        autosize
        minRows={6}
        maxRows={14}
        spellCheck={false}
        {...form.getInputProps('armoredKey')}
      />
    </ActForm>
  );
}
