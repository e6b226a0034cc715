import { Select, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { CONTACT_KINDS } from '../../app/choices.ts';
import { useDraft } from '../../app/drafts.ts';
import { type Enumeration, graphql } from '../../app/graphql.ts';
import { useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { sideOf, useViewer } from '../../app/session.ts';
import { useSites } from '../../app/sites.ts';
import { ActForm } from '../../ui/form.tsx';
import { usePartners } from '../../app/partners.ts';

const SetContact = graphql(`
  mutation SetContact($input: SetContactInput!) {
    setContact(input: $input) {
      contact {
        id
      }
    }
  }
`);

const LONGEST = { name: 200, email: 254, phone: 50, note: 1_000 };

interface Contact {
  id: string;
  kind: Enumeration<'ContactKind'>;
  name: string;
  email: string | null;
  phone: string | null;
  note: string | null;
  siteId: string | null;
  relationshipId: string | null;
}

interface ContactFormProps {
  /** Null: a new one. */
  contact: Contact | null;
  onDone: () => void;
}

/** A person or a desk, how to reach it, and for whom it is. */
export function ContactForm({ contact, onDone }: ContactFormProps) {
  const { t } = useWords('dealings');
  const term = useTerm();
  const viewer = useViewer();
  const sites = useSites();
  const partners = usePartners();
  const form = useForm({
    initialValues: {
      kind: contact?.kind ?? 'SECURITY',
      name: contact?.name ?? '',
      email: contact?.email ?? '',
      phone: contact?.phone ?? '',
      note: contact?.note ?? '',
      siteId: contact?.siteId ?? '',
      relationshipId: contact?.relationshipId ?? '',
    },
    validate: {
      name: (name) => (name.trim() ? null : t('contacts.nameMissing')),
      email: (email, { phone }) => (email.trim() || phone.trim() ? null : t('contacts.reachMissing')),
    },
  });
  const draft = useDraft(`contact:${contact?.id ?? 'new'}`, viewer.userId, form);
  const set = useAct(SetContact, {
    onDone: () => {
      draft.forget();
      onDone();
    },
  });
  return (
    <ActForm
      form={form}
      act={set}
      submit={t('save')}
      onCancel={onDone}
      onSubmit={({ kind, name, email, phone, note, siteId, relationshipId }) =>
        set.mutate({
          input: {
            ...(contact ? { contactId: contact.id } : {}),
            kind,
            name: name.trim(),
            email: email.trim() || null,
            phone: phone.trim() || null,
            note: note.trim() || null,
            siteId: siteId || null,
            relationshipId: relationshipId || null,
          },
        })
      }
    >
      <Select
        label={t('contacts.kind')}
        description={t('contacts.kindHelp')}
        allowDeselect={false}
        data={CONTACT_KINDS.map((value) => ({ value, label: term('ContactKind', value) }))}
        {...form.getInputProps('kind')}
      />
      <TextInput label={t('contacts.name')} maxLength={LONGEST.name} {...form.getInputProps('name')} />
      <TextInput type="email" label={t('contacts.email')} maxLength={LONGEST.email} {...form.getInputProps('email')} />
      <TextInput type="tel" label={t('contacts.phone')} maxLength={LONGEST.phone} {...form.getInputProps('phone')} />
      <Textarea
        label={t('contacts.note')}
        autosize
        minRows={2}
        maxLength={LONGEST.note}
        {...form.getInputProps('note')}
      />
      {sideOf(viewer) === 'hospital' && (
        <Select
          label={t('contacts.site')}
          placeholder={t('contacts.everySite')}
          clearable
          data={sites.active}
          {...form.getInputProps('siteId')}
        />
      )}
      <Select
        label={t('contacts.relationship')}
        placeholder={t('contacts.everyRelationship')}
        clearable
        searchable
        data={partners.active.map(({ relationshipId, label }) => ({ value: relationshipId, label }))}
        {...form.getInputProps('relationshipId')}
      />
    </ActForm>
  );
}
