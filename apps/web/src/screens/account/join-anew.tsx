import { Button, Divider, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { send } from '../../app/ask.ts';
import { useWords } from '../../app/language.ts';
import { useDeed } from '../../app/queries.ts';
import { singleSignOnAt } from '../../app/session.ts';
import { ActForm } from '../../ui/form.tsx';
import { acceptInvitation, type Offer } from './invitation.ts';
import { Joined } from './joined.tsx';
import { NewPasswordInput, usePasswordCheck, WhosePassword } from './new-password.tsx';

interface JoinProps {
  token: string;
  offer: Offer;
}

/** Somebody without an account makes one; or the organisation's own provider vouches for them. */
export function JoinAnew({ token, offer }: JoinProps) {
  const { t } = useWords('account');
  const check = usePasswordCheck();
  const form = useForm({
    initialValues: { name: '', password: '' },
    validate: { name: (value) => (value.trim() ? null : t('invitation.nameMissing')), password: check },
  });
  const join = useDeed(async ({ name, password }: { name: string; password: string }) => {
    await acceptInvitation({ token, name: name.trim(), password });
    // They have joined, whatever comes of this: signed in by themselves at the latest.
    const signedIn = await send('/auth/sign-in/email', { email: offer.email, password }).catch(() => null);
    return { isSignedIn: signedIn !== null };
  });
  if (join.data) return <Joined isSignedIn={join.data.isSignedIn} />;
  return (
    <Stack>
      {offer.identityProvider && (
        <>
          <Text>{t('invitation.provider')}</Text>
          <Button component="a" href={singleSignOnAt(offer.organisationCode, '/')}>
            <span dir="auto">{t('sso.to', { name: offer.identityProvider.displayName })}</span>
          </Button>
          <Divider label={t('signIn.or')} />
        </>
      )}
      <ActForm form={form} act={join} submit={t('invitation.joinAnew')} onSubmit={(values) => join.mutate(values)}>
        <WhosePassword email={offer.email} />
        <TextInput label={t('invitation.name')} autoComplete="name" maxLength={200} {...form.getInputProps('name')} />
        <NewPasswordInput {...form.getInputProps('password')} />
      </ActForm>
    </Stack>
  );
}
