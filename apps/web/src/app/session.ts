import { type QueryClient, queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { ResultOf } from 'gql.tada';
import { type Act, isPermitted } from './acts.ts';
import { ask, send } from './ask.ts';
import { graphql, type Enumeration } from './graphql.ts';
import { queryOf, useDeed } from './queries.ts';
import { forgetDrafts } from './draft-store.ts';
import { Failure, failureOf, isSignedOut, SIGNED_OUT } from './failure.ts';

const ViewerQuery = graphql(`
  query Viewer {
    viewer {
      userId
      name
      email
      hasSecondFactor
      signedInBy
      onlyThisOrganisation
      roles
      permissions {
        verb
        subject
      }
      organisation {
        id
        name
        englishName
        kind
      }
      memberships {
        roles
        organisation {
          id
          name
          englishName
          kind
          state
        }
      }
    }
  }
`);

export type Viewer = NonNullable<ResultOf<typeof ViewerQuery>['viewer']>;
export type Role = Enumeration<'Role'>;

const asked = queryOf(ViewerQuery, {});

/** Who is signed in, or null. Once somebody was, an ended session is a failure: the page stays, and asks for a sign-in. */
export const viewerQuery = queryOptions({
  queryKey: asked.queryKey,
  async queryFn({ client, signal }): Promise<ResultOf<typeof ViewerQuery>> {
    const answer = await asked.queryFn({ signal }).catch((error: unknown) => {
      // The cookie of a session that is over: nobody is signed in.
      if (isSignedOut(failureOf(error))) return { viewer: null };
      throw error;
    });
    const former = client.getQueryData<ResultOf<typeof ViewerQuery>>(asked.queryKey);
    if (former?.viewer && !answer.viewer) throw new Failure(SIGNED_OUT);
    if (former?.viewer && answer.viewer && former.viewer.userId !== answer.viewer.userId) return startAnew(client);
    return answer;
  },
  staleTime: 60_000,
});

/** Who is signed in; only on pages below the sign-in. */
export function useViewer(): Viewer {
  const { viewer } = useSuspenseQuery(viewerQuery).data;
  if (!viewer) throw new Error('useViewer is for pages of people who are signed in.');
  return viewer;
}

/** Whether to offer this to who is signed in. */
export const useMay = (act: Act): boolean => isPermitted(useViewer().permissions, act);

/** Which of the three sides of the portal somebody sees: it follows from the organisation that they act for. */
export type Side = 'hospital' | 'vendor' | 'auditor' | 'regulator' | 'operator' | 'none';

export function sideOf(viewer: Viewer): Side {
  switch (viewer.organisation?.kind) {
    case undefined:
      return 'none';
    case 'HOSPITAL':
      return 'hospital';
    case 'MANUFACTURER':
    case 'SERVICE_PROVIDER':
      return 'vendor';
    case 'AUDITOR':
      return 'auditor';
    case 'REGULATOR':
      return 'regulator';
    case 'OPERATOR':
      return 'operator';
  }
}

const ActFor = graphql(`
  mutation ActFor($input: OrganisationInput!) {
    actFor(input: $input) {
      organisation {
        id
      }
    }
  }
`);

/** Says for which of their organisations the person acts from now on. */
export const actFor = (organisationId: string) => ask(ActFor, { input: { organisationId } });

/** Ends the session, and everything that was remembered of it, in every tab of this browser. */
export function useSignOut() {
  const client = useQueryClient();
  return useDeed(() => send('/auth/sign-out', {}), {
    onDone() {
      tellTabs({ userId: null, organisationId: null });
      return startAnew(client, '/sign-in');
    },
  });
}

/** The session is another person's, or nobody's: nothing that belongs to the former stays. Never resolves. */
export function startAnew(client: QueryClient, at = '/'): Promise<never> {
  forgetDrafts();
  client.clear();
  window.location.assign(at);
  return new Promise(() => undefined);
}

/** For whom a tab acts. Tabs of a browser share the session: what it becomes in one, it is in all. */
export interface Acting {
  userId: string | null;
  organisationId: string | null;
}

const tabs = new BroadcastChannel('tasuki-session');

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel of one origin, not a window
export const tellTabs = (acting: Acting): void => tabs.postMessage(acting);

/** Until the function that it returns is called. */
export function hearTabs(listener: (acting: Acting) => void): () => void {
  const onMessage = ({ data }: MessageEvent<Acting>) => listener(data);
  tabs.addEventListener('message', onMessage);
  return () => tabs.removeEventListener('message', onMessage);
}

/**
 * Where single sign-on begins: an address to go to, for the organisation with this id or code. `isFresh`: the provider is
 * to ask again.
 */
export function singleSignOnAt(organisation: string, returnTo: string, isFresh = false): string {
  const asked = new URLSearchParams({ organisation, returnTo, ...(isFresh ? { fresh: 'true' } : {}) });
  return `/auth/sso/start?${asked.toString()}`;
}
