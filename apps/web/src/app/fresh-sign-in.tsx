import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { SignInForm } from '../screens/account/sign-in-form.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ActForm } from '../ui/form.tsx';
import { ask } from './ask.ts';
import { failureOf } from './failure.ts';
import { graphql } from './graphql.ts';
import { useDeed } from './queries.ts';
import { singleSignOnAt, useViewer } from './session.ts';
import { useSignedInAgain } from './signed-in-again.ts';

const ConfirmPassword = graphql(`
  mutation ConfirmPassword($input: ConfirmPasswordInput!) {
    confirmPassword(input: $input) {
      authenticatedAt
    }
  }
`);

/** By these the API says that an act asks for a sign-in of the last minutes. */
const ASKED_BY = new Set(['sign_in.fresh_sign_in_needed', 'publishing.sign_in_again']);

interface FreshSignInProps {
  /** The act that may ask for it: what `useAct` or `useDeed` gives. */
  act: { error: Error | null; reset: () => void };
}

/**
 * Asks whether it is really you, when the act was refused for that; nothing otherwise. The act itself is not sent again: the
 * person presses its button once more.
 */
export function FreshSignIn({ act }: FreshSignInProps) {
  const { t } = useTranslation();
  const viewer = useViewer();
  const isAsked = act.error !== null && ASKED_BY.has(failureOf(act.error).reason);
  const onProven = () => {
    act.reset();
    notifications.show({ message: t('freshSignIn.done') });
  };
  const onSignedIn = useSignedInAgain(onProven);
  return (
    <Dialog opened={isAsked} onClose={act.reset} title={t('freshSignIn.title')} zIndex={300}>
      <Stack>
        <Text>{t('freshSignIn.text')}</Text>
        {viewer.signedInBy === 'SSO' && viewer.organisation ? (
          <Button component="a" href={singleSignOnAt(viewer.organisation.id, window.location.pathname, true)}>
            {t('sessionEnded.provider')}
          </Button>
        ) : viewer.hasSecondFactor || viewer.signedInBy === 'PASSKEY' ? (
          <SignInForm email={viewer.email ?? ''} onSignedIn={onSignedIn} />
        ) : (
          <PasswordAgain email={viewer.email ?? ''} onProven={onProven} />
        )}
      </Stack>
    </Dialog>
  );
}

function PasswordAgain({ email, onProven }: { email: string; onProven: () => void }) {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: (value) => (value ? null : t('freshSignIn.passwordMissing')) },
  });
  const confirm = useDeed((password: string) => ask(ConfirmPassword, { input: { password } }), { onDone: onProven });
  return (
    <ActForm
      form={form}
      act={confirm}
      submit={t('freshSignIn.confirm')}
      onSubmit={({ password }) => confirm.mutate(password)}
    >
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordInput
        label={t('freshSignIn.password')}
        autoComplete="current-password"
        data-autofocus
        {...form.getInputProps('password')}
      />
    </ActForm>
  );
}
