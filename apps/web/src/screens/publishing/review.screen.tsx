import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { failureOf, leadsNowhere } from '../../app/failure.ts';
import { titleOf, useLanguage, useTerm, useWords } from '../../app/language.ts';
import { useAnswer } from '../../app/queries.ts';
import { Page } from '../../ui/page.tsx';
import { FailureNotice, NotFound } from '../../ui/problem.tsx';
import { PublicationStateTag } from '../../ui/tags.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { ChaseGaps } from '../chasing/chase-gaps.tsx';
import { When } from '../../ui/when.tsx';
import { Audience } from './audience.tsx';
import { Decision } from './decision.tsx';
import { Difference } from './difference.tsx';
import { useListed } from './listed.ts';
import { PersonName, usePersonNames } from './person-name.tsx';
import { type OwnPublication, PublicationQuery } from './publication-query.ts';
import { PublicationDescription } from './publication-description.tsx';
import { PublicationFiles } from './publication-files.tsx';
import { ReviewFindings } from './review-findings.tsx';
import { SecondCheck } from './second-check.tsx';

/** What an approver puts their name to: all of it on one page, and the decision at its end. */
export function ReviewScreen() {
  const { publicationId } = useParams({ from: '/signed-in/publishing/$publicationId/review' });
  const { data, error, refetch } = useAnswer(PublicationQuery, { id: publicationId });
  const failure = error && failureOf(error);
  if (failure && leadsNowhere(failure)) return <NotFound />;
  if (failure && !data) return <FailureNotice failure={failure} onRetry={() => void refetch()} />;
  if (!data || data.publication.id !== publicationId) return <Waiting />;
  return <Review key={publicationId} publication={data.publication} />;
}

function Review({ publication }: { publication: OwnPublication }) {
  const { t } = useWords('publishing');
  const term = useTerm();
  const language = useLanguage();
  const listed = useListed();
  const nameOfPerson = usePersonNames();
  const { state, submittedAt, review, contributorIds, revisions } = publication;
  // What was read is what is approved: a later submission is shown, and has to be read first.
  const [readAt, setReadAt] = useState(submittedAt);
  const [stateAtFirst] = useState(state);
  useEffect(() => {
    if (readAt === null) setReadAt(submittedAt);
  }, [submittedAt]);
  const isChanged = state === 'IN_REVIEW' && readAt !== null && submittedAt !== readAt;
  // Revisions come newest first; one that was never in force is nothing to be held against.
  const former = revisions.find(
    (one) => one.revision < publication.revision && one.state !== 'DRAFT' && one.state !== 'IN_REVIEW',
  );
  return (
    <Page
      title={titleOf(publication, language)}
      tabTitle={t('review.tab', { title: titleOf(publication, language) })}
      lead={t('draft.lead', { kind: term('PublicationKind', publication.kind), revision: publication.revision })}
      above={[{ label: t('list.title'), link: { to: '/publishing' } }]}
      actions={<PublicationStateTag state={state} />}
    >
      <div role="status">
        {state !== 'IN_REVIEW' && <NotInReview publication={publication} isNews={stateAtFirst === 'IN_REVIEW'} />}
        {isChanged && submittedAt && (
          <Alert color="orange" title={t('review.changed')}>
            <Stack gap="xs">
              <Text size="sm">{t('review.changedText')}</Text>
              <Group>
                <Button size="xs" variant="default" onClick={() => setReadAt(submittedAt)}>
                  {t('review.changedRead')}
                </Button>
              </Group>
            </Stack>
          </Alert>
        )}
      </div>
      {publication.isSecondCheckPending && <SecondCheck publication={publication} />}
      <Text size="sm">
        {t('review.writtenBy')} <span dir="auto">{listed(contributorIds.map(nameOfPerson))}</span>
        {submittedAt && (
          <>
            {' · '}
            {t('review.submitted')} <When at={submittedAt} />
          </>
        )}
        {review?.approvedBy && (
          <>
            {' · '}
            {t('review.approvedBy')} <PersonName id={review.approvedBy} />
          </>
        )}
      </Text>
      <section aria-labelledby="review-difference">
        <Title order={2} size="h3" id="review-difference" mb="sm">
          {t('review.difference')}
        </Title>
        {former ? (
          <Difference formerId={former.id} publication={publication} />
        ) : (
          <Text c="dimmed">{t('review.first')}</Text>
        )}
      </section>
      <PublicationDescription publication={publication} />
      <PublicationFiles publication={publication} />
      <ReviewFindings publication={publication} />
      {state === 'IN_REVIEW' && (
        <>
          <section aria-labelledby="review-audience">
            <Title order={2} size="h3" id="review-audience" mb="sm">
              {t('steps.audience')}
            </Title>
            <Audience publicationId={publication.id} />
            <ChaseGaps publicationId={publication.id} />
          </section>
          <Decision publication={publication} readAt={readAt ?? ''} isChanged={isChanged} />
        </>
      )}
    </Page>
  );
}

interface NotInReviewProps {
  publication: OwnPublication;
  /** It was in review when this page was opened: whoever was about to decide is told, wherever they are on the page. */
  isNews: boolean;
}

/** Somebody decided meanwhile, or nothing was handed over yet: the state, and where to go on. */
function NotInReview({ publication, isNews }: NotInReviewProps) {
  const { t } = useWords('publishing');
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isNews) notice.current?.focus();
  }, [isNews]);
  const { state, review } = publication;
  const why = state === 'DRAFT' && review?.sentBackReason;
  return (
    <Alert
      ref={notice}
      tabIndex={-1}
      color="orange"
      title={t(`notInReview.${state === 'DRAFT' ? 'draft' : 'decided'}`)}
    >
      <Stack gap="xs">
        {isNews && <Text size="sm">{t('notInReview.meanwhile')}</Text>}
        {why && <Text dir="auto">{why}</Text>}
        <Group>
          <Button
            size="xs"
            variant="default"
            renderRoot={(props) => (
              <Link to="/publishing/$publicationId" params={{ publicationId: publication.id }} {...props} />
            )}
          >
            {t('notInReview.open')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
