import { useParams } from '@tanstack/react-router';
import { failureOf, leadsNowhere } from '../../app/failure.ts';
import { useAnswer } from '../../app/queries.ts';
import { useMay, useViewer } from '../../app/session.ts';
import { FailureNotice, NotFound } from '../../ui/problem.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { DraftSteps } from './draft-steps.tsx';
import { OwnPublicationPage } from './own-publication-page.tsx';
import { PublicationQuery } from './publication-query.ts';

/** One publication of the own organisation: its steps while it is a draft, then what it says and what can be done with it. */
export function PublicationScreen() {
  const { publicationId } = useParams({ from: '/signed-in/publishing/$publicationId' });
  const viewer = useViewer();
  const mayDraft = useMay('draft Publication');
  const { data, error, refetch } = useAnswer(PublicationQuery, { id: publicationId });
  const failure = error && failureOf(error);
  if (failure && leadsNowhere(failure)) return <NotFound />;
  if (failure && !data) return <FailureNotice failure={failure} onRetry={() => void refetch()} />;
  if (!data || data.publication.id !== publicationId) return <Waiting />;
  const { publication } = data;
  const isWriting = publication.state === 'DRAFT' && mayDraft && viewer.userId;
  return isWriting ? (
    <DraftSteps key={publication.id} publication={publication} />
  ) : (
    <OwnPublicationPage publication={publication} />
  );
}
