import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';

/** What is said of a publication, and when anything of it was changed last. */
const DescribedPublication = graphql(`
  fragment DescribedPublication on Publication {
    id
    titleJa
    titleEn
    summaryJa
    summaryEn
    severity
    tlp
    effectiveOn
    releases {
      id
      version
      product {
        name
        englishName
      }
    }
    actions {
      kind
      dueOn
    }
    namedHospitals {
      hospitalId
      emails
    }
    review {
      updatedAt
    }
  }
`);

/** One revision with all that its vendor sees of it. */
export const PublicationFacts = graphql(
  `
    fragment PublicationFacts on Publication {
      ...DescribedPublication
      kind
      state
      revision
      isEditorial
      mayBeEditorial
      isEmergency
      isSecondCheckPending
      secondCheckDueAt
      secondCheckMissedAt
      secondCheckedAt
      submittedAt
      publishedAt
      supersededAt
      withdrawnAt
      withdrawalReason
      contributorIds
      artifacts {
        id
        uploadId
        name
        sizeBytes
        sha256
        mediaType
        isMachineReadable
        reading {
          format
          formatVersion
          componentCount
          answerCount
          statementCount
          completeness {
            standard
            score
          }
        }
      }
      signatures {
        artifactName
        signatureName
        result
        fingerprint
        keyUserIds
        detail
        keyRevokedAt
      }
      findings {
        uploadId
        artifactName
        severity
        reason
        detail
        advice
        justification
        place {
          line
          column
          pointer
          cell
        }
      }
      review {
        authorId
        approvedBy
        secondCheckedBy
        sentBackReason
        createdAt
        updatedAt
      }
      revisions {
        id
        revision
        state
      }
    }
  `,
  [DescribedPublication],
);

export const PublicationQuery = graphql(
  `
    query Publication($id: ID!) {
      publication(id: $id) {
        ...PublicationFacts
      }
    }
  `,
  [PublicationFacts],
);

export type DescribedPublication = ResultOf<typeof DescribedPublication>;
export type OwnPublication = ResultOf<typeof PublicationFacts>;
export type Artifact = OwnPublication['artifacts'][number];

export const EditPublication = graphql(
  `
    mutation EditPublication($input: EditPublicationInput!) {
      editPublication(input: $input) {
        publication {
          ...DescribedPublication
        }
      }
    }
  `,
  [DescribedPublication],
);
