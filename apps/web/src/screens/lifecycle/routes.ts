import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceOf, flagOf, given, idOf } from '../../app/address.ts';
import { DECISION_KINDS, DECISION_STATES, LIFE_CYCLE_STAGES } from '../../app/choices.ts';
import { signedInRoute } from '../../app/routes.ts';

type Raw = Record<string, unknown>;

const lifeCycleRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/life-cycle',
  validateSearch: (raw: Raw) =>
    given({
      siteId: idOf(raw['siteId']),
      vendorId: idOf(raw['vendorId']),
      undecided: flagOf(raw['undecided']),
      stage: choiceOf(raw['stage'], LIFE_CYCLE_STAGES),
    }),
  component: lazyRouteComponent(() => import('./life-cycle.screen.tsx'), 'LifeCycleScreen'),
});

const decisionsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/decisions',
  validateSearch: (raw: Raw) =>
    given({
      state: choiceOf(raw['state'], DECISION_STATES),
      kind: choiceOf(raw['kind'], DECISION_KINDS),
      siteId: idOf(raw['siteId']),
      reviewSoon: flagOf(raw['reviewSoon']),
    }),
  component: lazyRouteComponent(() => import('./decisions.screen.tsx'), 'DecisionsScreen'),
});

const transfersRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/transfers',
  component: lazyRouteComponent(() => import('./transfers.screen.tsx'), 'TransfersScreen'),
});

const transferRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/transfers/$transferId',
  component: lazyRouteComponent(() => import('./transfer.screen.tsx'), 'TransferScreen'),
});

export const lifecycleRoutes = [lifeCycleRoute, decisionsRoute, transfersRoute, transferRoute] as const;
