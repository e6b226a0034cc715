import { useForm } from '@mantine/form';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { ActForm } from '../../ui/form.tsx';
import type { MemberRow } from './members.query.ts';
import { RolesField } from './roles-field.tsx';
import { SitesField } from './sites-field.tsx';

const ChangeMemberMutation = graphql(`
  mutation ChangeMember($input: ChangeMemberInput!) {
    changeMember(input: $input) {
      member {
        id
      }
    }
  }
`);

/** Gives a member other roles or sites; it holds from their next request on. */
export function ChangeMember({ member, onDone }: { member: MemberRow; onDone: () => void }) {
  const { t } = useWords('admin');
  const form = useForm({
    initialValues: { roles: member.roles, siteIds: member.siteIds ?? [] },
    validate: { roles: (value) => (value.length > 0 ? null : t('members.rolesMissing')) },
  });
  const change = useAct(ChangeMemberMutation, { onDone });
  return (
    <ActForm
      form={form}
      act={change}
      submit={t('save')}
      onCancel={onDone}
      onSubmit={({ roles, siteIds }) =>
        change.mutate({
          input: {
            memberId: member.id,
            roles,
            siteIds: siteIds.length > 0 ? siteIds : null,
          },
        })
      }
    >
      <RolesField
        label={t('members.roles')}
        {...(member.isOutside ? { among: ['VENDOR_APPROVER'] } : {})}
        {...form.getInputProps('roles')}
      />
      <SitesField {...form.getInputProps('siteIds')} />
    </ActForm>
  );
}
