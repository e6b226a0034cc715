import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceOf, dayOf, given, idOf } from '../../app/address.ts';
import { UPDATE_STATES } from '../../app/choices.ts';
import { signedInRoute } from '../../app/routes.ts';
import { MATTERS, VIEWS } from './search.ts';

type Raw = Record<string, unknown>;

const updatesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/updates',
  validateSearch: (raw: Raw) =>
    given({
      view: choiceOf(raw['view'], VIEWS),
      state: choiceOf(raw['state'], UPDATE_STATES),
      matter: choiceOf(raw['matter'], MATTERS),
      siteId: idOf(raw['siteId']),
      publicationId: idOf(raw['publicationId']),
      responsibleId: idOf(raw['responsibleId']),
      from: dayOf(raw['from']),
      until: dayOf(raw['until']),
    }),
  component: lazyRouteComponent(() => import('./updates.screen.tsx'), 'UpdatesScreen'),
});

const planRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/updates/plan',
  validateSearch: (raw: Raw) => given({ publication: idOf(raw['publication']) }),
  component: lazyRouteComponent(() => import('./plan.screen.tsx'), 'PlanScreen'),
});

const windowsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/maintenance-windows',
  validateSearch: (raw: Raw) => given({ siteId: idOf(raw['siteId']) }),
  component: lazyRouteComponent(() => import('./windows.screen.tsx'), 'WindowsScreen'),
});

const updateRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/updates/$applicationId',
  component: lazyRouteComponent(() => import('./update.screen.tsx'), 'UpdateScreen'),
});

export const updatesRoutes = [updatesRoute, planRoute, windowsRoute, updateRoute] as const;
