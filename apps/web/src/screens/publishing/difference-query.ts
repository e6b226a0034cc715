import { graphql } from '../../app/graphql.ts';

export const DifferenceQuery = graphql(`
  query PublicationDifference($fromId: ID!, $toId: ID!) {
    publicationDifference(fromId: $fromId, toId: $toId) {
      comparesComponents
      comparesMds2
      comparesVulnerabilities
      components {
        change
        fields
        before {
          name
          version
        }
        after {
          name
          version
        }
      }
      vulnerabilities {
        change
        before {
          vulnerability
          status
        }
        after {
          vulnerability
          status
        }
      }
      mds2Answers {
        questionId
        before
        after
        noteBefore
        noteAfter
      }
      fields {
        path
        before
        after
      }
    }
  }
`);
