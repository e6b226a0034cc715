import { Button, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useWords } from '../../app/language.ts';

/** After joining: on to the portal, as whoever one is now. */
export function Joined({ isSignedIn }: { isSignedIn: boolean }) {
  const { t } = useWords('account');
  const client = useQueryClient();
  const router = useRouter();
  const goOn = () => {
    client.clear();
    router.history.push(isSignedIn ? '/' : '/sign-in');
  };
  return (
    <Stack align="flex-start">
      <Text role="status">{t('invitation.joined')}</Text>
      <Button onClick={goOn}>{t(isSignedIn ? 'invitation.goOn' : 'reset.toSignIn')}</Button>
    </Stack>
  );
}
