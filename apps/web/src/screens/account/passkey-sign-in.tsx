import { Button, Stack } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useEffect, useEffectEvent } from 'react';
import { failureOf } from '../../app/failure.ts';
import { useWords } from '../../app/language.ts';
import { provePasskey, takeOfferedPasskey, withdrawOffer } from '../../app/passkeys.ts';
import { useDeed } from '../../app/queries.ts';
import { FailureNotice } from '../../ui/problem.tsx';

/** What the browser was offered can be taken for five minutes; then it is offered anew. */
const OFFER_MS = 240_000;

/** A button that asks for a passkey; besides, the browser offers them where the e-mail address is typed. */
export function PasskeySignIn({ onSignedIn }: { onSignedIn: () => unknown }) {
  const { t } = useWords('account');
  const signIn = useDeed<void, void>(provePasskey, { onDone: onSignedIn });
  const onTaken = useEffectEvent(onSignedIn);
  const { isPending } = signIn;

  useEffect(() => {
    if (isPending) return undefined;
    const offer = () =>
      takeOfferedPasskey().then(
        (isTaken) => isTaken && onTaken(),
        // Nobody asked for it: the button says what is wrong when it is pressed.
        () => undefined,
      );
    void offer();
    const timer = setInterval(() => void withdrawOffer().then(offer), OFFER_MS);
    return () => {
      clearInterval(timer);
      void withdrawOffer();
    };
  }, [isPending]);

  return (
    <Stack>
      {signIn.error && <FailureNotice failure={failureOf(signIn.error)} />}
      <Button
        variant="default"
        leftSection={<IconFingerprint size={18} aria-hidden />}
        loading={isPending}
        onClick={() => signIn.mutate()}
      >
        {t('signIn.passkey')}
      </Button>
    </Stack>
  );
}
