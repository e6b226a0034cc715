import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { dayOf, given, idOf, textOf } from '../../app/address.ts';
import { publicRoute, signedInRoute } from '../../app/routes.ts';

const trailRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/records',
  validateSearch: (raw: Record<string, unknown>) =>
    given({
      kind: textOf(raw['kind']),
      organisationId: idOf(raw['organisationId']),
      subjectId: idOf(raw['subjectId']),
      personId: idOf(raw['personId']),
      from: dayOf(raw['from']),
      until: dayOf(raw['until']),
    }),
  component: lazyRouteComponent(() => import('./trail.screen.tsx'), 'TrailScreen'),
});

const grantsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/grants',
  component: lazyRouteComponent(() => import('./grants.screen.tsx'), 'GrantsScreen'),
});

/** Everybody may verify: it asks for no sign-in, unless it is to fetch a receipt. */
const verifyRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/verify',
  component: lazyRouteComponent(() => import('./verify.screen.tsx'), 'VerifyScreen'),
});

const verifyEventRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/records/$eventId/verify',
  component: lazyRouteComponent(() => import('./verify-event.screen.tsx'), 'VerifyEventScreen'),
});

export const auditRoutes = [trailRoute, grantsRoute, verifyEventRoute] as const;
export const auditPublicRoutes = [verifyRoute] as const;
