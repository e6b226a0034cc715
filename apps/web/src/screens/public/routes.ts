import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { given, textOf } from '../../app/address.ts';
import { publicRoute } from '../../app/routes.ts';

const productsRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/public',
  validateSearch: (raw: Record<string, unknown>) => given({ search: textOf(raw['search']) }),
  component: lazyRouteComponent(() => import('./products.screen.tsx'), 'PublicProductsScreen'),
});

const productRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/public/products/$productId',
  component: lazyRouteComponent(() => import('./product.screen.tsx'), 'PublicProductScreen'),
});

const publicationRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/public/publications/$publicationId',
  component: lazyRouteComponent(() => import('./publication.screen.tsx'), 'PublicPublicationScreen'),
});

/** What everybody may read. */
export const openRoutes = [productsRoute, productRoute, publicationRoute] as const;
