import { Button, Checkbox, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { graphql } from '../../app/graphql.ts';
import { nameOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ActForm } from '../../ui/form.tsx';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tags.tsx';
import { When } from '../../ui/when.tsx';
import type { CaseOfPage } from './case.query.ts';

const InviteCasePartyMutation = graphql(`
  mutation InviteCaseParty($input: InviteCasePartyInput!) {
    inviteCaseParty(input: $input) {
      case {
        id
      }
    }
  }
`);

const RemoveCasePartyMutation = graphql(`
  mutation RemoveCaseParty($input: CasePartyInput!) {
    removeCaseParty(input: $input) {
      case {
        id
      }
    }
  }
`);

/** Who of other organisations is invited by name. */
export function CaseParties({ one: { id, state, parties } }: { one: CaseOfPage }) {
  const { t } = useWords('cases');
  const term = useTerm();
  const language = useLanguage();
  const mayInvite = useMay('invite Case') && state !== 'CLOSED';
  const mayRemove = useMay('remove CaseParty');
  const remove = useAct(RemoveCasePartyMutation);
  return (
    <Section title={t('parties.title')} lead={t('parties.lead')} actions={mayInvite && <Invite caseId={id} />}>
      {parties.length === 0 && <Text size="sm">{t('parties.none')}</Text>}
      <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
        {parties.map((party) => (
          <Paper key={party.id} component="li" withBorder p="sm">
            <Group justify="space-between">
              <Stack gap={2}>
                <Text fw={600} dir="auto">
                  {party.name}
                </Text>
                <Text size="sm" dir="auto">
                  {nameOf({ name: party.organisationName, englishName: party.organisationEnglishName }, language)}{' '}
                  {party.email}
                </Text>
                <Text size="sm">
                  {party.seesFrom ? (
                    <>
                      {t('parties.seesFrom')} <When at={party.seesFrom} />
                    </>
                  ) : (
                    t('parties.seesWhole')
                  )}
                </Text>
              </Stack>
              <Group gap="xs">
                <Tag tone={party.state === 'ACCEPTED' ? 'good' : party.state === 'INVITED' ? 'notice' : 'quiet'}>
                  {term('CasePartyState', party.state)}
                </Tag>
                {mayRemove && party.state !== 'REMOVED' && (
                  <Confirm
                    label={t('parties.remove')}
                    title={t('parties.removeTitle', { name: party.name })}
                    act={remove}
                    onConfirm={() => remove.mutate({ input: { casePartyId: party.id } })}
                  >
                    <Text>{t('parties.removeText')}</Text>
                  </Confirm>
                )}
              </Group>
            </Group>
          </Paper>
        ))}
      </Stack>
    </Section>
  );
}

function Invite({ caseId }: { caseId: string }) {
  const { t } = useWords('cases');
  const act = useAct(InviteCasePartyMutation, { onDone: () => close() });
  const [isOpen, { open, close }] = useDisclosure(false, { onOpen: act.reset });
  const form = useForm({
    initialValues: { code: '', email: '', seesWhole: false },
    validate: {
      code: (code) => (code.trim() ? null : t('parties.codeMissing')),
      email: (email) => (email.trim() ? null : t('parties.emailMissing')),
    },
  });
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('parties.invite')}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t('parties.invite')}>
        <ActForm
          form={form}
          act={act}
          submit={t('parties.invite')}
          onCancel={close}
          onSubmit={(values) => act.mutate({ input: { caseId, ...values } })}
        >
          <Text>{t('parties.inviteText')}</Text>
          <TextInput label={t('parties.code')} maxLength={100} {...form.getInputProps('code')} />
          <TextInput type="email" label={t('parties.email')} maxLength={254} {...form.getInputProps('email')} />
          <Checkbox
            label={t('parties.whole')}
            description={t('parties.wholeHelp')}
            {...form.getInputProps('seesWhole', { type: 'checkbox' })}
          />
        </ActForm>
      </Dialog>
    </>
  );
}
