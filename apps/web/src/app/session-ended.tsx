import { Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SignInForm } from '../screens/account/sign-in-form.tsx';
import { SIGNED_OUT } from './failure.ts';
import { failures, type FailureEvent } from './queries.ts';
import { useViewer, viewerQuery } from './session.ts';

/**
 * Asks for the sign-in over the page one is on, so that what was typed there stays. Another person who signs in instead
 * starts from their own home.
 */
export function SessionEnded() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [viewer] = useState(useViewer());
  const [isEnded, setIsEnded] = useState(false);

  useEffect(() => {
    const onFailure = (event: Event) => {
      if ((event as FailureEvent).failure.reason === SIGNED_OUT.reason) setIsEnded(true);
    };
    failures.addEventListener('failure', onFailure);
    return () => failures.removeEventListener('failure', onFailure);
  }, []);

  const onSignedIn = async () => {
    const { viewer: now } = await client.query({ ...viewerQuery, staleTime: 0 });
    if (now?.userId !== viewer.userId || now.organisation?.id !== viewer.organisation?.id) {
      window.location.assign('/');
      return;
    }
    setIsEnded(false);
    await client.invalidateQueries();
  };
  return (
    <Modal
      opened={isEnded}
      onClose={() => undefined}
      withCloseButton={false}
      title={t('sessionEnded.title')}
      zIndex={400}
    >
      <Stack>
        <Text>{t('sessionEnded.text')}</Text>
        <SignInForm onSignedIn={onSignedIn} />
      </Stack>
    </Modal>
  );
}
