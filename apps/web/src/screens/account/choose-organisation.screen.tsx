import { Button, Card, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { failureOf } from '../../app/failure.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useDeed } from '../../app/queries.ts';
import { actFor, useSignOut, useViewer } from '../../app/session.ts';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Tag } from '../../ui/tags.tsx';

/** For whom one acts: asked of whoever belongs to several organisations, and changed from the menu of the person. */
export function ChooseOrganisationScreen() {
  const { t } = useWords('account');
  const term = useTerm();
  const language = useLanguage();
  const viewer = useViewer();
  const client = useQueryClient();
  const signOut = useSignOut();
  const { returnTo } = useSearch({ from: '/signed-in/choose-organisation' });
  const choose = useDeed(actFor, {
    onDone() {
      // Nothing of the other organisation stays on the page: everything is loaded anew.
      client.clear();
      window.location.assign(returnTo ?? '/');
    },
  });
  return (
    <Page
      title={t('choose.title')}
      lead={viewer.memberships.length > 0 ? t('choose.lead') : undefined}
      actions={
        <Button variant="default" loading={signOut.isPending} onClick={() => signOut.mutate({})}>
          {t('common:signOut')}
        </Button>
      }
    >
      {choose.error && <FailureNotice failure={failureOf(choose.error)} />}
      {signOut.error && <FailureNotice failure={failureOf(signOut.error)} />}
      {viewer.memberships.length === 0 && <Text>{t('choose.none')}</Text>}
      <Stack maw={640} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {viewer.memberships.map(({ organisation, roles }) => {
          const isHere = organisation.id === viewer.organisation?.id;
          return (
            <Card key={organisation.id} component="li" withBorder>
              <Group justify="space-between" align="center" gap="md">
                <Stack gap={2} flex="1 1 16rem">
                  <Text fw={600} dir="auto">
                    {nameOf(organisation, language)}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {term('OrganisationKind', organisation.kind)} ·{' '}
                    {roles.map((role) => term('Role', role)).join(' / ')}
                  </Text>
                </Stack>
                {organisation.state === 'SUSPENDED' ? (
                  <Tag tone="warning">{term('OrganisationState', organisation.state)}</Tag>
                ) : isHere ? (
                  <Tag tone="good">{t('choose.here')}</Tag>
                ) : (
                  <Button
                    loading={choose.isPending && choose.variables === organisation.id}
                    onClick={() => choose.mutate(organisation.id)}
                    aria-label={t('choose.for', { name: nameOf(organisation, language) })}
                  >
                    {t('choose.choose')}
                  </Button>
                )}
              </Group>
            </Card>
          );
        })}
      </Stack>
    </Page>
  );
}
