import { graphql } from '../../app/graphql.ts';
import { useAnswer } from '../../app/queries.ts';
import { DifferenceFields } from '../../ui/difference.tsx';

export const DifferenceQuery = graphql(
  `
    query PublicationDifference($fromId: ID!, $toId: ID!) {
      publicationDifference(fromId: $fromId, toId: $toId) {
        ...DifferenceFields
      }
    }
  `,
  [DifferenceFields],
);

/** Whether the portal finds no difference in what it read: only then is an editorial revision offered. */
export function useSaysTheSame(fromId: string | null, toId: string): boolean {
  const { data } = useAnswer(DifferenceQuery, { fromId: fromId ?? '', toId }, { enabled: fromId !== null });
  if (!data) return false;
  const { components, vulnerabilities, mds2Answers, fields } = data.publicationDifference;
  return components.length + vulnerabilities.length + mds2Answers.length + fields.length === 0;
}
