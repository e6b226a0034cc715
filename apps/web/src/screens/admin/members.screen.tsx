import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ResultOf } from 'gql.tada';
import { useState } from 'react';
import { graphql } from '../../app/graphql.ts';
import { failureOf } from '../../app/failure.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct, useRows } from '../../app/queries.ts';
import { useSites } from '../../app/sites.ts';
import { sideOf, useMay, useViewer } from '../../app/session.ts';
import { validityOf } from '../../app/validity.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tags.tsx';
import { When } from '../../ui/when.tsx';
import { ChangeMember } from './change-member.tsx';
import { InviteMember } from './invite-member.tsx';
import { type MemberRow, MembersQuery } from './members.query.ts';

const InvitationsQuery = graphql(`
  query Invitations($first: Int!, $after: String) {
    invitations(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          email
          roles
          isOutside
          expiresAt
          acceptedAt
          revokedAt
        }
      }
    }
  }
`);

const EndMembership = graphql(`
  mutation EndMembership($input: MemberInput!) {
    endMembership(input: $input) {
      member {
        id
      }
    }
  }
`);

const RevokeInvitation = graphql(`
  mutation RevokeInvitation($input: InvitationInput!) {
    revokeInvitation(input: $input) {
      invitation {
        id
      }
    }
  }
`);

type InvitationRow = ResultOf<typeof InvitationsQuery>['invitations']['edges'][number]['node'];

/** The people of the organisation, what each may do, and who is invited. */
export function MembersScreen() {
  const { t } = useWords('admin');
  const isAdministrator = useMay('invite Member');
  const [isInviting, { open, close }] = useDisclosure();
  const [changing, setChanging] = useState<MemberRow | null>(null);
  const columns = useMemberColumns(isAdministrator, setChanging);
  const list = useRows(MembersQuery, {}, ({ members }) => members);
  return (
    <Page
      title={t('members.title')}
      lead={t('members.lead')}
      actions={isAdministrator && <Button onClick={open}>{t('members.invite')}</Button>}
    >
      <RowsTable
        label={t('members.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        empty={{ title: t('members.empty') }}
      />
      {isAdministrator && <Invitations />}
      <Dialog opened={isInviting} onClose={close} title={t('members.invite')}>
        <InviteMember onDone={close} />
      </Dialog>
      <Dialog opened={changing !== null} onClose={() => setChanging(null)} title={changing?.name}>
        {changing && <ChangeMember member={changing} onDone={() => setChanging(null)} />}
      </Dialog>
    </Page>
  );
}

function useMemberColumns(isAdministrator: boolean, onChange: (member: MemberRow) => void): Column<MemberRow>[] {
  const { t } = useWords('admin');
  const viewer = useViewer();
  const { nameOfSite } = useSites();
  const isHospital = sideOf(viewer) === 'hospital';
  const columns: Column<MemberRow>[] = [
    {
      key: 'name',
      header: t('members.name'),
      width: 'minmax(12rem, 3fr)',
      cell: ({ name, email }) => (
        <div dir="auto">
          <Text component="span" fw={600}>
            {name}
          </Text>
          <Text size="sm" c="dimmed">
            {email}
          </Text>
        </div>
      ),
    },
    {
      key: 'roles',
      header: t('members.roles'),
      width: 'minmax(10rem, 3fr)',
      cell: ({ roles }) => <RoleTags roles={roles} />,
    },
  ];
  if (isHospital) {
    columns.push({
      key: 'sites',
      header: t('members.sites'),
      width: 'minmax(7rem, 2fr)',
      cell: ({ siteIds }) => (
        <Text size="sm">{siteIds ? siteIds.map(nameOfSite).join(' · ') : t('members.allSites')}</Text>
      ),
    });
  }
  columns.push({
    key: 'state',
    header: t('members.state'),
    width: '8rem',
    cell: ({ state, isOutside }) =>
      state === 'ENDED' ? (
        <Tag tone="quiet">{t('members.ended')}</Tag>
      ) : (
        <Tag tone={isOutside ? 'notice' : 'good'}>{t(isOutside ? 'members.outside' : 'members.active')}</Tag>
      ),
  });
  if (!isAdministrator) return columns;
  columns.push({
    key: 'act',
    header: t('act'),
    width: '14rem',
    cell: (member) =>
      member.state === 'ACTIVE' && (
        <Button.Group>
          <Button variant="default" onClick={() => onChange(member)}>
            {t('members.change')}
          </Button>
          {member.userId !== viewer.userId && <EndMember member={member} />}
        </Button.Group>
      ),
  });
  return columns;
}

function RoleTags({ roles }: { roles: MemberRow['roles'] }) {
  const term = useTerm();
  return (
    <Text size="sm" component="span">
      {roles.map((role) => term('Role', role)).join(' · ')}
    </Text>
  );
}

function EndMember({ member }: { member: MemberRow }) {
  const { t } = useWords('admin');
  const end = useAct(EndMembership);
  return (
    <Confirm
      label={t('members.end')}
      title={t('members.endTitle', { name: member.name })}
      act={end}
      isGrave
      onConfirm={() => end.mutate({ input: { memberId: member.id } })}
    >
      <Text>{t('members.endText')}</Text>
    </Confirm>
  );
}

function Invitations() {
  const { t } = useWords('admin');
  const list = useRows(InvitationsQuery, {}, ({ invitations }) => invitations);
  const revoke = useAct(RevokeInvitation);
  const columns: Column<InvitationRow>[] = [
    {
      key: 'email',
      header: t('members.email'),
      width: 'minmax(12rem, 3fr)',
      cell: ({ email }) => <span dir="auto">{email}</span>,
    },
    {
      key: 'roles',
      header: t('members.roles'),
      width: 'minmax(10rem, 3fr)',
      cell: ({ roles }) => <RoleTags roles={roles} />,
    },
    {
      key: 'until',
      header: t('members.validUntil'),
      width: '11rem',
      cell: ({ expiresAt }) => <When at={expiresAt} />,
    },
    { key: 'state', header: t('members.state'), width: '8rem', cell: (one) => <InvitationState invitation={one} /> },
    {
      key: 'act',
      header: t('act'),
      width: '9rem',
      cell: (invitation) =>
        stateOf(invitation) === 'waiting' && (
          <Button
            variant="default"
            loading={revoke.isPending}
            onClick={() => revoke.mutate({ input: { invitationId: invitation.id } })}
          >
            {t('members.takeBack')}
          </Button>
        ),
    },
  ];
  return (
    <Section title={t('members.invitations')}>
      {revoke.error && <FailureNotice failure={failureOf(revoke.error)} />}
      <RowsTable
        label={t('members.invitations')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        empty={{ title: t('members.noInvitations'), text: t('members.noInvitationsText') }}
      />
    </Section>
  );
}

function stateOf({ acceptedAt, revokedAt, expiresAt }: InvitationRow): 'accepted' | 'revoked' | 'expired' | 'waiting' {
  if (acceptedAt) return 'accepted';
  const validity = validityOf({ revokedAt, expiresAt });
  return validity === 'inForce' ? 'waiting' : validity;
}

function InvitationState({ invitation }: { invitation: InvitationRow }) {
  const { t } = useWords('admin');
  const state = stateOf(invitation);
  const tone = { accepted: 'good', waiting: 'notice', expired: 'quiet', revoked: 'quiet' } as const;
  return <Tag tone={tone[state]}>{t(`invitation.${state}`)}</Tag>;
}
