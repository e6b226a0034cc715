import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { textOf } from './address.ts';
import { viewerQuery } from './session.ts';

interface RouterContext {
  client: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({});

/** Pages that everybody may open: signing in, what mails lead to, the public pages. */
export const publicRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'public',
  component: lazyRouteComponent(() => import('./public-frame.tsx'), 'PublicFrame'),
});

/** What one may open before it is known for which organisation one acts. */
const WITHOUT_ORGANISATION = new Set(['/choose-organisation', '/account']);

/** Everything else asks for a sign-in first, and comes back to where one was going. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  component: lazyRouteComponent(() => import('./shell.tsx'), 'Shell'),
  async beforeLoad({ context, location }) {
    const { viewer } = await context.client.query({ ...viewerQuery, staleTime: 'static' });
    if (!viewer) throw redirect({ to: '/sign-in', search: { returnTo: location.href } });
    if (!viewer.organisation && !WITHOUT_ORGANISATION.has(location.pathname)) {
      throw redirect({ to: '/choose-organisation', search: { returnTo: location.href } });
    }
  },
});

/** Any other address: within the frame, so that the menu is at hand. */
export const elsewhereRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '$',
  component: lazyRouteComponent(() => import('../ui/problem.tsx'), 'NotFound'),
});

/** `?returnTo=/inbox`: only an address of this portal, so that a link to us cannot lead elsewhere. */
export const returnToSearch = (raw: Record<string, unknown>): { returnTo?: string } => {
  const returnTo = textOf(raw['returnTo']);
  return returnTo && /^\/(?![/\\])/.test(returnTo) ? { returnTo } : {};
};
