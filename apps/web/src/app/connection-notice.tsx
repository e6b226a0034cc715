import { Alert } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failures, type FailureEvent } from './queries.ts';

const TRY_AGAIN_MS = 3_000;

/** Says that the connection is lost, tries by itself, and asks for everything anew once it is back. */
export function ConnectionNotice() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [isLost, setIsLost] = useState(!navigator.onLine);

  useEffect(() => {
    const lose = () => setIsLost(true);
    const onFailure = (event: Event) => {
      if ((event as FailureEvent).failure.code === 'LOST') lose();
    };
    window.addEventListener('offline', lose);
    failures.addEventListener('failure', onFailure);
    return () => {
      window.removeEventListener('offline', lose);
      failures.removeEventListener('failure', onFailure);
    };
  }, []);

  useEffect(() => {
    if (!isLost) return undefined;
    const timer = setInterval(() => {
      void fetch('/health/live', { cache: 'no-store' })
        .then(({ ok }) => {
          if (!ok) return;
          setIsLost(false);
          void client.invalidateQueries();
        })
        // Still away: the next try follows.
        .catch(() => undefined);
    }, TRY_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isLost, client]);

  return (
    <div role="status">
      {isLost && (
        <Alert color="orange" mb="md" title={t('connection.lost')}>
          {t('connection.text')}
        </Alert>
      )}
    </div>
  );
}
