import type { QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { deviceRoutes } from '../screens/devices/routes.ts';
import { adminRoutes } from '../screens/admin/routes.ts';
import { auditPublicRoutes, auditRoutes } from '../screens/audit/routes.ts';
import { chasingPublicRoutes, chasingRoutes } from '../screens/chasing/routes.ts';
import { dealingsRoutes } from '../screens/dealings/routes.ts';
import { homeRoutes } from '../screens/home/routes.ts';
import { openRoutes } from '../screens/public/routes.ts';
import { inboxRoutes } from '../screens/inbox/routes.ts';
import { accountPublicRoutes, accountRoutes } from '../screens/account/routes.ts';
import { operatorRoutes } from '../screens/operator/routes.ts';
import { publishingRoutes } from '../screens/publishing/routes.ts';
import { vendorRoutes } from '../screens/vendor/routes.ts';
import { importRoutes } from '../screens/imports/routes.ts';
import { lifecycleRoutes } from '../screens/lifecycle/routes.ts';
import { answerRoutes } from '../screens/answers/routes.ts';
import { caseRoutes } from '../screens/cases/routes.ts';
import { requestRoutes } from '../screens/requests/routes.ts';
import { updatesRoutes } from '../screens/updates/routes.ts';
import { webhooksRoutes } from '../screens/webhooks/routes.ts';
import { NotFound, Problem } from '../ui/problem.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { elsewhereRoute, publicRoute, rootRoute, signedInRoute } from './routes.ts';

const routeTree = rootRoute.addChildren([
  publicRoute.addChildren([...accountPublicRoutes, ...openRoutes, ...auditPublicRoutes, ...chasingPublicRoutes]),
  signedInRoute.addChildren([
    ...homeRoutes,
    ...inboxRoutes,
    ...deviceRoutes,
    ...importRoutes,
    ...updatesRoutes,
    ...lifecycleRoutes,
    ...requestRoutes,
    ...answerRoutes,
    ...chasingRoutes,
    ...caseRoutes,
    ...publishingRoutes,
    ...vendorRoutes,
    ...auditRoutes,
    ...operatorRoutes,
    ...adminRoutes,
    ...webhooksRoutes,
    ...dealingsRoutes,
    ...accountRoutes,
    elsewhereRoute,
  ]),
]);

export const makeRouter = (client: QueryClient) =>
  createRouter({
    routeTree,
    context: { client },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    // A page about another thing is another page: nothing typed about the one is sent for the other.
    defaultRemountDeps: ({ params }) => params,
    defaultPendingComponent: Waiting,
    defaultErrorComponent: Problem,
    defaultNotFoundComponent: NotFound,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
