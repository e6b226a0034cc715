import { Alert, Anchor, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../../app/ask.ts';
import { Failure, failureOf } from '../../app/failure.ts';
import { useWords } from '../../app/language.ts';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { When } from '../../ui/when.tsx';
import { acceptInvitation, InvitationQuery } from './invitation.ts';
import { JoinAnew } from './join-anew.tsx';
import { JoinWithAccount } from './join-with-account.tsx';
import { useLinkToken } from './link-token.ts';

/** What the mail of an invitation leads to: who invites, and how one joins. */
export function InvitationScreen() {
  const { t } = useWords('account');
  const token = useLinkToken((hash) => hash || null);
  return (
    <Page title={t('invitation.title')}>
      <Stack maw={480}>
        {token ? (
          <Invitation key={token} token={token} />
        ) : (
          <Alert title={t('invitation.none')}>{t('invitation.whole')}</Alert>
        )}
        <Anchor size="sm" renderRoot={(props) => <Link to="/sign-in" {...props} />}>
          {t('reset.toSignIn')}
        </Anchor>
      </Stack>
    </Page>
  );
}

function Invitation({ token }: { token: string }) {
  const { t } = useWords('account');
  const { data: offer, error } = useQuery({
    queryKey: ['invitation', token],
    async queryFn({ signal }) {
      const { invitationBehind } = await ask(InvitationQuery, { token }, signal, { asAnybody: true });
      if (invitationBehind) return invitationBehind;
      // It cannot be accepted: why, the attempt says.
      throw await acceptInvitation({ token }).then(
        () => new Failure({ code: 'NOT_FOUND', reason: 'not_found', message: '' }),
        failureOf,
      );
    },
    // Asked once: after joining, there is none.
    staleTime: 'static',
    retry: false,
  });
  if (error) {
    const failure = failureOf(error);
    if (failure.code !== 'NOT_FOUND') return <FailureNotice failure={failure} />;
    return (
      <Alert color="red" role="alert" title={t('invitation.none')}>
        {t('invitation.whole')}
      </Alert>
    );
  }
  if (!offer) return <Waiting />;
  return (
    <Paper withBorder p="lg">
      <Stack>
        <Text fw={600} dir="auto">
          {t('invitation.from', { organisation: offer.organisationName })}
        </Text>
        <Text size="sm" c="dimmed">
          {t('invitation.to', { email: offer.email })} {t('invitation.until')} <When at={offer.expiresAt} />
        </Text>
        {offer.hasAccount ? <JoinWithAccount token={token} offer={offer} /> : <JoinAnew token={token} offer={offer} />}
      </Stack>
    </Paper>
  );
}
