import { Button, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { failureOf } from '../../app/failure.ts';
import { useWords } from '../../app/language.ts';
import { useDeed } from '../../app/queries.ts';
import { viewerQuery } from '../../app/session.ts';
import { FailureNotice } from '../../ui/problem.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { acceptInvitation, type Offer } from './invitation.ts';
import { Joined } from './joined.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Somebody who has an account joins with it: the one that was invited, and no other. */
export function JoinWithAccount({ token, offer }: { token: string; offer: Offer }) {
  const { t } = useWords('account');
  const { data } = useQuery(viewerQuery);
  const client = useQueryClient();
  const join = useDeed<unknown, void>(() => acceptInvitation({ token }));
  if (join.isSuccess) return <Joined isSignedIn />;
  if (!data) return <Waiting />;
  const { viewer } = data;
  const isInvited = viewer?.email === offer.email;
  return (
    <Stack>
      {join.error && <FailureNotice failure={failureOf(join.error)} />}
      {isInvited ? (
        <Button loading={join.isPending} onClick={() => join.mutate()}>
          {t('invitation.join')}
        </Button>
      ) : (
        <>
          <Text>
            {viewer?.email
              ? t('invitation.other', { email: viewer.email, invited: offer.email })
              : t('invitation.signIn')}
          </Text>
          <SignInForm
            email={offer.email}
            onSignedIn={() => {
              // Another person than before, as was asked for.
              client.removeQueries({ queryKey: viewerQuery.queryKey });
              join.mutate();
            }}
          />
        </>
      )}
    </Stack>
  );
}
