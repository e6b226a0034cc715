import type { ResultOf } from 'gql.tada';
import { graphql } from '../../../app/graphql.ts';
import { DeliveryFields } from './delivery.ts';

export const PublicationQuery = graphql(
  `
    query PublicationOfHospital($id: ID!) {
      publication(id: $id) {
        id
        kind
        revision
        severity
        tlp
        state
        titleJa
        titleEn
        summaryJa
        summaryEn
        publishedAt
        effectiveOn
        withdrawnAt
        withdrawalReason
        isEditorial
        isSecondCheckPending
        secondCheckDueAt
        secondCheckMissedAt
        secondCheckedAt
        vendor {
          name
          englishName
        }
        releases {
          id
          version
          stage
          endOfSupportOn
          product {
            id
            name
            englishName
          }
        }
        artifacts {
          id
          name
          sizeBytes
          sha256
          mediaType
          isMachineReadable
          reading {
            format
            formatVersion
            componentCount
            statementCount
            answerCount
            lifecycleNotice {
              endOfLifeOn
              formerEndOfLifeOn
              endOfSupportOn
              formerEndOfSupportOn
              versions
              isSudden
              reason
              successor
              compensatingControls
            }
          }
        }
        signatures {
          artifactName
          signatureName
          result
          detail
          fingerprint
          keyRevokedAt
          keyUserIds
          signedAt
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
        revisions {
          id
          revision
          state
          publishedAt
          isEditorial
        }
        myDelivery {
          ...DeliveryFields
        }
        withdrawal: myDelivery(notice: WITHDRAWAL) {
          ...DeliveryFields
        }
      }
    }
  `,
  [DeliveryFields],
);

export type PublicationOfPage = ResultOf<typeof PublicationQuery>['publication'];
