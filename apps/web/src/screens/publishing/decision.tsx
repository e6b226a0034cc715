import { Checkbox, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql } from '../../app/graphql.ts';
import { useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useMay, useViewer } from '../../app/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Emergency } from './emergency.tsx';
import type { OwnPublication } from './publication-query.ts';
import { WhoCan } from './who-can.tsx';

const ApprovePublication = graphql(`
  mutation ApprovePublication($input: ApprovePublicationInput!) {
    approvePublication(input: $input) {
      publication {
        id
        state
      }
    }
  }
`);

const SendBackPublication = graphql(`
  mutation SendBackPublication($input: SendBackPublicationInput!) {
    sendBackPublication(input: $input) {
      publication {
        id
        state
      }
    }
  }
`);

interface DecisionProps {
  publication: OwnPublication;
  /** `submittedAt` of what the approver read. */
  readAt: string;
  /** It was submitted anew since. */
  isChanged: boolean;
}

const LONGEST_REASON = 2000;

/** Approve, or send back; somebody who wrote in it sees why they cannot, and who can. */
export function Decision({ publication, readAt, isChanged }: DecisionProps) {
  const { t } = useWords('publishing');
  const viewer = useViewer();
  const { id: publicationId, contributorIds, kind, severity, mayBeEditorial } = publication;
  const [isEditorial, setIsEditorial] = useState(false);
  const navigate = useNavigate();
  const onDecided = () => navigate({ to: '/publishing/$publicationId', params: { publicationId } });
  const approve = useAct(ApprovePublication, { onDone: onDecided });
  const isApprover = useMay('approve Publication');
  const hasWritten = contributorIds.includes(viewer.userId ?? '');
  return (
    <Paper component="section" withBorder p="md" aria-labelledby="review-decision" data-print="no">
      <Stack>
        <Title order={2} size="h3" id="review-decision">
          {t('decision.title')}
        </Title>
        {!isApprover && <Text>{t('decision.notApprover')}</Text>}
        {isApprover && hasWritten && <Text>{t('decision.contributed')}</Text>}
        {(!isApprover || hasWritten) && <WhoCan excluded={contributorIds} />}
        {isApprover && !hasWritten && mayBeEditorial && (
          <Checkbox
            label={t('decision.editorial')}
            description={t('decision.editorialHint')}
            checked={isEditorial}
            onChange={({ currentTarget }) => setIsEditorial(currentTarget.checked)}
          />
        )}
        {isApprover && (
          <Group>
            {!hasWritten && (
              <Confirm
                label={t('decision.approve')}
                title={t('decision.approveTitle')}
                act={approve}
                isPrimary
                isDisabled={isChanged}
                onConfirm={() => approve.mutate({ input: { publicationId, submittedAt: readAt, isEditorial } })}
              >
                <Text>{isEditorial ? t('decision.approveEditorial') : t('decision.approveText')}</Text>
              </Confirm>
            )}
            <SendBack publicationId={publicationId} onDone={onDecided} />
          </Group>
        )}
        {isApprover && kind === 'ADVISORY' && severity === 'CRITICAL' && (
          <Emergency publicationId={publicationId} readAt={readAt} isDisabled={isChanged} onDone={onDecided} />
        )}
      </Stack>
    </Paper>
  );
}

function SendBack({ publicationId, onDone }: { publicationId: string; onDone: () => unknown }) {
  const { t } = useWords('publishing');
  const [reason, setReason] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const sendBack = useAct(SendBackPublication, { onDone });
  return (
    <Confirm
      label={t('sendBack.label')}
      title={t('sendBack.title')}
      act={sendBack}
      onConfirm={() => {
        setIsAsked(true);
        if (reason.trim() !== '') sendBack.mutate({ input: { publicationId, reason: reason.trim() } });
      }}
    >
      <Text>{t('sendBack.text')}</Text>
      <Textarea
        label={t('sendBack.reason')}
        required
        autosize
        minRows={3}
        maxLength={LONGEST_REASON}
        value={reason}
        error={isAsked && reason.trim() === '' && t('sendBack.reasonMissing')}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </Confirm>
  );
}
