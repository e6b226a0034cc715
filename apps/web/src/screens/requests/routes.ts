import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceOf, flagOf, given, idOf, textOf } from '../../app/address.ts';
import { REQUEST_STATES, URGENCIES } from '../../app/choices.ts';
import { signedInRoute } from '../../app/routes.ts';

const requestsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/requests',
  validateSearch: (raw: Record<string, unknown>) =>
    given({
      state: choiceOf(raw['state'], REQUEST_STATES),
      urgency: choiceOf(raw['urgency'], URGENCIES),
      overdue: flagOf(raw['overdue']),
    }),
  component: lazyRouteComponent(() => import('./requests.screen.tsx'), 'RequestsScreen'),
});

const askRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/requests/new',
  validateSearch: (raw: Record<string, unknown>) =>
    given({
      productId: idOf(raw['productId']),
      releaseId: idOf(raw['releaseId']),
      publicationId: idOf(raw['publicationId']),
    }),
  component: lazyRouteComponent(() => import('./ask.screen.tsx'), 'AskScreen'),
});

const requestRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/requests/$id',
  component: lazyRouteComponent(() => import('./request.screen.tsx'), 'RequestScreen'),
});

const roundsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/request-rounds',
  component: lazyRouteComponent(() => import('./rounds.screen.tsx'), 'RoundsScreen'),
});

const newRoundRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/request-rounds/new',
  validateSearch: (raw: Record<string, unknown>) =>
    given({ component: textOf(raw['component']), vulnerability: textOf(raw['vulnerability']) }),
  component: lazyRouteComponent(() => import('./new-round.screen.tsx'), 'NewRoundScreen'),
});

const roundRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/request-rounds/$id',
  component: lazyRouteComponent(() => import('./round.screen.tsx'), 'RoundScreen'),
});

const promisesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/response-promises',
  component: lazyRouteComponent(() => import('./promises.screen.tsx'), 'PromisesScreen'),
});

export const requestRoutes = [
  requestsRoute,
  askRoute,
  requestRoute,
  promisesRoute,
  roundsRoute,
  newRoundRoute,
  roundRoute,
] as const;
