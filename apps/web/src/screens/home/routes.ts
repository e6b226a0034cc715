import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceOf, given, textOf } from '../../app/address.ts';
import { KINDS } from '../../app/choices.ts';
import { signedInRoute } from '../../app/routes.ts';

const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./home.screen.tsx'), 'HomeScreen'),
});

const libraryRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/library',
  validateSearch: (raw: Record<string, unknown>) =>
    given({ kind: choiceOf(raw['kind'], KINDS), search: textOf(raw['search']) }),
  component: lazyRouteComponent(() => import('./library.screen.tsx'), 'LibraryScreen'),
});

export const homeRoutes = [homeRoute, libraryRoute] as const;
