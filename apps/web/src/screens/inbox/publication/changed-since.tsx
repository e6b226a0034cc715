import { failureOf } from '../../../app/failure.ts';
import { graphql } from '../../../app/graphql.ts';
import { useWords } from '../../../app/language.ts';
import { useAnswer } from '../../../app/queries.ts';
import { Difference, DifferenceFields } from '../../../ui/difference.tsx';
import { FailureNotice } from '../../../ui/problem.tsx';
import { Section } from '../../../ui/section.tsx';
import { Waiting } from '../../../ui/waiting.tsx';
import type { PublicationOfPage } from './publication.query.ts';

const ChangedSinceQuery = graphql(
  `
    query ChangedSince($fromId: ID!, $toId: ID!) {
      publicationDifference(fromId: $fromId, toId: $toId) {
        ...DifferenceFields
      }
    }
  `,
  [DifferenceFields],
);

/** What is different from the revision before, as far as the portal could read both. */
export function ChangedSince({ publication: { id, revision, revisions } }: { publication: PublicationOfPage }) {
  const { t } = useWords('inbox');
  const former = revisions.find((other) => other.revision < revision);
  const { data, error, refetch } = useAnswer(
    ChangedSinceQuery,
    { fromId: former?.id ?? id, toId: id },
    { enabled: former !== undefined, refreshes: false },
  );
  if (!former) return null;
  return (
    <Section title={t('changed.title', { revision: former.revision })} lead={t('changed.lead')}>
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {data ? <Difference difference={data.publicationDifference} /> : !error && <Waiting />}
    </Section>
  );
}
