import type { ResultOf } from 'gql.tada';
import { ask, send } from '../../app/ask.ts';
import { failureOf, isSignedOut } from '../../app/failure.ts';
import { graphql } from '../../app/graphql.ts';

export const InvitationQuery = graphql(`
  query InvitationBehind($token: String!) {
    invitationBehind(token: $token) {
      organisationName
      organisationCode
      email
      expiresAt
      hasAccount
      identityProvider {
        displayName
      }
    }
  }
`);

export type Offer = NonNullable<ResultOf<typeof InvitationQuery>['invitationBehind']>;

const AcceptInvitation = graphql(`
  mutation AcceptInvitation($input: AcceptInvitationInput!) {
    acceptInvitation(input: $input) {
      member {
        id
      }
    }
  }
`);

interface Acceptance {
  token: string;
  name?: string;
  password?: string;
}

/** Joins. The cookie of a session long over is put away first: without it, one is nobody yet, as it should be. */
export async function acceptInvitation(input: Acceptance): Promise<unknown> {
  try {
    return await ask(AcceptInvitation, { input });
  } catch (error) {
    if (!isSignedOut(failureOf(error))) throw error;
    await send('/auth/sign-out', {});
    return ask(AcceptInvitation, { input });
  }
}
