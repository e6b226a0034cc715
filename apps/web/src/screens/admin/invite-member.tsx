import { Checkbox, Select, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDraft } from '../../app/drafts.ts';
import { graphql } from '../../app/graphql.ts';
import { useLanguage, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { type Role, sideOf, useViewer } from '../../app/session.ts';
import { ActForm } from '../../ui/form.tsx';
import { RolesField } from './roles-field.tsx';
import { SitesField } from './sites-field.tsx';

const InviteMemberMutation = graphql(`
  mutation InviteMember($input: InviteMemberInput!) {
    inviteMember(input: $input) {
      invitation {
        id
      }
    }
  }
`);

const LONGEST_EMAIL = 254;
/** What somebody from elsewhere may be for a vendor of one person: the second pair of eyes. */
const OUTSIDE_ROLES = ['VENDOR_APPROVER'] as const;

/** Sends somebody a link by which they join. */
export function InviteMember({ onDone }: { onDone: () => void }) {
  const { t } = useWords('admin');
  const language = useLanguage();
  const viewer = useViewer();
  const isVendor = sideOf(viewer) === 'vendor';
  const form = useForm({
    initialValues: {
      email: '',
      roles: [] as string[],
      siteIds: [] as string[],
      isOutside: false,
      language,
    },
    validate: {
      email: (value) => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : t('members.emailWrong')),
      roles: (value) => (value.length > 0 ? null : t('members.rolesMissing')),
    },
  });
  const draft = useDraft('invite-member', viewer.userId, form);
  const invite = useAct(InviteMemberMutation, {
    onDone: () => {
      draft.forget();
      onDone();
    },
  });
  return (
    <ActForm
      form={form}
      act={invite}
      submit={t('members.send')}
      onCancel={onDone}
      onSubmit={({ email, roles, siteIds, isOutside, language: spoken }) =>
        invite.mutate({
          input: {
            email: email.trim(),
            roles: roles as Role[],
            siteIds: siteIds.length > 0 ? siteIds : null,
            isOutside,
            language: spoken,
          },
        })
      }
    >
      <TextInput
        type="email"
        label={t('members.email')}
        description={t('members.emailHelp')}
        maxLength={LONGEST_EMAIL}
        autoComplete="off"
        {...form.getInputProps('email')}
      />
      {isVendor && (
        <Checkbox
          label={t('members.isOutside')}
          description={t('members.isOutsideHelp')}
          {...form.getInputProps('isOutside', { type: 'checkbox' })}
        />
      )}
      <RolesField
        label={t('members.roles')}
        {...(form.values.isOutside ? { among: OUTSIDE_ROLES } : {})}
        {...form.getInputProps('roles')}
      />
      <SitesField {...form.getInputProps('siteIds')} />
      <Select
        label={t('members.language')}
        allowDeselect={false}
        data={[
          { value: 'ja', label: '日本語' },
          { value: 'en', label: 'English' },
        ]}
        {...form.getInputProps('language')}
      />
      <Text size="sm">{t('members.inviteText')}</Text>
    </ActForm>
  );
}
