import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { given, idOf } from '../../app/address.ts';
import { publicRoute, signedInRoute } from '../../app/routes.ts';

const plansRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/chasing-plans',
  component: lazyRouteComponent(() => import('./plans.screen.tsx'), 'ChasingPlansScreen'),
});

const planRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/chasing-plans/edit',
  // From which plan one begins; none: from an empty one.
  validateSearch: (raw: Record<string, unknown>) => given({ planId: idOf(raw['planId']) }),
  component: lazyRouteComponent(() => import('./plan.screen.tsx'), 'ChasingPlanScreen'),
});

const chaseRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/publishing/$publicationId/chase',
  component: lazyRouteComponent(() => import('./chase.screen.tsx'), 'ChaseScreen'),
});

const tasksRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/chase-tasks',
  component: lazyRouteComponent(() => import('./tasks.screen.tsx'), 'ChaseTasksScreen'),
});

const delegatesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/delegates',
  component: lazyRouteComponent(() => import('./delegates.screen.tsx'), 'DelegatesScreen'),
});

const delegateRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/delegate',
  component: lazyRouteComponent(() => import('./delegate.screen.tsx'), 'DelegateScreen'),
});

export const chasingRoutes = [plansRoute, planRoute, chaseRoute, tasksRoute, delegatesRoute] as const;
/** For whoever holds a link. */
export const chasingPublicRoutes = [delegateRoute] as const;
