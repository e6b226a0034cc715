import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceOf, given, idOf } from '../../app/address.ts';
import { EVALUATION_STATES, LINE_STATES, RELATIONSHIP_STATES } from '../../app/choices.ts';
import { signedInRoute } from '../../app/routes.ts';

const relationshipsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/relationships',
  validateSearch: (raw: Record<string, unknown>) => given({ state: choiceOf(raw['state'], RELATIONSHIP_STATES) }),
  component: lazyRouteComponent(() => import('./relationships.screen.tsx'), 'RelationshipsScreen'),
});

const mandatesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/mandates',
  component: lazyRouteComponent(() => import('./mandates.screen.tsx'), 'MandatesScreen'),
});

const contactsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/contacts',
  validateSearch: (raw: Record<string, unknown>) => given({ organisationId: idOf(raw['organisationId']) }),
  component: lazyRouteComponent(() => import('./contacts.screen.tsx'), 'ContactsScreen'),
});

const installedBaseRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/installed-base',
  validateSearch: (raw: Record<string, unknown>) => given({ state: choiceOf(raw['state'], LINE_STATES) }),
  component: lazyRouteComponent(() => import('./installed-base.screen.tsx'), 'InstalledBaseScreen'),
});

const evaluationsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/evaluations',
  validateSearch: (raw: Record<string, unknown>) => given({ state: choiceOf(raw['state'], EVALUATION_STATES) }),
  component: lazyRouteComponent(() => import('./evaluations.screen.tsx'), 'EvaluationsScreen'),
});

const signingKeysRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/signing-keys',
  component: lazyRouteComponent(() => import('./signing-keys.screen.tsx'), 'SigningKeysScreen'),
});

export const dealingsRoutes = [
  relationshipsRoute,
  mandatesRoute,
  contactsRoute,
  installedBaseRoute,
  evaluationsRoute,
  signingKeysRoute,
] as const;
