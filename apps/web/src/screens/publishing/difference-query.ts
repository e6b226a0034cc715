import { graphql } from '../../app/graphql.ts';
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
