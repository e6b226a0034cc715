import { Button, Group, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { ResultOf } from 'gql.tada';
import { useState } from 'react';
import { graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct, useRows } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { useSites } from '../../app/sites.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Filters, FilterSelect } from '../../ui/filters.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, RowsTable } from '../../ui/rows-table.tsx';
import { ContactForm } from './contact-form.tsx';
import { usePartners } from '../../app/partners.ts';

const ContactsQuery = graphql(`
  query Contacts($first: Int!, $after: String, $organisationId: ID) {
    contacts(first: $first, after: $after, organisationId: $organisationId) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          kind
          name
          email
          phone
          note
          siteId
          relationshipId
        }
      }
    }
  }
`);

const RemoveContact = graphql(`
  mutation RemoveContact($input: ContactInput!) {
    removeContact(input: $input) {
      contact {
        id
      }
    }
  }
`);

type Row = ResultOf<typeof ContactsQuery>['contacts']['edges'][number]['node'];

const route = getRouteApi('/signed-in/contacts');

/** Whom to turn to: the own organisation's contacts to look after, those of whom one deals with to read. */
export function ContactsScreen() {
  const { t } = useWords('dealings');
  const term = useTerm();
  const { organisationId } = route.useSearch();
  const navigate = route.useNavigate();
  const mayChange = useMay('manage Contact') && organisationId === undefined;
  const { nameOfSite } = useSites();
  const partners = usePartners();
  const list = useRows(ContactsQuery, { organisationId: organisationId ?? null }, ({ contacts }) => contacts);
  const [edited, setEdited] = useState<Row | 'new' | null>(null);
  const close = () => setEdited(null);

  const columns: Column<Row>[] = [
    {
      key: 'name',
      header: t('contacts.name'),
      width: 'minmax(10rem, 2fr)',
      cell: ({ name, note }) => (
        <div dir="auto">
          <Text component="span" fw={600}>
            {name}
          </Text>
          <Text size="sm" c="dimmed">
            {note}
          </Text>
        </div>
      ),
    },
    { key: 'kind', header: t('contacts.kind'), width: '10rem', cell: ({ kind }) => term('ContactKind', kind) },
    {
      key: 'reach',
      header: t('contacts.reach'),
      width: 'minmax(14rem, 3fr)',
      cell: ({ email, phone }) => (
        <div dir="auto">
          {email && <div>{email}</div>}
          {phone && <div>{phone}</div>}
        </div>
      ),
    },
  ];
  if (organisationId === undefined) {
    columns.push({
      key: 'scope',
      header: t('contacts.scope'),
      width: 'minmax(9rem, 2fr)',
      cell: ({ siteId, relationshipId }) =>
        [
          siteId ? nameOfSite(siteId) : null,
          relationshipId ? (partners.of(relationshipId)?.label ?? t('contacts.oneRelationship')) : null,
        ]
          .filter((part) => part !== null)
          .join(' · ') || t('contacts.everywhere'),
    });
  }
  if (mayChange) {
    columns.push({
      key: 'act',
      header: t('act'),
      width: 'minmax(12rem, 1fr)',
      cell: (contact) => (
        <Group gap="xs">
          <Button variant="default" onClick={() => setEdited(contact)}>
            {t('change')}
          </Button>
          <Remove contact={contact} />
        </Group>
      ),
    });
  }
  return (
    <Page
      title={t('contacts.title')}
      lead={t(organisationId ? 'contacts.leadOther' : 'contacts.lead')}
      actions={mayChange && <Button onClick={() => setEdited('new')}>{t('contacts.add')}</Button>}
    >
      <Filters>
        <FilterSelect
          label={t('contacts.of')}
          placeholder={t('contacts.own')}
          value={organisationId}
          choices={partners.active.map((partner) => ({ value: partner.organisationId, label: partner.label }))}
          onChange={(chosen) => void navigate({ search: chosen ? { organisationId: chosen } : {}, replace: true })}
        />
      </Filters>
      <RowsTable
        label={t('contacts.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        empty={{
          title: t('contacts.empty'),
          text: t(organisationId ? 'contacts.emptyOther' : mayChange ? 'contacts.emptyText' : 'contacts.emptyMember'),
        }}
      />
      <Dialog opened={edited !== null} onClose={close} title={t(edited === 'new' ? 'contacts.add' : 'contacts.change')}>
        {edited !== null && <ContactForm contact={edited === 'new' ? null : edited} onDone={close} />}
      </Dialog>
    </Page>
  );
}

function Remove({ contact }: { contact: Row }) {
  const { t } = useWords('dealings');
  const remove = useAct(RemoveContact);
  return (
    <Confirm
      label={t('contacts.remove')}
      title={t('contacts.removeTitle', { name: contact.name })}
      act={remove}
      isGrave
      onConfirm={() => remove.mutate({ input: { contactId: contact.id } })}
    >
      <Text>{t('contacts.removeText')}</Text>
    </Confirm>
  );
}
