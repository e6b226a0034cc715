import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { graphql, type Enumeration } from '../../app/graphql.ts';
import { nameOf, useLanguage, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useViewer } from '../../app/session.ts';
import { Confirm } from '../../ui/confirm.tsx';

const Suspend = graphql(`
  mutation SuspendOrganisation($input: SuspendOrganisationInput!) {
    suspendOrganisation(input: $input) {
      organisation {
        id
      }
    }
  }
`);

const Readmit = graphql(`
  mutation ReadmitOrganisation($input: OrganisationInput!) {
    readmitOrganisation(input: $input) {
      organisation {
        id
      }
    }
  }
`);

const LONGEST_REASON = 500;

interface OrganisationActProps {
  organisation: { id: string; name: string; englishName: string | null; state: Enumeration<'OrganisationState'> };
}

/** Keeps an organisation out, or lets it in again; the operator's own stays. */
export function OrganisationAct({ organisation }: OrganisationActProps) {
  const { t } = useWords('operator');
  const language = useLanguage();
  const viewer = useViewer();
  const suspend = useAct(Suspend);
  const readmit = useAct(Readmit);
  const [reason, setReason] = useState('');
  const name = nameOf(organisation, language);
  const input = { organisationId: organisation.id };
  if (organisation.id === viewer.organisation?.id) {
    return (
      <Text size="sm" c="dimmed">
        {t('organisations.own')}
      </Text>
    );
  }
  if (organisation.state === 'SUSPENDED') {
    return (
      <Confirm
        key="readmit"
        label={t('organisations.readmit')}
        title={t('organisations.readmitTitle', { name })}
        act={readmit}
        onConfirm={() => readmit.mutate({ input })}
      >
        <Text>{t('organisations.readmitText')}</Text>
      </Confirm>
    );
  }
  return (
    <Confirm
      key="suspend"
      label={t('organisations.suspend')}
      title={t('organisations.suspendTitle', { name })}
      act={suspend}
      isGrave
      onConfirm={() => suspend.mutate({ input: { ...input, reason: reason.trim() || null } })}
    >
      <Text>{t('organisations.suspendText')}</Text>
      <Textarea
        label={t('organisations.reason')}
        description={t('organisations.reasonHelp')}
        maxLength={LONGEST_REASON}
        autosize
        minRows={2}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </Confirm>
  );
}
