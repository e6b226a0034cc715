import { Alert, Button, Text, Textarea } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { failureOf } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';
import { titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAct } from '../../app/queries.ts';
import { useMay } from '../../app/session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Page } from '../../ui/page.tsx';
import { FailureNotice } from '../../ui/problem.tsx';
import { PublicationStateTag } from '../../ui/tags.tsx';
import { When } from '../../ui/when.tsx';
import { UpdateFigures } from '../updates/update-figures.tsx';
import type { OwnPublication } from './publication-query.ts';
import { PublicationDescription } from './publication-description.tsx';
import { PublicationFiles } from './publication-files.tsx';
import { SecondCheck } from './second-check.tsx';

const DraftRevision = graphql(`
  mutation DraftRevision($input: DraftRevisionInput!) {
    draftRevision(input: $input) {
      publication {
        id
      }
    }
  }
`);

const WithdrawPublication = graphql(`
  mutation WithdrawPublication($input: WithdrawPublicationInput!) {
    withdrawPublication(input: $input) {
      publication {
        id
      }
    }
  }
`);

const LONGEST_REASON = 2000;

/** A revision that is past its draft, or that somebody reads who does not write: what it says, and what can be done with it. */
export function OwnPublicationPage({ publication }: { publication: OwnPublication }) {
  const { t } = useWords('publishing');
  const term = useTerm();
  const language = useLanguage();
  const navigate = useNavigate();
  const params = { publicationId: publication.id };
  const revise = useAct(DraftRevision, {
    onDone: ({ draftRevision }) =>
      navigate({
        to: '/publishing/$publicationId',
        params: { publicationId: draftRevision.publication.id },
        search: { step: 'files' },
      }),
  });
  const { state, isSecondCheckPending, withdrawalReason, withdrawnAt } = publication;
  const inWork = publication.revisions.find((one) => one.state === 'DRAFT' || one.state === 'IN_REVIEW');
  const isPublisher = useMay('draft Publication');
  const isApprover = useMay('approve Publication');
  return (
    <Page
      title={titleOf(publication, language)}
      lead={t('draft.lead', { kind: term('PublicationKind', publication.kind), revision: publication.revision })}
      above={[{ label: t('list.title'), link: { to: '/publishing' } }]}
      actions={
        <>
          <PublicationStateTag state={state} />
          {state === 'IN_REVIEW' && (
            <Button component={Link} to="/publishing/$publicationId/review" params={params as never}>
              {t('published.review')}
            </Button>
          )}
          {publication.publishedAt && (
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/publishing/$publicationId/responses" params={params} {...props} />}
            >
              {t('published.responses')}
            </Button>
          )}
          {state === 'PUBLISHED' && isPublisher && !inWork && (
            <Button variant="default" loading={revise.isPending} onClick={() => revise.mutate({ input: params })}>
              {t('published.revise')}
            </Button>
          )}
          {inWork && inWork.id !== publication.id && (
            <Button
              variant="default"
              renderRoot={(props) => (
                <Link to="/publishing/$publicationId" params={{ publicationId: inWork.id }} {...props} />
              )}
            >
              {t('published.toRevision', { revision: inWork.revision })}
            </Button>
          )}
          {(state === 'PUBLISHED' || state === 'SUPERSEDED') && isApprover && (
            <Withdraw publicationId={publication.id} />
          )}
        </>
      }
    >
      {revise.error && <FailureNotice failure={failureOf(revise.error)} />}
      {state === 'WITHDRAWN' && withdrawnAt && (
        <Alert color="orange" title={t('published.withdrawn')}>
          <Text dir="auto">{withdrawalReason}</Text>
          <Text size="sm">
            <When at={withdrawnAt} />
          </Text>
        </Alert>
      )}
      {isSecondCheckPending && <SecondCheck publication={publication} />}
      {publication.publishedAt && (
        <Text size="sm" c="dimmed">
          {t('published.at')} <When at={publication.publishedAt} />
        </Text>
      )}
      {publication.kind === 'UPDATE_PACKAGE' && publication.publishedAt && (
        <UpdateFigures publicationId={publication.id} isInForce={state === 'PUBLISHED'} />
      )}
      <PublicationDescription publication={publication} />
      <PublicationFiles publication={publication} />
    </Page>
  );
}

function Withdraw({ publicationId }: { publicationId: string }) {
  const { t } = useWords('publishing');
  const [reason, setReason] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const withdraw = useAct(WithdrawPublication);
  const isMissing = isAsked && reason.trim() === '';
  return (
    <Confirm
      label={t('withdraw.label')}
      title={t('withdraw.title')}
      act={withdraw}
      isGrave
      onConfirm={() => {
        setIsAsked(true);
        if (reason.trim() !== '') withdraw.mutate({ input: { publicationId, reason: reason.trim() } });
      }}
    >
      <Text>{t('withdraw.text')}</Text>
      <Textarea
        label={t('withdraw.reason')}
        required
        autosize
        minRows={3}
        maxLength={LONGEST_REASON}
        value={reason}
        error={isMissing && t('withdraw.reasonMissing')}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </Confirm>
  );
}
