import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Failure, failureOf } from '../app/failure.ts';
import { useReasons } from '../app/reasons.ts';
import { useMoments } from './when.tsx';

/** Why something was not done, in words, and what to do about it. */
export function FailureNotice({ failure, onRetry }: { failure: Failure; onRetry?: () => void }) {
  const { t } = useTranslation();
  const sentence = useReasons();
  const moment = useMoments();
  return (
    <Alert role="alert" color="red" icon={<IconAlertTriangle aria-hidden />} title={t(`failed.${titleOf(failure)}`)}>
      <Stack gap="xs">
        <Text size="sm">{sentence(failure)}</Text>
        {failure.endsAt && <Text size="sm">{t('failed.until', { moment: moment(failure.endsAt) })}</Text>}
        {failure.fields.length > 0 && (
          <ul>
            {failure.fields.map((field) => (
              <li key={field.path}>{sentence(field)}</li>
            ))}
          </ul>
        )}
        {failure.code === 'INTERNAL' && failure.requestId && (
          <Text size="xs">{t('failed.number', { number: failure.requestId })}</Text>
        )}
        {onRetry && (
          <Group>
            <Button size="xs" variant="default" onClick={onRetry}>
              {t('retry')}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}

const titleOf = ({ code, reason }: Failure) => {
  // Refused, as it has to be, yet nothing that one may not do: it is typed again.
  if (reason === 'sign_in.wrong_password') return 'invalid';
  switch (code) {
    case 'FORBIDDEN':
      return 'forbidden';
    case 'NOT_FOUND':
      return 'notFound';
    case 'INVALID_INPUT':
      return 'invalid';
    case 'CONFLICT':
      return 'conflict';
    case 'LOST':
    case 'UNAVAILABLE':
      return 'lost';
    default:
      return 'other';
  }
};

/** In place of a screen that could not be shown. */
export function Problem({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  const { t } = useTranslation();
  const failure = failureOf(error);
  if (failure.code === 'NOT_FOUND') return <NotFound />;
  return (
    <Stack>
      <Title order={1}>{t('failed.screen')}</Title>
      <FailureNotice failure={failure} onRetry={retry} />
    </Stack>
  );
}

/** An address that leads nowhere, or to what one may not see: the same page for both. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <Stack align="flex-start">
      <Title order={1}>{t('nothingHere.title')}</Title>
      <Text>{t('nothingHere.text')}</Text>
      <Button component={Link} to="/">
        {t('nothingHere.home')}
      </Button>
    </Stack>
  );
}
