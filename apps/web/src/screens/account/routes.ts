import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { publicRoute, returnToSearch } from '../../app/routes.ts';

const signInRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/sign-in',
  validateSearch: returnToSearch,
  component: lazyRouteComponent(() => import('./sign-in.screen.tsx'), 'SignInScreen'),
});

export const accountPublicRoutes = [signInRoute] as const;
