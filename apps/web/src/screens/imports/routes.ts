import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { given, idOf } from '../../app/address.ts';
import { signedInRoute } from '../../app/routes.ts';

const importsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/assets/import',
  component: lazyRouteComponent(() => import('./imports.screen.tsx'), 'ImportsScreen'),
});

const importRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/assets/import/$importId',
  component: lazyRouteComponent(() => import('./import.screen.tsx'), 'ImportScreen'),
});

/** The same for a vendor's list. */
const listImportsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/installed-base/import',
  component: lazyRouteComponent(() => import('./imports.screen.tsx'), 'ImportsScreen'),
});

const listImportRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/installed-base/import/$importId',
  component: lazyRouteComponent(() => import('./import.screen.tsx'), 'ImportScreen'),
});

const networkRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/network',
  validateSearch: (raw: Record<string, unknown>) => given({ siteId: idOf(raw['siteId']) }),
  component: lazyRouteComponent(() => import('./network.screen.tsx'), 'NetworkScreen'),
});

export const importRoutes = [importsRoute, importRoute, listImportsRoute, listImportRoute, networkRoute] as const;
