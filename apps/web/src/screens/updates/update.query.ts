import type { ResultOf } from 'gql.tada';
import { graphql } from '../../app/graphql.ts';
import { UpdateFields } from './updates.query.ts';

/** What is ticked; it comes with each tick too, so that the next one is of what stands there now. */
export const CheckListFields = graphql(`
  fragment CheckListFields on UpdateApplication {
    id
    version
    prerequisites {
      text
      doneBy
      doneAt
    }
    verificationSteps {
      text
      doneBy
      doneAt
    }
  }
`);

export const UpdateQuery = graphql(
  `
    query UpdateOnDevice($id: ID!) {
      updateApplication(id: $id) {
        ...UpdateFields
        ...CheckListFields
        responsibleId
        reason
        compensatingControls
        installedSha256
        unverifiedReason
        countersignatureNote
        haltedAt
        steps {
          id
          act
          fromState
          toState
          note
          organisationId
          onBehalfOfId
          userId
          apiKeyId
          recordedAt
          evidence {
            id
            uploadId
            name
            sizeBytes
          }
        }
      }
    }
  `,
  [UpdateFields, CheckListFields],
);

export type UpdateOfPage = ResultOf<typeof UpdateQuery>['updateApplication'];
export type CheckLists = ResultOf<typeof CheckListFields>;
