import type { ResultOf } from 'gql.tada';
import { graphql } from '../../../app/graphql.ts';

/** What is shown of a file that arrived, and what is needed to send it on. */
export const UploadFacts = graphql(`
  fragment UploadFacts on Upload {
    id
    name
    state
    sizeBytes
    sha256
    partSizeBytes
    mediaType
    isMachineReadable
    refusalReason
    parts {
      number
      sizeBytes
      isReceived
      url
    }
    findings {
      severity
      reason
      detail
      advice
      place {
        line
        column
        pointer
        cell
      }
    }
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
`);

export type UploadState = ResultOf<typeof UploadFacts>;

export const UploadQuery = graphql(
  `
    query Upload($id: ID!) {
      upload(id: $id) {
        ...UploadFacts
      }
    }
  `,
  [UploadFacts],
);

export const BeginUpload = graphql(
  `
    mutation BeginUpload($input: BeginUploadInput!) {
      beginUpload(input: $input) {
        upload {
          ...UploadFacts
        }
      }
    }
  `,
  [UploadFacts],
);

export const CompleteUpload = graphql(
  `
    mutation CompleteUpload($input: CompleteUploadInput!) {
      completeUpload(input: $input) {
        upload {
          ...UploadFacts
        }
      }
    }
  `,
  [UploadFacts],
);

export const RecordUploadParts = graphql(`
  mutation RecordUploadParts($input: RecordUploadPartsInput!) {
    recordUploadParts(input: $input) {
      upload {
        id
      }
    }
  }
`);

export const AbandonUpload = graphql(`
  mutation AbandonUpload($input: AbandonUploadInput!) {
    abandonUpload(input: $input) {
      upload {
        id
      }
    }
  }
`);
