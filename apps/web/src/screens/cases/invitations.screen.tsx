import { Button, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useWords } from '../../app/language.ts';
import { useAct, useAnswer } from '../../app/queries.ts';
import { Answered } from '../../ui/answered.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';
import { CaseInvitationsQuery } from './invitations.query.ts';

const AcceptCaseInvitationMutation = graphql(`
  mutation AcceptCaseInvitation($input: CasePartyInput!) {
    acceptCaseInvitation(input: $input) {
      case {
        id
      }
    }
  }
`);

/** Disclosures to which one is invited by name; what they are about is seen once one accepts. */
export function InvitationsScreen() {
  const { t } = useWords('cases');
  const language = useLanguage();
  const navigate = useNavigate();
  const answer = useAnswer(CaseInvitationsQuery, {});
  const act = useAct(AcceptCaseInvitationMutation, {
    onDone: ({ acceptCaseInvitation }) => navigate({ to: '/cases/$id', params: { id: acceptCaseInvitation.case.id } }),
  });
  return (
    <Page
      title={t('invitations.title')}
      lead={t('invitations.lead')}
      above={[{ label: t('title'), link: { to: '/cases' } }]}
    >
      {act.error && <FailureNotice failure={failureOf(act.error)} />}
      <Answered of={answer} title={t('invitations.title')}>
        {({ caseInvitations }) =>
          caseInvitations.length === 0 ? (
            <Empty title={t('invitations.empty')}>{t('invitations.emptyText')}</Empty>
          ) : (
            caseInvitations.map(({ id, vendor, invitedAt }) => (
              <Section key={id} title={nameOf(vendor, language)}>
                <Stack align="flex-start">
                  <Text>{t('invitations.rules')}</Text>
                  <Text size="sm">
                    {t('parties.invitedAt')} <When at={invitedAt} />
                  </Text>
                  <Button loading={act.isPending} onClick={() => act.mutate({ input: { casePartyId: id } })}>
                    {t('invitations.accept')}
                  </Button>
                </Stack>
              </Section>
            ))
          )
        }
      </Answered>
    </Page>
  );
}
