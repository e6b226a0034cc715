import { Button, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { isSignedOut } from './failure.ts';
import { failures, type FailureEvent } from './queries.ts';
import { singleSignOnAt, useViewer } from './session.ts';
import { useSignedInAgain } from './signed-in-again.ts';

/** Its code comes when a session has ended, not with every first page. */
const SignInForm = lazy(async () => {
  const form = await import('../screens/account/sign-in-form.tsx');
  return { default: form.SignInForm };
});

/** Asks for the sign-in over the page one is on, so that what was typed there stays. */
export function SessionEnded() {
  const { t } = useTranslation();
  const [viewer] = useState(useViewer());
  const [isEnded, setIsEnded] = useState(false);
  const onSignedIn = useSignedInAgain(() => setIsEnded(false));

  useEffect(() => {
    const onFailure = (event: Event) => {
      if (isSignedOut((event as FailureEvent).failure)) setIsEnded(true);
    };
    failures.addEventListener('failure', onFailure);
    return () => failures.removeEventListener('failure', onFailure);
  }, []);

  const provider = viewer.onlyThisOrganisation ? viewer.organisation : null;
  return (
    <Dialog opened={isEnded} title={t('sessionEnded.title')} zIndex={400}>
      <Stack>
        <Text>{t('sessionEnded.text')}</Text>
        {provider ? (
          <Button component="a" href={singleSignOnAt(provider.id, window.location.pathname + window.location.search)}>
            {t('sessionEnded.provider')}
          </Button>
        ) : (
          <Suspense fallback={<Waiting />}>
            <SignInForm email={viewer.email ?? ''} onSignedIn={onSignedIn} />
          </Suspense>
        )}
      </Stack>
    </Dialog>
  );
}
