import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedInRoute } from '../../app/routes.ts';

const membersRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/members',
  component: lazyRouteComponent(() => import('./members.screen.tsx'), 'MembersScreen'),
});

const apiKeysRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/api-keys',
  component: lazyRouteComponent(() => import('./api-keys.screen.tsx'), 'ApiKeysScreen'),
});

const sitesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/sites',
  component: lazyRouteComponent(() => import('./sites.screen.tsx'), 'SitesScreen'),
});

const calendarLinksRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/calendar-links',
  component: lazyRouteComponent(() => import('./calendar-links.screen.tsx'), 'CalendarLinksScreen'),
});

export const adminRoutes = [membersRoute, apiKeysRoute, sitesRoute, calendarLinksRoute] as const;
