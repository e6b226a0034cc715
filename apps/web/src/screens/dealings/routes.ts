import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceOf, given } from '../../app/address.ts';
import { RELATIONSHIP_STATES } from '../../app/choices.ts';
import { signedInRoute } from '../../app/routes.ts';

const relationshipsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/relationships',
  validateSearch: (raw: Record<string, unknown>) => given({ state: choiceOf(raw['state'], RELATIONSHIP_STATES) }),
  component: lazyRouteComponent(() => import('./relationships.screen.tsx'), 'RelationshipsScreen'),
});

export const dealingsRoutes = [relationshipsRoute] as const;
