import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceOf, flagOf, given, idOf, textOf } from '../../app/address.ts';
import { NOTICES, PRODUCT_KINDS, RECIPIENT_STATES, SEVERITIES } from '../../app/choices.ts';
import { signedInRoute } from '../../app/routes.ts';

const responsesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/publishing/$publicationId/responses',
  validateSearch: (raw: Record<string, unknown>) =>
    given({ state: choiceOf(raw['state'], RECIPIENT_STATES), notice: choiceOf(raw['notice'], NOTICES) }),
  component: lazyRouteComponent(() => import('./responses.screen.tsx'), 'ResponsesScreen'),
});

const unansweredRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/unanswered',
  validateSearch: (raw: Record<string, unknown>) =>
    given({ severity: choiceOf(raw['severity'], SEVERITIES), overdueOnly: flagOf(raw['overdueOnly']) }),
  component: lazyRouteComponent(() => import('./unanswered.screen.tsx'), 'UnansweredScreen'),
});

const catalogueRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/catalogue',
  validateSearch: (raw: Record<string, unknown>) =>
    given({ search: textOf(raw['search']), kind: choiceOf(raw['kind'], PRODUCT_KINDS) }),
  component: lazyRouteComponent(() => import('./catalogue.screen.tsx'), 'CatalogueScreen'),
});

const lackingRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/catalogue/lacking',
  component: lazyRouteComponent(() => import('./lacking.screen.tsx'), 'LackingScreen'),
});

const ownProductRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/catalogue/$productId',
  validateSearch: (raw: Record<string, unknown>) => given({ from: idOf(raw['from']), to: idOf(raw['to']) }),
  component: lazyRouteComponent(() => import('./own-product.screen.tsx'), 'OwnProductScreen'),
});

export const vendorRoutes = [responsesRoute, unansweredRoute, catalogueRoute, lackingRoute, ownProductRoute] as const;
