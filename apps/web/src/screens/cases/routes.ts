import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { choiceOf, flagOf, given, idOf } from '../../app/address.ts';
import { CASE_KINDS, CASE_STATES } from '../../app/choices.ts';
import { signedInRoute } from '../../app/routes.ts';

const casesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/cases',
  validateSearch: (raw: Record<string, unknown>) =>
    given({
      kind: choiceOf(raw['kind'], CASE_KINDS),
      state: choiceOf(raw['state'], CASE_STATES),
      mine: flagOf(raw['mine']),
    }),
  component: lazyRouteComponent(() => import('./cases.screen.tsx'), 'CasesScreen'),
});

const reportRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/cases/new',
  validateSearch: (raw: Record<string, unknown>) => given({ assetId: idOf(raw['assetId']) }),
  component: lazyRouteComponent(() => import('./report.screen.tsx'), 'ReportScreen'),
});

const openDisclosureRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/disclosures/new',
  validateSearch: (raw: Record<string, unknown>) => given({ caseId: idOf(raw['caseId']) }),
  component: lazyRouteComponent(() => import('./open-disclosure.screen.tsx'), 'OpenDisclosureScreen'),
});

const caseRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/cases/$id',
  component: lazyRouteComponent(() => import('./case.screen.tsx'), 'CaseScreen'),
});

const invitationsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/case-invitations',
  component: lazyRouteComponent(() => import('./invitations.screen.tsx'), 'InvitationsScreen'),
});

export const caseRoutes = [casesRoute, reportRoute, openDisclosureRoute, caseRoute, invitationsRoute] as const;
