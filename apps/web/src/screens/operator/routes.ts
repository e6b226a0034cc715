import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceOf, given, textOf } from '../../app/address.ts';
import { ORGANISATION_KINDS, ORGANISATION_STATES } from '../../app/choices.ts';
import { signedInRoute } from '../../app/routes.ts';

const organisationsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/organisations',
  validateSearch: (raw: Record<string, unknown>) =>
    given({
      state: choiceOf(raw['state'], ORGANISATION_STATES),
      kind: choiceOf(raw['kind'], ORGANISATION_KINDS),
      search: textOf(raw['search']),
    }),
  component: lazyRouteComponent(() => import('./organisations.screen.tsx'), 'OrganisationsScreen'),
});

/** Not `/health`: the addresses below that one are the API's, for what watches the server. */
const healthRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/health-status',
  component: lazyRouteComponent(() => import('./health.screen.tsx'), 'HealthScreen'),
});

const jobsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/jobs',
  component: lazyRouteComponent(() => import('./jobs.screen.tsx'), 'JobsScreen'),
});

const storageRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/storage',
  component: lazyRouteComponent(() => import('./storage.screen.tsx'), 'StorageScreen'),
});

export const operatorRoutes = [organisationsRoute, healthRoute, jobsRoute, storageRoute] as const;
